/// What a read tells about the capacity that it used.
package enum ReturnConsumedCapacity: String, Sendable {
    case none = "NONE"
    case total = "TOTAL"
    case indexes = "INDEXES"
}

/// What a Scan or Query answers.
package enum SelectedAttributes: String, Sendable {
    case all = "ALL_ATTRIBUTES"
    case allProjected = "ALL_PROJECTED_ATTRIBUTES"
    case specific = "SPECIFIC_ATTRIBUTES"
    case count = "COUNT"
}

/// Part `segment` (from zero) of `total` that a parallel scan reads.
package struct ScanSegment: Hashable, Sendable {
    package let segment: Int
    package let total: Int

    package init(_ segment: Int, of total: Int) {
        self.segment = segment
        self.total = total
    }
}

/// [Scan](https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Scan.html): up to 1 MB read per page, counted
/// before the filter.
package struct ScanRequest: Sendable {
    package var tableName: String
    package var indexName: String?
    /// Items *read* per page, before the filter.
    package var limit: Int?
    package var exclusiveStartKey: Item?
    package var filterExpression: String?
    package var projectionExpression: String?
    package var expression = ExpressionAttributes()
    package var segment: ScanSegment?
    package var select: SelectedAttributes?
    /// Not for global secondary indexes. Doubles the price.
    package var consistentRead: Bool?
    package var returnConsumedCapacity: ReturnConsumedCapacity?

    package init(tableName: String) {
        self.tableName = tableName
    }
}

/// [Query](https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html): the items of one partition.
package struct QueryRequest: Sendable {
    package var tableName: String
    package var indexName: String?
    /// `pk = :pk AND begins_with(sk, :prefix)`.
    package var keyConditionExpression: String
    package var limit: Int?
    package var exclusiveStartKey: Item?
    package var filterExpression: String?
    package var projectionExpression: String?
    package var expression: ExpressionAttributes
    /// False for descending sort keys.
    package var scanIndexForward: Bool?
    package var select: SelectedAttributes?
    package var consistentRead: Bool?
    package var returnConsumedCapacity: ReturnConsumedCapacity?

    package init(tableName: String, keyCondition: String, expression: ExpressionAttributes) {
        self.tableName = tableName
        self.keyConditionExpression = keyCondition
        self.expression = expression
    }
}

/// [GetItem](https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetItem.html).
package struct GetItemRequest: Sendable {
    package var tableName: String
    package var key: Item
    package var consistentRead: Bool?
    package var projectionExpression: String?
    /// `ExpressionAttributeNames` only: GetItem knows no values.
    package var names: [String: String] = [:]
    package var returnConsumedCapacity: ReturnConsumedCapacity?

    package init(tableName: String, key: Item) {
        self.tableName = tableName
        self.key = key
    }
}

/// The item, or nil where no item has the key, and what the read cost.
package struct GetItemResponse: Sendable {
    package let item: Item?
    package let consumedCapacity: Double?
}
