import ArgumentParser
import OpsDomain

/// A record's key on the command line.
struct KeyArgument: ParsableArguments, Sendable {
    @Argument(help: "The key; of a table with a sort key, the partition key.")
    var key: String

    @Option(name: .customLong("sort"), help: "The sort key, where the table has one.")
    var sortKey: String?

    /// The key with the types that the table's keys have, which DescribeTable tells.
    func key(of collection: OpsDomain.Collection, _ service: RecordService) async throws -> RecordKey {
        try await TypedKeys(collection, service).key(key, sort: sortKey)
    }
}

/// Turns texts into keys of a table.
struct TypedKeys {
    private let keys: KeyFields
    private let facts: CollectionFacts

    init(_ collection: OpsDomain.Collection, _ service: RecordService) async throws {
        facts = try await service.facts()
        keys = collection.keys
    }

    func key(_ partition: String, sort: String?) throws -> RecordKey {
        if let field = keys.sort, sort == nil {
            throw CommandFailure(.usage, "The table \(facts.tableName) has the sort key \(field): give it with --sort.")
        }
        if keys.sort == nil, sort != nil {
            throw CommandFailure(.usage, "The table \(facts.tableName) has no sort key.")
        }
        return RecordKey(
            partition: try value(partition, of: keys.partition),
            sort: try keys.sort.flatMap { field in try sort.map { try value($0, of: field) } })
    }

    private func value(_ text: String, of field: String) throws -> FieldValue {
        switch facts.keyTypes[ExactText(field)] {
        case .string?, nil: return .string(text)
        case .number?:
            guard let number = DecimalText(text), number.fitsDynamoDB else {
                throw CommandFailure(.usage, "\(field) is a number, and \(text) is none.")
            }
            return .number(text)
        case .binary?:
            guard let bytes = Base64Text.decode(text) else {
                throw CommandFailure(.usage, "\(field) is binary: give it as base64.")
            }
            return .binary(bytes)
        }
    }
}
