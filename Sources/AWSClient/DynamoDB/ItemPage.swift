/// One page of a Scan or Query: the bytes that came, and where in them its items and their attributes stand.
///
/// The whole page was validated when it was made, so that reading from it cannot fail. It costs its bytes, 8 bytes an item
/// and 4 an attribute.
package final class ItemPage: Sendable {
    let bytes: [UInt8]
    let index: ItemIndex

    /// Items of this page that passed the filter, as DynamoDB counts them; equal to `items.count` but for `Select: COUNT`.
    package let matchedCount: Int
    /// Items read for this page, before the filter. The price is theirs.
    package let scannedCount: Int
    /// Pass as `exclusiveStartKey` for the next page; nil at the end. A key does not promise that more items follow.
    package let lastEvaluatedKey: Item?
    /// Capacity units of the page, when asked for.
    package let consumedCapacity: Double?

    /// Reads the body of a Scan or Query answer.
    init(bytes: [UInt8]) throws(JSONFailure) {
        let content = try JSONReader.read(bytes) { PageContent(from: &$0) }
        self.bytes = bytes
        index = content.index
        matchedCount = content.count ?? content.index.count
        scannedCount = content.scannedCount ?? matchedCount
        lastEvaluatedKey = content.lastEvaluatedKey
        consumedCapacity = content.consumedCapacity
    }

    /// How many items the page holds.
    package var count: Int { index.count }

    /// The item at `position`, which must be below `count`.
    package func item(_ position: Int) -> ItemView {
        ItemView(page: self, position: position)
    }

    package var items: some RandomAccessCollection<ItemView> {
        (0..<count).lazy.map { ItemView(page: self, position: $0) }
    }

    /// Bytes that the page keeps, text and index.
    package var memory: Int { bytes.capacity + index.memory }

    private struct PageContent {
        var index = ItemIndex()
        var count: Int?
        var scannedCount: Int?
        var lastEvaluatedKey: Item?
        var consumedCapacity: Double?

        init(from reader: inout JSONReader) {
            reader.openObject()
            while let key = reader.nextKey() {
                if reader.null() { continue }
                if reader.says(key, "Items") {
                    index = ItemIndex(from: &reader)
                } else if reader.says(key, "Count") {
                    count = Int(reader.integer())
                } else if reader.says(key, "ScannedCount") {
                    scannedCount = Int(reader.integer())
                } else if reader.says(key, "LastEvaluatedKey") {
                    let item = reader.item()
                    lastEvaluatedKey = item.isEmpty ? nil : item
                } else if reader.says(key, "ConsumedCapacity") {
                    consumedCapacity = reader.capacityUnits()
                } else {
                    reader.skipValue()
                }
            }
        }
    }
}

extension JSONReader {
    /// The total of one `ConsumedCapacity` object.
    mutating func capacityUnits() -> Double? {
        var units: Double?
        openObject()
        while let key = nextKey() {
            if says(key, "CapacityUnits"), kind() == .number {
                units = double()
            } else {
                skipValue()
            }
        }
        return units
    }
}
