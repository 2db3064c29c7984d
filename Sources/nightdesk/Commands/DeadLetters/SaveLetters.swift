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
    @Argument(help: "Message ids; without one all messages.")
    var ids: [String] = []
    @Flag(help: "Replace an existing file.")
    var force = false

    func run(in session: Session) async throws {
        try await LeasedLetters.with(session) { leased in
            var choice = LetterChoice()
            choice.ids = ids
            choice.all = ids.isEmpty
            let letters = try choice.letters(of: leased, in: session)
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
