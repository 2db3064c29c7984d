import OpsDomain
import Testing

@Suite struct RecordTransferTests {
    private let record = Record(fields: [
        "id": .string("1"), "name": .string("a \"quoted\", line\nbreak \u{2028} é"),
        "n": .number("12345678901234567890.50"),
        "b": .binary([0, 255, 16]), "flag": .boolean(false), "none": .null,
        "list": .list([.map(["x": .number("1")]), .null]),
        "ss": .stringSet(["b", "a"]), "ns": .numberSet(["1", "2.0"]), "bs": .binarySet([[1], []]), "empty": .string(""),
        "e.m": .map([:]),
    ])

    @Test func typedJSONIsReadBackAsItWas() throws {
        let text = RecordEncoder.text(of: [record, Record(fields: ["id": .string("2")])], .dynamoDB, first: ["id"])
        #expect(text.hasPrefix(#"{"Item":{"id":{"S":"1"},"#))
        #expect(
            try RecordDecoder.lines(of: text).map { try $0.result.get() } == [
                record, Record(fields: ["id": .string("2")]),
            ])
        // An array of bare items is as good.
        let array = "[\(record.typedJSON().compact)]"
        #expect(try RecordDecoder.lines(of: array).map { try $0.result.get() } == [record])
    }

    @Test func whatCannotBeReadIsToldWithItsLineAndPlace() {
        let lines = RecordDecoder.lines(
            of: """
                {"Item":{"id":{"S":"1"}}}

                {"id":"1"}
                {"id":{"S":"1"},"list":{"L":[{"N":"1"},{"N":"x"}]}}
                {"id":
                """)
        #expect(lines.map(\.number) == [1, 3, 4, 5])
        let problems = lines.compactMap { if case .failure(let problem) = $0.result { problem.sentence } else { nil } }
        #expect(problems.count == 3)
        #expect(problems[0].hasPrefix("id: one type and its value were expected"))
        #expect(problems[1].hasPrefix("list[1]: \"x\" is not a number."))
        #expect(problems[2].hasPrefix("Not JSON at byte"))
    }

    @Test func csvQuotesWhatNeedsItAndHasAColumnForEveryField() {
        let text = RecordEncoder.text(
            of: [
                Record(fields: ["id": .string("a,b"), "n": .number("1.50")]),
                Record(fields: ["id": .string("say \"x\""), "more": .list([.number("1")]), "t": .string("l\nm")]),
            ], .csv, first: ["id", "n"])
        #expect(text == "id,n,more,t\r\n\"a,b\",1.50,,\r\n\"say \"\"x\"\"\",,[1],\"l\nm\"\r\n")
        #expect(RecordEncoder.text(of: [], .csv, first: ["id"]) == "id\r\n")
        var encoder = RecordEncoder(.csv, fields: ["id"])
        _ = encoder.encode(record)
        #expect(encoder.omitted.count == 11)
    }

    @Test func jsonIsWholeWithAndWithoutRecords() throws {
        #expect(RecordEncoder.text(of: [], .json, first: []) == "[]\n")
        let text = RecordEncoder.text(of: [record, record], .json, first: ["id"])
        guard case .array(let rows) = try JSONNode(parsing: text) else { return #expect(Bool(false)) }
        #expect(rows.count == 2)
        #expect(RecordEncoder.text(of: [record], .jsonl, first: ["id"]).hasSuffix("}\n"))
    }

    @Test func aFormatIsKnownByTheFilesName() {
        #expect(RecordFormat(fileName: "users.CSV") == .csv)
        #expect(RecordFormat(fileName: "a/users.dynamodb.json") == .dynamoDB)
        #expect(RecordFormat(fileName: "users.json") == .json)
        #expect(RecordFormat(fileName: "users") == nil)
    }

    @Test(arguments: ["", "AA==", "AP8Q", "AAA=", "AQ=="])
    func base64IsReadBack(text: String) throws {
        #expect(Base64Text.encode(try #require(Base64Text.decode(text))) == text)
    }

    @Test(arguments: ["A", "A===", "AB==", "AA=A", "A*==", "AAB=", "===="])
    func whatIsNoBase64IsNone(text: String) {
        #expect(Base64Text.decode(text) == nil)
    }
}

@Suite struct RecordAssignmentTests {
    private let now = Timestamp(milliseconds: 1_700_000_000_000)
    private let ada = Record(fields: [
        "userId": .string("u-1"), "name": .string("Ada"), "email": .string("ada@example.com"), "age": .number("36"),
        "vip": .boolean(true), "tags": .stringSet(["a"]),
    ])

    private func assign(_ texts: [String], removing: [String] = [], to record: Record?) throws -> Record {
        try Collection.users.assigning(
            texts.map { try RecordAssignment($0) }, removing: removing, to: record, uuid: "fresh", now: now)
    }

    private func problem(_ texts: [String], removing: [String] = [], to record: Record?) -> String? {
        do {
            _ = try assign(texts, removing: removing, to: record)
            return nil
        } catch {
            return (error as? FieldProblem)?.sentence
        }
    }

    @Test func typesAreKept() throws {
        let after = try assign(
            ["name=A=B", "age=41", "vip=false", #"tags:={"SS":["a","b"]}"#, "note=7"], to: ada)
        #expect(after["name"] == .string("A=B"))
        #expect(after["age"] == .number("41"))
        #expect(after["vip"] == .boolean(false))
        #expect(after["tags"] == .stringSet(["a", "b"]))
        #expect(after["note"] == .string("7"))
        #expect(after["updatedAt"] == .string(now.iso8601))
        #expect(try assign(["age=36"], to: ada) == ada)
        #expect(try assign([], removing: ["age"], to: ada)["age"] == nil)
    }

    @Test func aNewRecordGetsWhatItsRulesGive() throws {
        let record = try assign(["email=new@example.com", "name=New"], to: nil)
        #expect(record["userId"] == .string("fresh"))
        #expect(record["createdAt"] == .string(now.iso8601))
        #expect(record["updatedAt"] == nil)
        #expect(try assign(["userId=mine", "email=new@example.com", "name=New"], to: nil)["userId"] == .string("mine"))
    }

    @Test func rulesHold() {
        #expect(problem(["email=x@example.com"], to: ada) == "Email is set on creation and never changed.")
        #expect(problem(["userId=x"], to: ada) == "userId is the key and cannot be changed.")
        #expect(problem(["createdAt=x"], to: ada) == "Created is written by the system, never by a person.")
        #expect(problem(["age=old"], to: ada) == "Age is a whole number, as 42.")
        #expect(problem(["name="], to: ada) == "Name is required.")
        #expect(problem(["name=New"], to: nil) == "Email is required.")
        #expect(problem([], removing: ["phone"], to: ada) == "There is no phone to remove.")
        #expect(problem(["age"], to: ada)?.contains("is no assignment") == true)
        #expect(problem(["tags:={\"SS\":[]}"], to: ada)?.contains("a set may not be empty") == true)
        #expect(problem(["x:={\"N\":\"1e999\"}"], to: ada)?.hasPrefix("x: the table holds 38 digits") == true)
        #expect(problem(["x:={\"L\":[{\"S\":1}]}"], to: ada) == "x[0]: S takes a text in quotes.")
        #expect(problem(["tags:={"], to: ada)?.contains("not JSON") == true)
    }
}
