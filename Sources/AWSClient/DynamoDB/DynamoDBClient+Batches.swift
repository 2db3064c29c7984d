extension DynamoDBClient {
    /// Writes up to 25 items. What DynamoDB throttled comes back as `unprocessed`, without an error.
    package func batchWriteItem(_ request: BatchWriteItemRequest) async throws -> BatchWriteItemResponse {
        try await call("BatchWriteItem", isIdempotent: true) { writer in
            writer.object("RequestItems") { writer in
                for (table, writes) in request.writes.sorted(by: { $0.key < $1.key }) {
                    writer.array(table, writes) { $0.value($1) }
                }
            }
            writer.member("ReturnConsumedCapacity", request.returnConsumedCapacity?.rawValue)
        }.read { bytes throws(JSONFailure) in
            try JSONReader.read(bytes) { reader in
                let parts = reader.batchParts(unprocessed: "UnprocessedItems") { $0.elements { $0.batchWrite() } }
                return BatchWriteItemResponse(unprocessed: parts.unprocessed, consumedCapacity: parts.capacity)
            }
        }
    }

    /// Gets up to 100 items. What DynamoDB throttled, or what passed 16 MB, comes back as `unprocessed`.
    package func batchGetItem(_ request: BatchGetItemRequest) async throws -> BatchGetItemResponse {
        try await call("BatchGetItem", isIdempotent: true) { writer in
            writer.object("RequestItems") { writer in
                for (table, keys) in request.tables.sorted(by: { $0.key < $1.key }) { writer.member(table, keys) }
            }
            writer.member("ReturnConsumedCapacity", request.returnConsumedCapacity?.rawValue)
        }.read { bytes throws(JSONFailure) in
            try JSONReader.read(bytes) { reader in
                let parts = reader.batchParts(unprocessed: "UnprocessedKeys") { $0.batchGetKeys() }
                return BatchGetItemResponse(
                    items: parts.items, unprocessed: parts.unprocessed, consumedCapacity: parts.capacity)
            }
        }
    }
}

extension JSONWriter {
    fileprivate mutating func value(_ write: BatchWrite) {
        object { writer in
            switch write {
            case .put(let item): writer.object("PutRequest") { $0.member("Item", item) }
            case .delete(let key): writer.object("DeleteRequest") { $0.member("Key", key) }
            }
        }
    }

    fileprivate mutating func member(_ table: String, _ keys: BatchGetKeys) {
        object(table) { writer in
            writer.array("Keys", keys.keys) { $0.value($1) }
            writer.member("ConsistentRead", keys.consistentRead)
            writer.member("ProjectionExpression", keys.projectionExpression)
            writer.memberUnlessEmpty("ExpressionAttributeNames", keys.names)
        }
    }
}

extension JSONReader {
    fileprivate struct BatchParts<Unprocessed> {
        var items: [String: [Item]] = [:]
        var unprocessed: [String: Unprocessed] = [:]
        var capacity: Double?
    }

    fileprivate mutating func batchParts<Unprocessed>(
        unprocessed member: StaticString, _ one: (inout JSONReader) -> Unprocessed
    ) -> BatchParts<Unprocessed> {
        var parts = BatchParts<Unprocessed>()
        openObject()
        while let key = nextKey() {
            if null() { continue }
            if says(key, "Responses") {
                parts.items = map { $0.elements { $0.item() } }
            } else if says(key, member) {
                parts.unprocessed = map(one)
            } else if says(key, "ConsumedCapacity") {
                parts.capacity = elements { $0.capacityUnits() }.compactMap { $0 }.reduce(0, +)
            } else {
                skipValue()
            }
        }
        return parts
    }

    fileprivate mutating func batchWrite() -> BatchWrite {
        var write: BatchWrite?
        let start = position
        openObject()
        while let key = nextKey() {
            if says(key, "PutRequest") {
                write = map { $0.item() }["Item"].map { .put($0) }
            } else if says(key, "DeleteRequest") {
                write = map { $0.item() }["Key"].map { .delete(key: $0) }
            } else {
                skipValue()
            }
        }
        if write == nil { fail("a put or delete request expected", at: start) }
        return write ?? .put(Item())
    }

    fileprivate mutating func batchGetKeys() -> BatchGetKeys {
        var keys = BatchGetKeys(keys: [])
        openObject()
        while let key = nextKey() {
            if null() { continue }
            if says(key, "Keys") {
                keys.keys = elements { $0.item() }
            } else if says(key, "ConsistentRead") {
                keys.consistentRead = boolean()
            } else if says(key, "ProjectionExpression") {
                keys.projectionExpression = stringText()
            } else if says(key, "ExpressionAttributeNames") {
                keys.names = map { $0.stringText() }
            } else {
                skipValue()
            }
        }
        return keys
    }
}
