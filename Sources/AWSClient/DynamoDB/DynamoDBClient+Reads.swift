extension DynamoDBClient {
    package func scan(_ request: ScanRequest) async throws -> ItemPage {
        try await call("Scan", isIdempotent: true) {
            $0.member("TableName", request.tableName)
            $0.member("IndexName", request.indexName)
            $0.member("Limit", request.limit)
            $0.member("ExclusiveStartKey", request.exclusiveStartKey)
            $0.member("FilterExpression", request.filterExpression)
            $0.member("ProjectionExpression", request.projectionExpression)
            $0.members(request.expression)
            $0.member("Segment", request.segment?.segment)
            $0.member("TotalSegments", request.segment?.total)
            $0.member("Select", request.select?.rawValue)
            $0.member("ConsistentRead", request.consistentRead)
            $0.member("ReturnConsumedCapacity", request.returnConsumedCapacity?.rawValue)
        }.read(ItemPage.init(bytes:))
    }

    package func query(_ request: QueryRequest) async throws -> ItemPage {
        try await call("Query", isIdempotent: true) {
            $0.member("TableName", request.tableName)
            $0.member("IndexName", request.indexName)
            $0.member("KeyConditionExpression", request.keyConditionExpression)
            $0.member("Limit", request.limit)
            $0.member("ExclusiveStartKey", request.exclusiveStartKey)
            $0.member("FilterExpression", request.filterExpression)
            $0.member("ProjectionExpression", request.projectionExpression)
            $0.members(request.expression)
            $0.member("ScanIndexForward", request.scanIndexForward)
            $0.member("Select", request.select?.rawValue)
            $0.member("ConsistentRead", request.consistentRead)
            $0.member("ReturnConsumedCapacity", request.returnConsumedCapacity?.rawValue)
        }.read(ItemPage.init(bytes:))
    }

    package func getItem(_ request: GetItemRequest) async throws -> GetItemResponse {
        try await call("GetItem", isIdempotent: true) {
            $0.member("TableName", request.tableName)
            $0.member("Key", request.key)
            $0.member("ConsistentRead", request.consistentRead)
            $0.member("ProjectionExpression", request.projectionExpression)
            $0.memberUnlessEmpty("ExpressionAttributeNames", request.names)
            $0.member("ReturnConsumedCapacity", request.returnConsumedCapacity?.rawValue)
        }.read { bytes throws(JSONFailure) in
            let (item, capacity) = try JSONReader.read(bytes) { $0.itemAndCapacity(member: "Item") }
            return GetItemResponse(item: item, consumedCapacity: capacity)
        }
    }
}

extension JSONReader {
    /// The answer of an operation on one item: the item under `member`, and what it cost.
    mutating func itemAndCapacity(member: StaticString) -> (Item?, Double?) {
        var item: Item?
        var capacity: Double?
        openObject()
        while let key = nextKey() {
            if null() { continue }
            if says(key, member) {
                item = self.item()
            } else if says(key, "ConsumedCapacity") {
                capacity = capacityUnits()
            } else {
                skipValue()
            }
        }
        return (item, capacity)
    }
}
