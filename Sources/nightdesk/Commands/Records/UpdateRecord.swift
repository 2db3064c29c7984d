import ArgumentParser
import OpsDomain

/// `nightdesk users update ID name=…`
struct UpdateRecord<Choice: CollectionChoice>: HeadlessCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "update", abstract: "Change fields of a \(Choice.singular).",
            discussion: """
                Only what differs is written, on condition that it is as it was read a moment ago. A field keeps its type \
                with name=text; name:=typed JSON gives it one.
                """)
    }

    @OptionGroup var environment: EnvironmentOptions
    @OptionGroup var choice: Choice
    @OptionGroup var key: KeyArgument
    @OptionGroup var write: WriteOptions
    @OptionGroup var output: OutputOptions
    @Argument(help: "name=text or name:=typed JSON.")
    var assignments: [String] = []
    @Option(name: .customLong("remove"), help: "A field to take away; repeatable.")
    var removals: [String] = []

    func validate() throws {
        if assignments.isEmpty, removals.isEmpty {
            throw ValidationError("Nothing to change: give name=text, or --remove name.")
        }
    }

    func run(in session: Session) async throws {
        let opened = try await choice.open(session)
        let (collection, service) = (opened.collection, opened.records)
        let key = try await key.key(of: collection, service)
        guard let before = try await service.get(key) else {
            throw CommandFailure(.notFound, "There is no \(collection.singular) \(key.text).")
        }
        let after = try AssignmentReading.record(
            assignments, removals, of: collection, to: before, uuid: "", now: session.now())
        var writer = RowWriter(output.format, columns: RecordColumns.of(collection))
        let writes = before == after ? [] : [RecordWrite.changing(before, to: after, key: key)]
        try await WriteRun(collection, service, session, write).run(writes) { _, record in
            if let record { try writer.write(record.plainJSON(first: collection.keys.names)) }
        }
        try writer.finish()
    }
}
