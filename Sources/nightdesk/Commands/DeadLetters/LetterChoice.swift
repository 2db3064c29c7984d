import ArgumentParser
import OpsDomain

/// Which dead letters a command is about.
struct LetterChoice: ParsableArguments, Sendable {
    @Argument(help: "Message ids.")
    var ids: [String] = []

    @Flag(help: "All messages of the dead-letter queue.")
    var all = false

    func validate() throws {
        if all != ids.isEmpty { throw ValidationError("Name the messages by their ids, or say --all.") }
    }

    /// Those of the leased ones; a message that is not there ends the command.
    func letters(of leased: LeasedLetters, in session: Session) throws -> [DeadLetter] {
        guard !all else { return leased.letters }
        let missing = ids.filter { id in !leased.letters.contains { $0.messageID == id } }
        guard missing.isEmpty else {
            throw CommandFailure(
                .notFound,
                "\(session.names.deadLetterQueue) shows no message \(missing.joined(separator: ", ")): it was dealt with, "
                    + "or somebody else holds it.")
        }
        return leased.letters.filter { ids.contains($0.messageID) }
    }
}
