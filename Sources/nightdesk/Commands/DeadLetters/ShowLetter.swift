import ArgumentParser
import OpsDomain

/// `nightdesk dlq show ID`
struct ShowLetter: HeadlessCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Write one dead letter whole.",
        discussion: """
            The queue is leased until the message is found: SQS cannot be asked for one. Exits with 4 when it is not there, \
            which it also is while somebody else holds it.
            """)

    @OptionGroup var environment: EnvironmentOptions
    @OptionGroup var output: OutputOptions
    @Argument(help: "The message's id, or as much of its beginning as no other has.")
    var id: String

    func run(in session: Session) async throws {
        let (letter, retention) = try await LetterReading(session).find(id)
        try FactWriter(output.format).write(LetterJSON.whole(letter, retention: retention))
    }
}
