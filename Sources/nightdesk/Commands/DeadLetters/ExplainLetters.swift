import ArgumentParser
import OpsDomain

/// `nightdesk dlq why [ID]`
struct ExplainLetters: HeadlessCommand {
    static let configuration = CommandConfiguration(
        commandName: "why", abstract: "Tell why messages failed.",
        discussion: """
            With an id: what the handler's rules say of the body, and the exception and traceback that the consumer's log has \
            for it. Without: the messages by what they fail with. The logs are searched by CloudWatch Logs itself, around the \
            receives. Exits with 3 when they could not be had, after telling the rest.
            """)

    @OptionGroup var environment: EnvironmentOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var filter: LetterFilter
    @Argument(help: "The message's id, or as much of its beginning as no other has.")
    var id: String?

    func validate() throws {
        if id != nil, filter.where != nil { throw ValidationError("Give an id or --where, not both.") }
    }

    func run(in session: Session) async throws {
        let reading = LetterReading(session)
        guard let id else {
            try await writeClusters(reading, session)
            return
        }
        let content = LetterContent(try await reading.find(id).letter)
        let writer = FactWriter(output.format)
        let trace: LetterTrace
        do {
            trace = try await reading.tracing.trace(content.letter, now: session.now())
        } catch let failure as ServiceFailure {
            try writer.write(LetterJSON.why(content, nil))
            throw CommandFailure(.partlyDone, "Without the consumer's log: \(failure.sentence)")
        }
        try writer.write(LetterJSON.why(content, trace))
        if !trace.isComplete { throw CommandFailure(.partlyDone, "The consumer's log was read in part only.") }
    }

    private func writeClusters(_ reading: LetterReading, _ session: Session) async throws {
        let expression = try filter.expression()
        let (letters, shortcoming) = try await reading.explained()
        let places = letters.indices.filter { place in
            expression.map { letters[place].fits($0, at: session.now()) } ?? true
        }
        let clusters = LetterCluster.make(
            of: places, signature: { letters[$0].cluster }, sentAt: { letters[$0].content.letter.sentAt })
        var writer = RowWriter(output.format, columns: Self.columns)
        for cluster in clusters { try writer.write(LetterJSON.cluster(cluster, letters)) }
        try writer.finish()
        if let shortcoming { throw shortcoming }
    }

    private static var columns: [OutputColumn] {
        [
            .member("count", "COUNT", width: 6, isRightAligned: true),
            .member("first", "FIRST", width: 24),
            .member("last", "LAST", width: 24),
            .member("cluster", "CLUSTER", width: 40),
            .member("sampleId", "SAMPLE", width: 36),
            .member("sample", "BODY", width: nil),
        ]
    }
}
