import OpsDomain
import Testing

@Suite struct ItemLinesTests {
    private func order(_ lines: [FieldMap], total: String?) -> Record {
        var record = Record(fields: ["items": .list(lines.map { .map($0) })])
        record["total"] = total.map { .number($0) }
        return record
    }

    @Test func linesWithPricesAreHeldAgainstTheTotal() {
        let lines: [FieldMap] = [
            ["quantity": .number("3"), "price": .number("0.10")],
            ["quantity": .number("2"), "price": .number("12.345")],
        ]
        #expect(ItemLines(order(lines, total: "24.99"))?.isRight == true)
        #expect(ItemLines(order(lines, total: "24.990"))?.isRight == true)
        let wrong = ItemLines(order(lines, total: "25"))
        #expect(wrong?.isRight == false && wrong?.amount?.text == "24.99" && wrong?.pieces?.text == "5")
        #expect(ItemLines(order(lines, total: nil))?.isRight == nil)
    }

    @Test func linesWithoutPricesAreCountedOnly() {
        let lines = ItemLines(order([["quantity": .number("3")], ["quantity": .number("1.5")]], total: "9"))
        #expect(lines?.isRight == nil && lines?.pieces?.text == "4.5" && lines?.lineCount == 2)
    }

    @Test func whatHasNoLinesHasNone() {
        #expect(ItemLines(Record(fields: [:])) == nil)
        #expect(ItemLines(Record(fields: ["items": .list([.string("x")])])) == nil)
        #expect(ItemLines(order([["productId": .string("p")]], total: "1")) == nil)
    }

    @Test func whatIsTooLargeToBeAddedIsNotAddedWrongly() {
        #expect(DecimalSum().adding("99999999999999999999") == nil)
        #expect(DecimalSum().adding("9000000000", times: "9000000000") == nil)
        #expect(DecimalSum().adding("0.0000001") == nil)
        #expect(DecimalSum().adding("-1.50")?.adding("0.25")?.text == "-1.25")
        #expect(DecimalSum().adding("1e3") == nil && DecimalSum().adding("x") == nil)
    }
}
