import ArgumentParser
import OpsDomain

/// `nightdesk users delete ID…`
struct DeleteRecords<Choice: CollectionChoice>: HeadlessCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "delete", abstract: "Delete \(Choice.singular)s by their keys.",
            discussion: """
                Each is read first and deleted on condition that it has not changed since; what was deleted is written in \
                typed JSON, from which `import` brings it back.
                """)
    }

    @OptionGroup var environment: EnvironmentOptions
    @OptionGroup var choice: Choice
    @OptionGroup var write: WriteOptions
    @Argument(help: "The keys.")
    var keys: [String]
    @Option(name: .customLong("sort"), help: "The sort key, where the table has one; then one key only.")
    var sortKey: String?

    func validate() throws {
        if sortKey != nil, keys.count != 1 { throw ValidationError("With --sort one key can be given.") }
    }

    func run(in session: Session) async throws {
        let opened = try await choice.open(session)
        let (collection, service) = (opened.collection, opened.records)
        let typed = try await TypedKeys(collection, service)
        var writes: [RecordWrite] = []
        for text in keys {
            let key = try typed.key(text, sort: sortKey)
            guard let record = try await service.get(key) else {
                throw CommandFailure(.notFound, "There is no \(collection.singular) \(key.text). Nothing was deleted.")
            }
            writes.append(.deleting(record, key: key))
        }
        var writer = RowWriter(.jsonl, columns: [])
        try await WriteRun(collection, service, session, write).run(writes) { write, _ in
            guard let gone = write.before else { return }
            try writer.write(.object([JSONMember("Item", gone.typedJSON(first: collection.keys.names))]))
            try writer.flush()
        }
        try writer.finish()
    }
}
