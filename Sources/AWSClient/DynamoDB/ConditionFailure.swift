/// A write whose condition did not hold, and the item that it met.
package enum ConditionFailure: Hashable, Sendable {
    /// The item as it is; told when the condition asked for it (`WriteCondition.returnsItemOnFailure`).
    case item(Item)
    /// No item was told: there is none with the key, or it was not asked for.
    case noItem
    /// An item was told that cannot be read.
    case unreadable(reason: String)
}

extension AWSError {
    /// What a `ConditionalCheckFailedException` tells; nil for every other error.
    package var conditionFailure: ConditionFailure? {
        guard kind == .service, code == "ConditionalCheckFailedException" else { return nil }
        do {
            let item = try JSONReader.read(body) { reader in reader.itemMember() }
            return item.map { .item($0) } ?? .noItem
        } catch {
            return .unreadable(reason: "byte \(error.offset): \(error.reason)")
        }
    }
}

extension JSONReader {
    /// The member `Item` of an object, in which the rest is skipped.
    fileprivate mutating func itemMember() -> Item? {
        var item: Item?
        openObject()
        while let key = nextKey() {
            if null() { continue }
            if says(key, "Item") {
                item = self.item()
            } else {
                skipValue()
            }
        }
        return item
    }
}
