import Testing

@testable import OpsDomain

@Suite struct FieldValueTests {
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
        #expect(FieldValue.precedes(.number(small), .number(large)))
        #expect(FieldValue.precedes(.number(large), .number(small), descending: true))
    }

    @Test func equalNumbersAreEqualHoweverWritten() throws {
        for pair in [("1", "1.0"), ("100", "1E2"), ("0", "-0.00"), ("0.5", ".5"), ("+7", "7")] {
            let (left, right) = try (#require(DecimalText(pair.0)), #require(DecimalText(pair.1)))
            #expect(!(left < right) && !(right < left))
        }
    }

    @Test(arguments: ["", "-", "1.2.3", "abc", "1e", "e5", "0x10", "1 ", "NaN", "1e99999999999"])
    func whatIsNoNumberIsTold(text: String) {
        #expect(DecimalText(text) == nil)
    }

    @Test func absentValuesComeLastBothWays() {
        #expect(FieldValue.precedes(.string("a"), nil))
        #expect(FieldValue.precedes(.string("a"), .null, descending: true))
        #expect(!FieldValue.precedes(nil, nil))
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
