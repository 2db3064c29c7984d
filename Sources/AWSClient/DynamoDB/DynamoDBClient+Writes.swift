/// A write is retried only where a second one after a lost answer would do nothing more and answer the same: with a
/// condition it could fail on its own success, and with `ReturnValues` it would tell the new item as the old one.
extension DynamoDBClient {
    package func putItem(_ request: PutItemRequest) async throws -> WriteResponse {
        let isIdempotent = request.condition == nil && !request.returnValues.asksForAttributes
        return try await call("PutItem", isIdempotent: isIdempotent) {
            $0.member("TableName", request.tableName)
            $0.member("Item", request.item)
            $0.members(request.condition)
            $0.members(request.expression)
            $0.member("ReturnValues", request.returnValues?.rawValue)
            $0.member("ReturnConsumedCapacity", request.returnConsumedCapacity?.rawValue)
        }.read(WriteResponse.init(bytes:))
    }

    /// Never retried: an update may add, append or be conditional.
    package func updateItem(_ request: UpdateItemRequest) async throws -> WriteResponse {
        try await call("UpdateItem", isIdempotent: false) {
            $0.member("TableName", request.tableName)
            $0.member("Key", request.key)
            $0.member("UpdateExpression", request.updateExpression)
            $0.members(request.condition)
            $0.members(request.expression)
            $0.member("ReturnValues", request.returnValues?.rawValue)
            $0.member("ReturnConsumedCapacity", request.returnConsumedCapacity?.rawValue)
        }.read(WriteResponse.init(bytes:))
    }

    package func deleteItem(_ request: DeleteItemRequest) async throws -> WriteResponse {
        let isIdempotent = request.condition == nil && !request.returnValues.asksForAttributes
        return try await call("DeleteItem", isIdempotent: isIdempotent) {
            $0.member("TableName", request.tableName)
            $0.member("Key", request.key)
            $0.members(request.condition)
            $0.members(request.expression)
            $0.member("ReturnValues", request.returnValues?.rawValue)
            $0.member("ReturnConsumedCapacity", request.returnConsumedCapacity?.rawValue)
        }.read(WriteResponse.init(bytes:))
    }
}

extension Optional<ReturnValues> {
    fileprivate var asksForAttributes: Bool {
        switch self {
        case nil, .some(.none): false
        case .allOld, .updatedOld, .allNew, .updatedNew: true
        }
    }
}

extension WriteResponse {
    fileprivate init(bytes: [UInt8]) throws(JSONFailure) {
        let (attributes, capacity) = try JSONReader.read(bytes) { $0.itemAndCapacity(member: "Attributes") }
        self.init(attributes: attributes, consumedCapacity: capacity)
    }
}
