import ArgumentParser
import OpsDomain

/// `nightdesk dlq save FILE`
struct SaveLetters: HeadlessCommand {
    static let configuration = CommandConfiguration(
        commandName: "save", abstract: "Save dead letters to a file that `dlq restore` sends back.",
        discussion: "Nothing is taken from the queue.")

    @OptionGroup var environment: EnvironmentOptions
    @Argument(help: "The file, or - for standard output.")
    var file: String
    @Argument(help: "Message ids; without one all messages, or those that fit.")
    var ids: [String] = []
    @OptionGroup var filter: LetterFilter
    @Flag(help: "Replace an existing file.")
    var force = false

    func validate() throws {
        if !ids.isEmpty, filter.where != nil { throw ValidationError("Give ids or --where, not both.") }
    }

    func run(in session: Session) async throws {
        try await LeasedLetters.with(session) { leased in
            let letters =
                if let expression = try filter.expression() {
                    try await leased.fitting(expression, in: session)
                } else if ids.isEmpty {
                    leased.letters
                } else {
                    try leased.named(ids, in: session)
                }
            var sink = try FileSink(file, replacing: force)
            do {
                for letter in letters { try sink.write(SavedMessages.line(SavedMessage(letter))) }
                try sink.finish()
            } catch {
                sink.discard()
                throw error
            }
            if file != "-" {
                StandardStream.complain(
                    "Saved \(letters.count == 1 ? "1 message" : "\(letters.count) messages") in \(file).")
            }
            if !leased.isWhole, ids.isEmpty {
                throw CommandFailure(.partlyDone, "The queue has more messages than can be leased at one time.")
            }
        }
    }
}
