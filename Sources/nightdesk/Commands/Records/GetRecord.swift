import ArgumentParser
import OpsDomain

/// `nightdesk users get ID`: one read, by key.
struct GetRecord<Choice: CollectionChoice>: HeadlessCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "get", abstract: "Write one \(Choice.singular), found by its key.",
            discussion: "Costs one read, a consistent one always. Exits with 4 when there is none.")
    }

    @OptionGroup var environment: EnvironmentOptions
    @OptionGroup var choice: Choice
    @OptionGroup var key: KeyArgument
    @OptionGroup var output: OutputOptions
    @Flag(help: "Write DynamoDB's typed JSON, which keeps the types.")
    var typed = false

    func run(in session: Session) async throws {
        let opened = try await choice.open(session)
        let (collection, service) = (opened.collection, opened.records)
        let key = try await key.key(of: collection, service)
        guard let record = try await service.get(key) else {
            throw CommandFailure(.notFound, "There is no \(collection.singular) \(key.text).")
        }
        var writer = RowWriter(typed ? .jsonl : output.format, columns: RecordColumns.of(collection))
        let names = collection.keys.names
        try writer.write(typed ? record.typedJSON(first: names) : record.plainJSON(first: names))
        try writer.finish()
    }
}
