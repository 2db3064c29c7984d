/// Looks up what the consumer's log says about a dead letter: two or three requests in the common case.
package struct LetterTracing: Sendable {
    private let logs: LogService
    private let group: String

    /// - Parameter group: where the consumer of the letters' source queue writes.
    package init(logs: LogService, group: String) {
        self.logs = logs
        self.group = group
    }

    /// A message is received some seconds after it was sent, and a handler that fails has failed within a minute or so; the
    /// next tries come after the visibility time-out, minutes later.
    private static let before = 60.0
    private static let hour = 3_600.0
    /// Backlogs and visibility time-outs of hours are rare; this far the second look goes.
    private static let day = 86_400.0

    /// Searches around the receives for lines that name the message, in an hour first and then in a day; throws
    /// `ServiceFailure` or `CancellationError`.
    ///
    /// - Parameter now: the services' time; nothing later is asked for.
    package func trace(_ letter: DeadLetter, now: Timestamp) async throws -> LetterTrace {
        let start = Self.start(letter, now: now)
        let pattern = LogPattern.quoted(letter.messageID)
        var trace: LetterTrace?
        for reach in [Self.hour, Self.day] {
            let end = min(now, Self.end(letter, start, reach))
            if let trace, trace.to >= end { break }
            let answer = try await search(pattern, start, end)
            trace = LetterTrace(
                lines: answer.lines.map { LoggedFailure($0) }, timeouts: [], group: group, from: start, to: end,
                isComplete: answer.isComplete)
            if trace?.failures.isEmpty == false { break }
        }
        guard let trace, trace.failures.isEmpty else {
            return trace ?? LetterTrace(lines: [], timeouts: [], group: group, from: start, to: now, isComplete: true)
        }
        let end = min(now, Self.end(letter, start, Self.hour))
        let timeouts = try await search(LogPattern.quoted("Task timed out after"), start, end)
        return LetterTrace(
            lines: trace.lines, timeouts: timeouts.lines.map { LoggedFailure($0) }, group: group, from: trace.from,
            to: trace.to, isComplete: trace.isComplete && timeouts.isComplete)
    }

    private func search(_ pattern: String, _ from: Timestamp, _ to: Timestamp) async throws -> LogSearchAnswer {
        var request = LogSearchRequest(group: group, pattern: pattern, from: from, to: max(from, to))
        request.mostPages = 20
        return try await logs.search(request)
    }

    /// The first receive where SQS tells it, which may be our own: then the sending.
    private static func start(_ letter: DeadLetter, now: Timestamp) -> Timestamp {
        let moment = [letter.sentAt, letter.firstReceivedAt].compactMap(\.self).min() ?? now.adding(seconds: -day)
        return moment.adding(seconds: -before)
    }

    /// A message that waited long was first received long after it was sent.
    private static func end(_ letter: DeadLetter, _ start: Timestamp, _ reach: Double) -> Timestamp {
        let received = letter.firstReceivedAt ?? start
        let isNear = received.seconds(since: start) <= day
        return (isNear ? max(start, received) : start).adding(seconds: before + reach)
    }
}

extension LetterTracing {
    /// The last failure of each of many messages, told apart by their ids: one search for all that the consumer writes about
    /// failed messages, instead of one a message.
    ///
    /// - Parameters:
    ///   - letters: those that are looked for.
    ///   - mostPages: pages of the log that may be asked for; each is a request.
    /// - Returns: failures by message id, and whether all of the span was seen.
    package func failures(
        of letters: [DeadLetter], now: Timestamp, mostPages: Int = 30
    ) async throws -> (found: [String: LoggedFailure], isComplete: Bool) {
        let wanted = Set(letters.map(\.messageID))
        guard let first = letters.map({ Self.start($0, now: now) }).min(),
            let last = letters.map({ Self.end($0, Self.start($0, now: now), Self.hour) }).max()
        else { return ([:], true) }
        var request = LogSearchRequest(
            group: group, pattern: LogPattern.quoted(Self.failureText), from: first, to: max(first, min(now, last)))
        request.limit = 10_000
        request.mostPages = mostPages
        // Where the pages do not suffice, what failed last is what somebody is looking at.
        request.isNewestFirst = true
        let answer = try await logs.search(request)
        var found: [String: LoggedFailure] = [:]
        for line in answer.lines {
            guard let id = Self.messageID(in: line.message), wanted.contains(id) else { continue }
            found[id] = LoggedFailure(line)
        }
        return (found, answer.isComplete)
    }

    /// How the reference stack's consumer begins a line about a message that failed.
    private static let failureText = "Error processing message "

    /// The word behind `Error processing message`, up to its colon.
    static func messageID(in line: String) -> String? {
        guard let range = line.firstRange(of: failureText) else { return nil }
        let id = line[range.upperBound...].prefix { $0 != ":" && !$0.isWhitespace && $0 != "\"" }
        return id.isEmpty ? nil : String(id)
    }
}
