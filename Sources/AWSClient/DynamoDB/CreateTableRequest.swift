/// [CreateTable](https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html), on demand
/// (`PAY_PER_REQUEST`) only: the demo needs no other.
package struct CreateTableRequest: Sendable {
    /// A global secondary index to make with the table.
    package struct Index: Hashable, Sendable {
        package var name: String
        package var keySchema: [KeySchemaElement]
        package var projection: IndexProjection

        package init(name: String, keySchema: [KeySchemaElement], projection: IndexProjection = .all) {
            self.name = name
            self.keySchema = keySchema
            self.projection = projection
        }
    }

    package var tableName: String
    package var keySchema: [KeySchemaElement]
    /// The attributes of `keySchema` and of the indexes' keys, and no others.
    package var attributeDefinitions: [AttributeDefinition]
    package var globalSecondaryIndexes: [Index] = []
    /// `NEW_AND_OLD_IMAGES` and the like; nil for no stream.
    package var streamViewType: String?

    package init(tableName: String, keySchema: [KeySchemaElement], attributeDefinitions: [AttributeDefinition]) {
        self.tableName = tableName
        self.keySchema = keySchema
        self.attributeDefinitions = attributeDefinitions
    }
}

/// One page of table names.
package struct ListTablesPage: Hashable, Sendable, Decodable {
    package let tableNames: [String]
    /// Pass as `exclusiveStart` for the next page; nil on the last.
    package let lastEvaluatedTableName: String?

    enum CodingKeys: String, CodingKey {
        case tableNames = "TableNames"
        case lastEvaluatedTableName = "LastEvaluatedTableName"
    }
}
