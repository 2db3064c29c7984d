import OpsDomain

/// A letter as a command has it: read, and with what the consumer's log says, where that was asked.
struct ReadLetter: Sendable {
    let content: LetterContent
    var exception: String?

    var cluster: String { content.signature(exception: exception) }

    func fits(_ expression: LetterExpression, at now: Timestamp) -> Bool {
        expression.holds(for: LetterFields(content, exception: exception, now: now))
    }
}

/// Reads the dead-letter queue under a lease, which the session gives back at its end.
struct LetterReading: Sendable {
    private let session: Session

    init(_ session: Session) {
        self.session = session
    }

    /// Hands letters over as they are leased, each once, until `body` has had enough or all are read. More than can be leased
    /// at one time ends with `partlyDone`, after what could be had.
    ///
    /// - Returns: the queue's retention, where it told one.
    @discardableResult
    func read(_ body: (DeadLetter) throws -> Bool) async throws -> Duration? {
        var count = 0
        var retention: Duration?
        // A lease that ran out while a slow reader kept us waiting brings its message again.
        var seen: Set<String> = []
        for await event in session.services.deadLetters.lease() {
            switch event {
            case .opened(_, let told):
                retention = told
            case .extended, .lost, .removed:
                continue
            case .leased(let messages, _):
                for message in messages where seen.insert(message.messageID).inserted {
                    count += 1
                    guard try body(message) else { return retention }
                }
            case .caughtUp:
                return retention
            case .full:
                throw CommandFailure(
                    .partlyDone, "Only the first \(count) messages were read: no more can be leased at one time.")
            case .failed(let failure):
                throw failure
            }
        }
        return retention
    }

    /// All letters, with what the consumer's log says of those whose bodies do not tell why they failed.
    ///
    /// - Returns: the letters, and what kept the answer from being whole; that is told, not thrown, for the rest is good.
    func explained() async throws -> (letters: [ReadLetter], shortcoming: CommandFailure?) {
        var letters: [ReadLetter] = []
        var shortcoming: CommandFailure?
        do {
            try await read { letter in
                letters.append(ReadLetter(content: LetterContent(letter)))
                return true
            }
        } catch let failure as CommandFailure where failure.status == .partlyDone {
            shortcoming = failure
        }
        let (explained, missing) = try await explain(letters.map(\.content))
        return (explained, missing ?? shortcoming)
    }

    /// The letters with what the consumer's log says of those whose bodies do not tell why they failed.
    ///
    /// - Returns: the letters, and what kept the log's answer from being whole.
    func explain(_ contents: [LetterContent]) async throws -> (letters: [ReadLetter], shortcoming: CommandFailure?) {
        let letters = contents.map { ReadLetter(content: $0) }
        let asked = contents.filter(\.isUnexplained).map(\.letter)
        guard !asked.isEmpty else { return (letters, nil) }
        do {
            let answer = try await tracing.failures(of: asked, now: session.now())
            let explained = letters.map {
                ReadLetter(content: $0.content, exception: answer.found[$0.content.id]?.exception)
            }
            return (
                explained,
                answer.isComplete
                    ? nil : CommandFailure(.partlyDone, "The consumer's log was read in part only.")
            )
        } catch let failure as ServiceFailure {
            return (letters, CommandFailure(.partlyDone, "Without the consumer's log: \(failure.sentence)"))
        }
    }

    /// The letter of an id, or of the one id that begins so.
    ///
    /// - Returns: the letter, and the queue's retention.
    func find(_ id: String) async throws -> (letter: DeadLetter, retention: Duration?) {
        var found: [DeadLetter] = []
        let retention = try await read { letter in
            if letter.messageID == id {
                found = [letter]
            } else if letter.messageID.hasPrefix(id) {
                found.append(letter)
            }
            return letter.messageID != id
        }
        guard let letter = found.first, !id.isEmpty else {
            throw CommandFailure(.notFound, "There is no message \(id) in \(session.names.deadLetterQueue).")
        }
        guard found.count == 1 else {
            throw CommandFailure(.usage, "\(found.count) messages begin with \(id): give more of the id.")
        }
        return (letter, retention)
    }

    /// What the consumer's log says.
    var tracing: LetterTracing {
        LetterTracing(logs: session.services.logs, group: session.names.consumerLogGroup)
    }
}
