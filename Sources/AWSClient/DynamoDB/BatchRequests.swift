/// One put or delete of a batch.
package enum BatchWrite: Hashable, Sendable {
    case put(Item)
    case delete(key: Item)
}

/// [BatchWriteItem](https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html): up to 25 writes,
/// 16 MB, no conditions, not atomic.
package struct BatchWriteItemRequest: Sendable {
    /// Table name to its writes.
    package var writes: [String: [BatchWrite]]
    package var returnConsumedCapacity: ReturnConsumedCapacity?

    package init(writes: [String: [BatchWrite]]) {
        self.writes = writes
    }
}

/// What a batch left undone; send it again after a pause.
package struct BatchWriteItemResponse: Sendable {
    package let unprocessed: [String: [BatchWrite]]
    /// Summed over the tables.
    package let consumedCapacity: Double?
}

/// The keys to get from one table.
package struct BatchGetKeys: Hashable, Sendable {
    package var keys: [Item]
    package var consistentRead: Bool?
    package var projectionExpression: String?
    package var names: [String: String] = [:]

    package init(keys: [Item]) {
        self.keys = keys
    }
}

/// [BatchGetItem](https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html): up to 100 keys.
package struct BatchGetItemRequest: Sendable {
    /// Table name to what is asked of it.
    package var tables: [String: BatchGetKeys]
    package var returnConsumedCapacity: ReturnConsumedCapacity?

    package init(tables: [String: BatchGetKeys]) {
        self.tables = tables
    }
}

/// The items found, in no order; a key without an item is simply missing.
package struct BatchGetItemResponse: Sendable {
    package let items: [String: [Item]]
    package let unprocessed: [String: BatchGetKeys]
    package let consumedCapacity: Double?
}
