/// A line of the consumer's log that tells of a message.
package struct LoggedFailure: Hashable, Sendable {
    package let group: String
    package let stream: String
    package let eventID: String
    package let timestamp: Timestamp
    /// The invocation's, when the line names it.
    package let requestID: String?
    /// `ValueError: Missing required fields`; nil when the line tells of none.
    package let exception: String?
    package let isError: Bool
    /// The whole line, a traceback and all: hostile text.
    package let message: String

    package init(_ line: LogLine) {
        message = line.message
        group = line.group
        stream = line.stream
        eventID = line.eventID
        timestamp = line.timestamp
        requestID = LogLineParser.facts(of: message).requestID
        exception = LogLineParser.exception(in: message)
        isError = line.level == .error || exception != nil
    }
}

/// What the consumer's log says about a message.
package struct LetterTrace: Hashable, Sendable {
    /// Lines that name the message, in time order.
    package let lines: [LoggedFailure]
    /// Runs of the consumer that ended by time-out while the message was tried: such a run names no message. Looked for
    /// only where no line names this one as failed.
    package let timeouts: [LoggedFailure]
    package let group: String
    /// What was looked through.
    package let from: Timestamp
    package let to: Timestamp
    /// False when the search ended before it had seen all of that.
    package let isComplete: Bool

    package init(
        lines: [LoggedFailure], timeouts: [LoggedFailure], group: String, from: Timestamp, to: Timestamp,
        isComplete: Bool
    ) {
        (self.lines, self.timeouts, self.group) = (lines, timeouts, group)
        (self.from, self.to, self.isComplete) = (from, to, isComplete)
    }

    package var failures: [LoggedFailure] { lines.filter(\.isError) }

    /// The line that tells most: the last failure, else the last time-out, else the last line that names the message.
    package var told: LoggedFailure? { failures.last ?? timeouts.last ?? lines.last }

    /// What the consumer raised on it, the last time.
    package var exception: String? { failures.last.flatMap(\.exception) }
}
