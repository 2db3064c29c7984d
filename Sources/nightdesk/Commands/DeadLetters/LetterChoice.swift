import ArgumentParser
import OpsDomain

/// Which messages a command is about: named ones, those that fit, or all.
struct LetterChoice: ParsableArguments, Sendable {
    @Argument(help: "Message ids.")
    var ids: [String] = []

    @Flag(help: "All messages of the dead-letter queue.")
    var all = false

    @OptionGroup var filter: LetterFilter

    func validate() throws {
        let ways = [!ids.isEmpty, all, filter.where != nil].count { $0 }
        if ways != 1 { throw ValidationError("Name the messages by their ids, or say --where or --all.") }
    }

    /// Those of the leased ones; a message that is not there ends the command.
    func letters(of leased: LeasedLetters, in session: Session) async throws -> [DeadLetter] {
        if let expression = try filter.expression() { return try await leased.fitting(expression, in: session) }
        return all ? leased.letters : try leased.named(ids, in: session)
    }
}

extension LeasedLetters {
    func named(_ ids: [String], in session: Session) throws -> [DeadLetter] {
        let missing = ids.filter { id in !letters.contains { $0.messageID == id } }
        guard missing.isEmpty else {
            throw CommandFailure(
                .notFound,
                "\(session.names.deadLetterQueue) shows no message \(missing.joined(separator: ", ")): it was dealt with, "
                    + "or somebody else holds it.")
        }
        return letters.filter { ids.contains($0.messageID) }
    }

    /// What the expression asks of the consumer's log must be had whole: on half an answer nothing is chosen.
    func fitting(_ expression: LetterExpression, in session: Session) async throws -> [DeadLetter] {
        let contents = letters.map { LetterContent($0) }
        var read = contents.map { ReadLetter(content: $0) }
        if expression.asksLog {
            let answer = try await LetterReading(session).explain(contents)
            if let shortcoming = answer.shortcoming { throw CommandFailure(.failed, shortcoming.sentence) }
            read = answer.letters
        }
        return read.filter { $0.fits(expression, at: session.now()) }.map(\.content.letter)
    }
}
