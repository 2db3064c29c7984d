import Testing

@testable import OpsDomain

@Suite struct FieldValueTests {
    private func sortKey(_ value: FieldValue) -> [UInt8] {
        var bytes: [UInt8] = []
        #expect(value.appendSortKey(to: &bytes))
        return bytes
    }

    @Test(arguments: [
        ("9", "10"), ("-10", "-9"), ("-1", "0"), ("0.1", "0.2"),
        ("99999999999999999999999999999999999998", "99999999999999999999999999999999999999"),
        ("1E2", "101"), ("9.99", "1e1"), ("-1e5", "-99999"), ("0", "0.00000001"), ("-0.5", "0"),
        ("9007199254740992.5", "9007199254740992.6"),
    ])
    func numbersAreOrderedByValue(small: String, large: String) throws {
        let (left, right) = try (#require(DecimalText(small)), #require(DecimalText(large)))
        #expect(left < right)
        #expect(!(right < left))
        #expect(sortKey(.number(small)).lexicographicallyPrecedes(sortKey(.number(large))))
    }

    @Test func equalNumbersAreEqualHoweverWritten() throws {
        for pair in [("1", "1.0"), ("100", "1E2"), ("0", "-0.00"), ("0.5", ".5"), ("+7", "7")] {
            let (left, right) = try (#require(DecimalText(pair.0)), #require(DecimalText(pair.1)))
            #expect(!(left < right) && !(right < left))
            #expect(sortKey(.number(pair.0)) == sortKey(.number(pair.1)))
        }
    }

    @Test(arguments: ["", "-", "1.2.3", "abc", "1e", "e5", "0x10", "1 ", "NaN", "1e99999999999"])
    func whatIsNoNumberIsTold(text: String) {
        #expect(DecimalText(text) == nil)
    }

    @Test func valuesSortByTypeThenByWhatTheyAre() {
        let inOrder: [FieldValue] = [
            .number("-3"), .number("0"), .number("12"), .string(""), .string("B"), .string("Ba"), .string("a"),
            .string("é"), .boolean(false), .boolean(true), .binary([9]), .binary([1, 1]), .list([.string("z")]),
            .list([.string("a"), .string("b")]), .map(["a": .null]), .stringSet(["x"]),
        ]
        let keys = inOrder.map(sortKey)
        for (left, right) in zip(keys, keys.dropFirst()) { #expect(left.lexicographicallyPrecedes(right)) }
        var nothing: [UInt8] = []
        #expect(!FieldValue.null.appendSortKey(to: &nothing) && nothing.isEmpty)
    }

    @Test func plainAndTypedJSONTellTheSame() {
        let record = Record(fields: [
            "userId": .string("u"), "age": .number("42"), "tags": .stringSet(["a", "b"]), "raw": .binary([1, 2, 3, 4]),
            "flag": .boolean(false), "gone": .null, "nested": .map(["l": .list([.number("1.50")])]),
        ])
        #expect(
            record.plainJSON(first: ["userId"]).compact
                == #"{"userId":"u","age":42,"flag":false,"gone":null,"nested":{"l":[1.50]},"raw":"AQIDBA==","tags":["a","b"]}"#
        )
        #expect(
            record.typedJSON(first: ["userId"]).compact
                == #"{"userId":{"S":"u"},"age":{"N":"42"},"flag":{"BOOL":false},"gone":{"NULL":true},"#
                + #""nested":{"M":{"l":{"L":[{"N":"1.50"}]}}},"raw":{"B":"AQIDBA=="},"tags":{"SS":["a","b"]}}"#)
    }

    @Test(arguments: [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")])
    func base64IsTheRFCs(text: String, encoded: String) {
        #expect(Base64Text.encode(Array(text.utf8)) == encoded)
    }
}
