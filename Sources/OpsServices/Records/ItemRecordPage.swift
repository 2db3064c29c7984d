import AWSClient
import OpsDomain

/// A page of a Scan or Query as records; fields are decoded when they are asked for.
final class ItemRecordPage: RecordPage {
    private let page: ItemPage
    /// Which items are told; nil for all.
    private let rows: [Int]?

    /// - Parameter expression: what a record must fit to be told.
    init(_ page: ItemPage, filter expression: RecordExpression? = nil) {
        self.page = page
        rows = expression.map { expression in
            (0..<page.count).filter { row in
                expression.holds { page.item(row).attribute($0).map { FieldValue($0.value) } }
            }
        }
    }

    var count: Int { rows?.count ?? page.count }

    private func item(_ row: Int) -> ItemView { page.item(rows?[row] ?? row) }

    func text(_ field: String, at row: Int) -> String? {
        guard let slice = item(row).attribute(field) else { return nil }
        return slice.string ?? slice.number ?? FieldValue(slice.value).displayText
    }

    func withText<Result>(_ field: String, at row: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result? {
        guard let slice = item(row).attribute(field) else { return nil }
        if let result = slice.withUTF8(body) { return result }
        var text = FieldValue(slice.value).displayText
        return text.withUTF8(body)
    }

    func value(_ field: String, at row: Int) -> FieldValue? {
        item(row).attribute(field).map { FieldValue($0.value) }
    }

    func record(at row: Int) -> Record {
        Record(item(row).attributes())
    }
}
