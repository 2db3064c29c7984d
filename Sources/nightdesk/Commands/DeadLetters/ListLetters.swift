import ArgumentParser
import OpsDomain

/// `nightdesk dlq list`
struct ListLetters: HeadlessCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Write the messages of the dead-letter queue.",
        discussion: """
            The messages are leased while they are read, and released before the command ends, also on Ctrl-C and \
            SIGTERM: nothing is taken from the queue. Asking for a cluster or an exception searches the consumer's log, \
            once for all.
            """)

    @OptionGroup var environment: EnvironmentOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var filter: LetterFilter
    @Option(help: "Stop after so many.")
    var limit: Int?

    func validate() throws {
        try LimitCheck.check(limit)
    }

    func run(in session: Session) async throws {
        let expression = try filter.expression()
        var writer = RowWriter(output.format, columns: Self.columns)
        var left = limit ?? Int.max
        let reading = LetterReading(session)
        if let expression, expression.asksLog {
            let (letters, shortcoming) = try await reading.explained()
            for letter in letters where left > 0 {
                guard letter.fits(expression, at: session.now()) else { continue }
                try writer.write(LetterJSON.row(letter.content.letter, reason: letter.content.reason))
                left -= 1
            }
            try writer.finish()
            if let shortcoming { throw shortcoming }
            return
        }
        do {
            try await reading.read { letter in
                let content = LetterContent(letter)
                if let expression, !expression.holds(for: LetterFields(content, now: session.now())) { return true }
                try writer.write(LetterJSON.row(letter, reason: content.reason))
                try writer.flush()
                left -= 1
                return left > 0
            }
        } catch let failure as CommandFailure where failure.status == .partlyDone {
            try writer.finish()
            throw failure
        }
        try writer.finish()
    }

    private static var columns: [OutputColumn] {
        [
            .member("messageId", "MESSAGE", width: 36),
            .member("sentAt", "SENT", width: 24),
            .member("receiveCount", "RECEIVES", width: 8, isRightAligned: true),
            .member("reason", "REASON", width: 28),
            .member("body", "BODY", width: nil),
        ]
    }
}
