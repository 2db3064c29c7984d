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
    static func with(_ kind: Kind, _ body: @Sendable (RecordSubject) async throws -> Void) async throws {
        switch kind {
        case .scripted:
            let records = ScriptedRecords(keys: "userId")
            try await body(RecordSubject(service: records.service) { records.replace($0, with: $1) })
        case .live:
            try await LiveServer.withConnection { connection in
                let dynamo = DynamoDBClient(connection)
                let table = LiveServer.ownName()
                _ = try await dynamo.createTable(
                    CreateTableRequest(
                        tableName: table, keySchema: [KeySchemaElement("userId", .hash)],
                        attributeDefinitions: [AttributeDefinition("userId", .string)]))
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
