import ArgumentParser
import OpsDomain

/// `nightdesk dlq resend`
struct ResendLetters: HeadlessCommand {
    static let configuration = CommandConfiguration(
        commandName: "resend", abstract: "Send dead letters again, and delete them once SQS has the new ones whole.",
        discussion: """
            Each goes back to the queue that it came from, with its body, all its attributes, its group and its trace. \
            Every step is noted: what a crash cuts short, `dlq resume` goes on with. What may have been sent without an \
            answer is looked for, and when it is not found it is left where it was and told.
            """)

    @OptionGroup var environment: EnvironmentOptions
    @OptionGroup var choice: LetterChoice
    @Option(help: "Send to this queue instead.")
    var to: String?
    @Option(help: "Send this file's text as the body; for one message.")
    var body: String?
    @OptionGroup var write: WriteOptions

    func validate() throws {
        if body != nil, choice.ids.count != 1 { throw ValidationError("--body is for one message, named by its id.") }
    }

    func run(in session: Session) async throws {
        let edited = try body.map { try text(of: $0) }
        try await LeasedLetters.with(session) { leased in
            let letters = try choice.letters(of: leased, in: session)
            guard let first = letters.first else {
                StandardStream.complain("\(session.names.deadLetterQueue) has no messages.")
                return
            }
            let items = try await LetterDestinations(session: session, chosen: to).items(letters, editedBody: edited)
            try RepairChecks.check(items)
            let counts = Dictionary(grouping: items) { $0.destination ?? "" }.mapValues(\.count)
            for (queue, count) in counts.sorted(by: { $0.key < $1.key }) {
                StandardStream.complain("\(count) from \(first.queue) to \(queue)")
            }
            guard !write.isDryRun else { return }
            let what = letters.count == 1 ? "1 message" : "\(letters.count) messages"
            try await write.confirm("Send \(what) again", in: session)
            let order = RepairService.Order(.resend, source: first.queue, items: items)
            try await RepairRun(session: session).run(session.services.repairs.begin(order))
        }
    }

    private func text(of file: String) throws -> String {
        guard let text = try TextFile.read(file) else { throw CommandFailure(.notFound, "There is no file \(file).") }
        return text
    }
}
