import OpsDomain
import Testing

@Suite struct TypedJSONTests {
    @Test func everyTypeComesBackAsItWas() throws {
        let record = Record(fields: [
            "id": .string("a\"\\\n\u{0}\u{7F}é\u{301}🙂"), "empty": .string(""), "": .string("no name"),
            "n": .number("-3.14159265358979323846E-10"), "big": .number("12345678901234567890123456789012345678"),
            "b": .binary([0, 255, 1, 2]), "b0": .binary([]), "b1": .binary([7]), "b2": .binary([7, 8]),
            "yes": .boolean(true), "no": .boolean(false), "null": .null,
            "list": .list([.string("x"), .list([]), .map([:]), .null]),
            "map": .map(["a.b": .map(["c": .number("1.0")])]),
            "ss": .stringSet(["b", "a"]), "ns": .numberSet(["2", "1.50"]), "bs": .binarySet([[1], []]),
        ])
        let text = record.typedJSON().compact
        let read = try Record(typedJSON: text)
        #expect(read == record)
        #expect(read.typedJSON().compact == text)
        let pretty = record.typedJSON().prettyLines.joined(separator: "\n")
        #expect(try Record(typedJSON: pretty).typedJSON().compact == text)
    }

    @Test func aNumberKeepsItsDigitsInQuotesOrNot() throws {
        let record = try Record(typedJSON: #"{"a":{"N":1.50},"b":{"NS":[12345678901234567890.5,"2"]}}"#)
        #expect(record["a"] == .number("1.50"))
        #expect(record["b"] == .numberSet(["12345678901234567890.5", "2"]))
    }

    @Test func aNodeAndAValueAreReadTheSameWay() throws {
        let node = try JSONNode(parsing: #"{"tags":{"SS":["a",1]}}"#)
        func sentence(_ work: () throws -> Void) -> String? {
            do {
                try work()
                return nil
            } catch {
                return (error as? TypedJSONFault)?.sentence
            }
        }
        #expect(sentence { _ = try Record(typedJSON: node) } == "tags[1]: SS takes texts in quotes.")
        let value = try #require(node["tags"])
        #expect(sentence { _ = try FieldValue(typedJSON: value, as: "tags") } == "tags[1]: SS takes texts in quotes.")
    }

    @Test func namesDifferByTheirBytes() throws {
        let text = "{\"\u{E9}\":{\"N\":\"1\"},\"e\u{301}\":{\"N\":\"2\"}}"
        #expect(try Record(typedJSON: text).fields.count == 2)
    }

    @Test(arguments: [
        (#"{"a":{"S":1}}"#, 10, "a: S takes a text in quotes."),
        (#"{"a": {"N": true}}"#, 12, #"a: a number is written in quotes, as "42": so it keeps its digits."#),
        (#"{"a":{"N":"x"}}"#, 10, #"a: "x" is not a number."#),
        (
            #"{"ok":{"S":"1"}, "a":{"Q":"x"}}"#, 22,
            #"a: there is no type "Q": S, N, B, BOOL, NULL, M, L, SS, NS and BS are."#
        ),
        (#"{"a":{"M":{"b":{"L":[{"NULL":true},{"B":"?"}]}}}}"#, 40, "a.b[1]: this is not Base64."),
        (#"{"a":{"S":"1"},"a":{"S":"2"}}"#, 15, "a: it stands here twice."),
        (#"{"a":{"S":"1","N":"2"}}"#, 5, #"a: one type and its value were expected, as {"S": "text"} or {"N": "42"}."#),
        (#"{"a":"x"}"#, 5, #"a: one type and its value were expected, as {"S": "text"} or {"N": "42"}."#),
        (#" []"#, 1, #"The record: an object of typed values was expected, as {"name": {"S": "Ada"}}."#),
        (#"{"a":{"S":"\ud800"}}"#, 11, "This is not JSON: half a surrogate pair is no character."),
        (#"{"a":{"S":"x"}"#, 14, "This is not JSON: a comma or } expected."),
        (#"{"a":{"SS":["x",2]}}"#, 16, "a[1]: SS takes texts in quotes."),
        (#"{"a":{"NULL":false}}"#, 13, "a: NULL takes true."),
    ])
    func whatIsWrongIsToldWithItsPlace(_ text: String, _ offset: Int, _ sentence: String) {
        #expect(throws: TypedJSONProblem(offset: offset, sentence: sentence)) { try Record(typedJSON: text) }
    }

    @Test(arguments: ["A", "AA", "AA=A", "AA==AA==", "AB==", "AAB=", "AA\n=", "===="])
    func whatIsNoBase64IsRefused(_ text: String) {
        #expect(Base64Text.decode(text) == nil)
    }
}
