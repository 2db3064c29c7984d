/// One table as [DescribeTable](https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTable.html) tells it.
package struct TableDescription: Hashable, Sendable, Decodable {
    package let tableName: String
    /// `ACTIVE`, `CREATING`, … : open set.
    package let tableStatus: String
    package let keySchema: [KeySchemaElement]
    /// Types of the attributes that keys use.
    package let attributeDefinitions: [AttributeDefinition]
    /// About six hours old, as DynamoDB counts it.
    package let itemCount: Int?
    /// As old as `itemCount`.
    package let tableSizeBytes: Int?
    package let tableArn: String?
    /// Seconds since 1970.
    package let creationDateTime: Double?
    package let billingModeSummary: BillingModeSummary?
    package let provisionedThroughput: ProvisionedThroughput?
    package let globalSecondaryIndexes: [SecondaryIndex]?
    package let localSecondaryIndexes: [SecondaryIndex]?
    package let streamSpecification: StreamSpecification?
    package let latestStreamArn: String?
    package let deletionProtectionEnabled: Bool?

    /// Absent means provisioned: DynamoDB sends a summary only for tables that were on demand once.
    package struct BillingModeSummary: Hashable, Sendable, Decodable {
        /// `PROVISIONED` or `PAY_PER_REQUEST`.
        package let billingMode: String

        enum CodingKeys: String, CodingKey { case billingMode = "BillingMode" }
    }

    package struct ProvisionedThroughput: Hashable, Sendable, Decodable {
        package let readCapacityUnits: Int
        package let writeCapacityUnits: Int

        enum CodingKeys: String, CodingKey {
            case readCapacityUnits = "ReadCapacityUnits"
            case writeCapacityUnits = "WriteCapacityUnits"
        }
    }

    package struct StreamSpecification: Hashable, Sendable, Decodable {
        package let streamEnabled: Bool
        package let streamViewType: String?

        enum CodingKeys: String, CodingKey {
            case streamEnabled = "StreamEnabled"
            case streamViewType = "StreamViewType"
        }
    }

    /// A global or local secondary index; locals have no status of their own.
    package struct SecondaryIndex: Hashable, Sendable, Decodable {
        package let indexName: String
        package let keySchema: [KeySchemaElement]
        package let projection: IndexProjection
        package let indexStatus: String?
        package let itemCount: Int?
        package let indexSizeBytes: Int?

        enum CodingKeys: String, CodingKey {
            case indexName = "IndexName"
            case keySchema = "KeySchema"
            case projection = "Projection"
            case indexStatus = "IndexStatus"
            case itemCount = "ItemCount"
            case indexSizeBytes = "IndexSizeBytes"
        }
    }

    /// The name of the partition key; nil only for a description without keys, which DynamoDB never sends.
    package var partitionKey: String? { keySchema.first { $0.keyType == .hash }?.attributeName }
    package var isOnDemand: Bool { billingModeSummary?.billingMode == "PAY_PER_REQUEST" }
    package var sortKey: String? { keySchema.first { $0.keyType == .range }?.attributeName }

    enum CodingKeys: String, CodingKey {
        case tableName = "TableName"
        case tableStatus = "TableStatus"
        case keySchema = "KeySchema"
        case attributeDefinitions = "AttributeDefinitions"
        case itemCount = "ItemCount"
        case tableSizeBytes = "TableSizeBytes"
        case tableArn = "TableArn"
        case creationDateTime = "CreationDateTime"
        case billingModeSummary = "BillingModeSummary"
        case provisionedThroughput = "ProvisionedThroughput"
        case globalSecondaryIndexes = "GlobalSecondaryIndexes"
        case localSecondaryIndexes = "LocalSecondaryIndexes"
        case streamSpecification = "StreamSpecification"
        case latestStreamArn = "LatestStreamArn"
        case deletionProtectionEnabled = "DeletionProtectionEnabled"
    }
}
