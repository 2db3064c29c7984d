import ArgumentParser
import OpsDomain

/// `nightdesk dlq restore FILE`
struct RestoreLetters: HeadlessCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Send the messages of a file, as `save`, `delete` and `queues purge` write them.",
        discussion: """
            Each goes to the queue that it lay in, or to the one that --to names. A file with a line that cannot be read is \
            not begun.
            """)

    @OptionGroup var environment: EnvironmentOptions
    @Argument(help: "The file.")
    var file: String
    @Option(help: "Send to this queue instead.")
    var to: String?
    @OptionGroup var write: WriteOptions

    func run(in session: Session) async throws {
        let messages = try read()
        let chosen = try await LetterDestinations(session: session, chosen: to).chosen()
        let items = messages.map { Repair.Item($0, destination: chosen ?? $0.queue) }
        try RepairChecks.check(items)
        let counts = Dictionary(grouping: items) { $0.destination ?? "" }.mapValues(\.count)
        for (queue, count) in counts.sorted(by: { $0.key < $1.key }) {
            StandardStream.complain("\(count) from \(file) to \(queue)")
        }
        guard !items.isEmpty, !write.isDryRun else { return }
        try await write.confirm("Send \(items.count == 1 ? "1 message" : "\(items.count) messages")", in: session)
        let order = RepairService.Order(.restore, source: file, items: items)
        try await RepairRun(session: session).run(session.services.repairs.begin(order))
    }

    private func read() throws -> [SavedMessage] {
        guard let text = try TextFile.read(file) else { throw CommandFailure(.notFound, "There is no file \(file).") }
        do {
            return try SavedMessages.read(text)
        } catch {
            for sentence in error.sentences.prefix(20) { StandardStream.complain("nightdesk: \(file), \(sentence)") }
            throw CommandFailure(
                .failed, "\(error.count) of the lines cannot be read: nothing was sent. Mend the file first.")
        }
    }
}
