import ArgumentParser
import OpsDomain

/// `nightdesk dlq delete`
struct DeleteLetters: HeadlessCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Delete dead letters, all of them saved to a file first.",
        discussion: "`dlq restore FILE` sends them back.")

    @OptionGroup var environment: EnvironmentOptions
    @OptionGroup var choice: LetterChoice
    @OptionGroup var write: WriteOptions

    func run(in session: Session) async throws {
        try await LeasedLetters.with(session) { leased in
            let letters = try choice.letters(of: leased, in: session)
            guard let first = letters.first else {
                StandardStream.complain("\(session.names.deadLetterQueue) has no messages.")
                return
            }
            for letter in letters.prefix(20) { StandardStream.complain("delete message \(letter.messageID)") }
            if letters.count > 20 { StandardStream.complain("and \(letters.count - 20) more") }
            guard !write.isDryRun else { return }
            try await write.confirm(
                "Delete \(letters.count == 1 ? "1 message" : "\(letters.count) messages")", typed: first.queue,
                in: session)
            let items = letters.map { Repair.Item(SavedMessage($0), destination: nil) }
            let order = RepairService.Order(.delete, source: first.queue, items: items)
            try await RepairRun(session: session).run(session.services.repairs.begin(order))
        }
    }
}
