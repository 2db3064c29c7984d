extension DynamoDBClient {
    private struct Described: Decodable {
        let table: TableDescription

        enum CodingKeys: String, CodingKey { case table = "Table" }
    }

    private struct Created: Decodable {
        let table: TableDescription

        enum CodingKeys: String, CodingKey { case table = "TableDescription" }
    }

    package func describeTable(_ tableName: String) async throws -> TableDescription {
        try await call("DescribeTable", isIdempotent: true) { $0.member("TableName", tableName) }
            .decoded(Described.self).table
    }

    /// One page of table names; `limit` from 1 to 100.
    package func listTables(exclusiveStart: String? = nil, limit: Int? = nil) async throws -> ListTablesPage {
        try await call("ListTables", isIdempotent: true) {
            $0.member("ExclusiveStartTableName", exclusiveStart)
            $0.member("Limit", limit)
        }.decoded(ListTablesPage.self)
    }

    /// Starts to create a table, which is usable once it is `ACTIVE`. Never retried: a second try after a lost answer would
    /// fail with `ResourceInUseException`.
    package func createTable(_ request: CreateTableRequest) async throws -> TableDescription {
        try await call("CreateTable", isIdempotent: false) { writer in
            writer.member("TableName", request.tableName)
            writer.array("AttributeDefinitions", request.attributeDefinitions) { writer, definition in
                writer.object {
                    $0.member("AttributeName", definition.attributeName)
                    $0.member("AttributeType", definition.attributeType.rawValue)
                }
            }
            writer.member("KeySchema", request.keySchema)
            if !request.globalSecondaryIndexes.isEmpty {
                writer.array("GlobalSecondaryIndexes", request.globalSecondaryIndexes) { $0.value($1) }
            }
            writer.member("BillingMode", "PAY_PER_REQUEST")
            if let viewType = request.streamViewType {
                writer.object("StreamSpecification") {
                    $0.member("StreamEnabled", true)
                    $0.member("StreamViewType", viewType)
                }
            }
        }.decoded(Created.self).table
    }
}

extension JSONWriter {
    fileprivate mutating func member(_ name: String, _ keySchema: [KeySchemaElement]) {
        array(name, keySchema) { writer, element in
            writer.object {
                $0.member("AttributeName", element.attributeName)
                $0.member("KeyType", element.keyType.rawValue)
            }
        }
    }

    fileprivate mutating func value(_ index: CreateTableRequest.Index) {
        object { writer in
            writer.member("IndexName", index.name)
            writer.member("KeySchema", index.keySchema)
            writer.object("Projection") {
                $0.member("ProjectionType", index.projection.projectionType)
                if let names = index.projection.nonKeyAttributes { $0.member("NonKeyAttributes", names) }
            }
        }
    }
}
