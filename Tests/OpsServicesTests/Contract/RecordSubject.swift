import AWSClient
import ConsoleTestSupport
import OpsDomain
import OpsServices

/// A record service to hold to its contract, and the hands of somebody else on the same records.
struct RecordSubject: Sendable {
    /// Which service it is.
    enum Kind: String, CaseIterable, Sendable {
        /// The fake that the console's tests use.
        case scripted
        /// DynamoDB's, against the server.
        case live

        /// The live one only where there is a server.
        static var testable: [Kind] { allCases.filter { $0 != .live || LiveServer.url != nil } }
    }

    let service: RecordService
    /// Puts a record in the place of another, or takes it away, behind the service's back.
    let replace: @Sendable (_ key: String, _ record: Record?) async throws -> Void

    /// Runs a body with an empty collection of users, the live one in a table of its own.
    ///
    /// - Parameter indexes: global ones, whose keys are texts.
    static func with(
        _ kind: Kind, indexes: [CollectionFacts.Index] = [], _ body: @Sendable (RecordSubject) async throws -> Void
    ) async throws {
        switch kind {
        case .scripted:
            let records = ScriptedRecords(keys: "userId", indexes: indexes)
            try await body(RecordSubject(service: records.service) { records.replace($0, with: $1) })
        case .live:
            try await LiveServer.withConnection { connection in
                let dynamo = DynamoDBClient(connection)
                let table = LiveServer.ownName()
                let names = Set(indexes.flatMap(\.keys.names)).subtracting(["userId"]).sorted()
                var request = CreateTableRequest(
                    tableName: table, keySchema: [KeySchemaElement("userId", .hash)],
                    attributeDefinitions: (["userId"] + names).map { AttributeDefinition($0, .string) })
                request.globalSecondaryIndexes = indexes.map { index in
                    CreateTableRequest.Index(
                        name: index.name,
                        keySchema: [KeySchemaElement(index.keys.partition, .hash)]
                            + (index.keys.sort.map { [KeySchemaElement($0, .range)] } ?? []),
                        projection: index.holdsWholeRecords ? .all : IndexProjection(projectionType: "KEYS_ONLY"))
                }
                _ = try await dynamo.createTable(request)
                let service = LiveRecordService.make(
                    collection: .users, table: table, dynamo: dynamo, isReadOnly: false)
                try await body(
                    RecordSubject(service: service) { key, record in
                        if let record {
                            _ = try await dynamo.putItem(PutItemRequest(tableName: table, item: record.item))
                        } else {
                            _ = try await dynamo.deleteItem(
                                DeleteItemRequest(tableName: table, key: ["userId": .string(key)]))
                        }
                    })
            }
        }
    }
}
