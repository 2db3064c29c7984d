/// Which attributes a write answers. Put and delete know `none` and `allOld` only.
package enum ReturnValues: String, Sendable {
    case none = "NONE"
    case allOld = "ALL_OLD"
    case updatedOld = "UPDATED_OLD"
    case allNew = "ALL_NEW"
    case updatedNew = "UPDATED_NEW"
}

/// A condition that must hold for a write, with the item told in the error when it does not (`AWSError.conditionFailure`).
package struct WriteCondition: Hashable, Sendable {
    /// `attribute_exists(pk) AND #name = :old`.
    package var expression: String
    /// Asks for the item as it is when the condition fails. Costs no extra.
    package var returnsItemOnFailure: Bool

    package init(_ expression: String, returnsItemOnFailure: Bool = true) {
        self.expression = expression
        self.returnsItemOnFailure = returnsItemOnFailure
    }
}

/// [PutItem](https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html): replaces the whole item.
package struct PutItemRequest: Sendable {
    package var tableName: String
    package var item: Item
    package var condition: WriteCondition?
    package var expression = ExpressionAttributes()
    package var returnValues: ReturnValues?
    package var returnConsumedCapacity: ReturnConsumedCapacity?

    package init(tableName: String, item: Item) {
        self.tableName = tableName
        self.item = item
    }
}

/// [UpdateItem](https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html): changes the named
/// attributes, and **creates** a missing item unless the condition says `attribute_exists`.
package struct UpdateItemRequest: Sendable {
    package var tableName: String
    package var key: Item
    /// `SET #a = :a REMOVE #b`.
    package var updateExpression: String
    package var condition: WriteCondition?
    package var expression: ExpressionAttributes
    package var returnValues: ReturnValues?
    package var returnConsumedCapacity: ReturnConsumedCapacity?

    package init(tableName: String, key: Item, update: String, expression: ExpressionAttributes) {
        self.tableName = tableName
        self.key = key
        self.updateExpression = update
        self.expression = expression
    }
}

/// [DeleteItem](https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteItem.html): succeeds on a missing
/// item unless the condition says otherwise.
package struct DeleteItemRequest: Sendable {
    package var tableName: String
    package var key: Item
    package var condition: WriteCondition?
    package var expression = ExpressionAttributes()
    package var returnValues: ReturnValues?
    package var returnConsumedCapacity: ReturnConsumedCapacity?

    package init(tableName: String, key: Item) {
        self.tableName = tableName
        self.key = key
    }
}

/// What a put, update or delete answers.
package struct WriteResponse: Sendable {
    /// As `returnValues` asked; nil when nothing was asked or nothing was there.
    package let attributes: Item?
    package let consumedCapacity: Double?
}
