import Testing

@testable import AWSClient

@Suite struct AttributeValueTests {
    static func nested(_ depth: Int) -> String {
        let pairs = (0..<depth).map { $0.isMultiple(of: 2) ? ("{\"M\":{\"k\":", "}}") : ("{\"L\":[", "]}") }
        return pairs.map(\.0).joined() + "{\"N\":\"1\"}" + pairs.reversed().map(\.1).joined()
    }

    @Test(arguments: [
        "{\"S\":\"\"}", "{\"S\":\"text with \\\"quotes\\\", \\\\ and /\"}",
        "{\"S\":\"\\u0000\\u0001\\n\\t\\u001b[31m\"}",
        "{\"S\":\"😀 é e\u{301} 漢\"}", "{\"N\":\"0\"}", "{\"N\":\"-12345678901234567890123456789012345678\"}",
        "{\"N\":\"0.00000000000000000000000000000000000001\"}", "{\"N\":\"1E+125\"}", "{\"N\":\"1.50\"}",
        "{\"B\":\"\"}",
        "{\"B\":\"AP8Q\"}", "{\"BOOL\":true}", "{\"BOOL\":false}", "{\"NULL\":true}", "{\"M\":{}}", "{\"L\":[]}",
        "{\"M\":{\"z\":{\"S\":\"1\"},\"a\":{\"L\":[{\"NULL\":true},{\"SS\":[\"b\",\"a\"]}]},\"\":{\"N\":\"1\"}}}",
        "{\"SS\":[\"b\",\"a\"]}",
        "{\"NS\":[\"3\",\"1.0\",\"-2\"]}", "{\"BS\":[\"AA==\",\"AQI=\"]}", nested(32), nested(100),
    ])
    func aValueIsWrittenAsItCame(json: String) throws {
        let value = try JSONReader.read(Array(json.utf8)) { $0.attributeValue() }
        #expect(value.typedJSON == json)
        try JSONReader.read(Array(json.utf8)) { $0.skipAttributeValue() }
    }

    @Test(arguments: [
        ("{}", 1), ("{\"X\":\"a\"}", 2), ("{\"S\":1}", 5), ("{\"N\":1}", 5), ("{\"S\":\"a\",\"N\":\"1\"}", 8),
        ("{\"BOOL\":\"true\"}", 8),
        ("{\"NULL\":null}", 8), ("{\"M\":[]}", 5), ("{\"L\":{}}", 5), ("{\"L\":[\"a\"]}", 6), ("{\"SS\":[1]}", 7),
        ("{\"B\":\"A\"}", 6),
        ("{\"BS\":[\"AA==\",\"!\"]}", 15), ("\"S\"", 0), ("{\"SX\":[]}", 2), ("{\"s\":\"a\"}", 2), ("{\"S\":\"a\"", 8),
    ])
    func whatIsNotTypedJSONIsRefusedAtItsByte(json: String, offset: Int) {
        func failure(_ body: (inout JSONReader) -> Void) -> JSONFailure? {
            do {
                try JSONReader.read(Array(json.utf8), body)
                return nil
            } catch {
                return error
            }
        }
        #expect(failure { _ = $0.attributeValue() }?.offset == offset, "\(json)")
        #expect(failure { $0.skipAttributeValue() } == failure { _ = $0.attributeValue() })
    }

    @Test func mapsAndSetsHaveNoOrderButListsHave() {
        let left: Item = ["a": .number("1"), "b": .stringSet(["x", "y"])]
        let right: Item = ["b": .stringSet(["y", "x"]), "a": .number("1")]
        #expect(left == right)
        #expect(left.hashValue == right.hashValue)
        #expect(left.names == ["a", "b"] && right.names == ["b", "a"])
        #expect(AttributeValue.list([.null, .bool(true)]) != .list([.bool(true), .null]))
        #expect(AttributeValue.number("1") != .string("1"))
        #expect(AttributeValue.number("1.0") != .number("1"))
    }

    @Test func namesAndTextsCompareByBytes() {
        var item: Item = ["é": .string("composed"), "e\u{301}": .string("decomposed")]
        #expect(item.count == 2)
        #expect(item["e\u{301}"] == .string("decomposed"))
        item["é"] = nil
        #expect(item.names.map { Array($0.utf8) } == [Array("e\u{301}".utf8)])
        #expect(AttributeValue.string("é") != .string("e\u{301}"))
    }

    @Test func theLastOfEqualNamesCounts() throws {
        let few = try Item(typedJSON: "{\"a\":{\"N\":\"1\"},\"b\":{\"N\":\"2\"},\"a\":{\"N\":\"3\"}}")
        #expect(few.typedJSON == "{\"a\":{\"N\":\"3\"},\"b\":{\"N\":\"2\"}}")
        let many = Item((0..<100).map { ("k\($0 % 50)", .number("\($0)")) })
        #expect(many.count == 50)
        #expect(many["k7"] == .number("57"))
    }

    @Test func editedTextIsToldWithItsPlace() {
        #expect(throws: TypedJSONError(offset: 7, reason: "no such type descriptor")) {
            try Item(typedJSON: "{\"a\":{\"Z\":\"1\"}}")
        }
    }
}
