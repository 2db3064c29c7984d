import ArgumentParser
import OpsDomain

/// `nightdesk dlq resume`
struct ResumeRepairs: HeadlessCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Go on with repairs that were cut short.",
        discussion: """
            What was sent is deleted, what was not begun is sent, and what may have been sent is looked for. Messages that a \
            killed program held are visible again within two minutes; until then they count as held by somebody else.
            """)

    @OptionGroup var environment: EnvironmentOptions
    @Flag(help: "List them, and do nothing.")
    var list = false

    func run(in session: Session) async throws {
        let unfinished = try await session.services.repairs.unfinished()
        guard !unfinished.isEmpty else {
            StandardStream.complain("Nothing was cut short.")
            return
        }
        for ledger in unfinished {
            StandardStream.complain(
                "\(ledger.repair.at.iso8601) \(ledger.repair.action.rawValue) from \(ledger.repair.source): \(ledger.summary)"
            )
        }
        guard !list else { return }
        try await LeasedLetters.with(session) { leased in
            let isWhole = try await isWhole(leased, session)
            for ledger in unfinished {
                guard isWhole || ledger.repair.action == .restore else {
                    throw CommandFailure(
                        .failed,
                        "Somebody holds messages of \(session.names.deadLetterQueue), perhaps the program that was killed: try "
                            + "again in two minutes.")
                }
                try await RepairRun(session: session).run(session.services.repairs.resume(ledger, isWhole))
            }
        }
    }

    /// Nobody else holds anything: what was seen is all that there is.
    private func isWhole(_ leased: LeasedLetters, _ session: Session) async throws -> Bool {
        guard leased.isWhole else { return false }
        let reading = try await session.services.queues.list().first { $0.name == session.names.deadLetterQueue }
        guard let queue = try reading?.result.get() else { return true }
        return queue.inFlight <= leased.letters.count && queue.visible == 0
    }
}
