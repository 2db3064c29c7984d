import ArgumentParser
import OpsDomain

/// `nightdesk users restore ID`: what was deleted here is brought back out of the journal.
struct RestoreRecord<Choice: CollectionChoice>: HeadlessCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "restore", abstract: "Bring back a \(Choice.singular) that was deleted.",
            discussion: """
                As it was when it was deleted on this machine, if no other has its key by now. Exits with 4 when the history \
                knows of no such deletion; `import` brings back from a file.
                """)
    }

    @OptionGroup var environment: EnvironmentOptions
    @OptionGroup var choice: Choice
    @OptionGroup var key: KeyArgument
    @OptionGroup var write: WriteOptions
    @OptionGroup var output: OutputOptions

    func run(in session: Session) async throws {
        let opened = try await choice.open(session)
        let collection = opened.collection
        let key = try await key.key(of: collection, opened.records)
        let history = try await HistoryReading.settled(session)
        let deletion = history.entries.last { entry in
            entry.collection == collection.id && entry.write.key == key && entry.write.kind == .delete
                && entry.outcome.wasDone && entry.undoneBy == nil
        }
        guard let deletion else {
            throw CommandFailure(
                .notFound, "The history of this machine knows no deletion of the \(collection.singular) \(key.text).")
        }
        var service = opened.records
        service.write = { _ in try await session.services.journal.undo(deletion) }
        var writer = RowWriter(output.format, columns: RecordColumns.of(collection))
        try await WriteRun(collection, service, session, write).run([deletion.write.inverse]) { _, record in
            if let record { try writer.write(record.plainJSON(first: collection.keys.names)) }
        }
        try writer.finish()
    }
}
