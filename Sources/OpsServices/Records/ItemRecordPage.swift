import AWSClient
import OpsDomain

/// A page of a Scan as records; fields are decoded when they are asked for.
final class ItemRecordPage: RecordPage {
    private let page: ItemPage

    init(_ page: ItemPage) {
        self.page = page
    }

    var count: Int { page.count }

    func text(_ field: String, at row: Int) -> String? {
        guard let slice = page.item(row).attribute(field) else { return nil }
        return slice.string ?? slice.number ?? FieldValue(slice.value).displayText
    }

    func value(_ field: String, at row: Int) -> FieldValue? {
        page.item(row).attribute(field).map { FieldValue($0.value) }
    }

    func record(at row: Int) -> Record {
        Record(page.item(row).attributes())
    }
}
