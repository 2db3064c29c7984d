import OpsDomain

/// One place in the stream of logs: a line, or the mark of something that was missed.
package struct LogEntry: Sendable {
    package enum Content: Sendable {
        case line(LogLine)
        case gap(LogGap)
    }

    package let content: Content

    package init(_ line: LogLine) {
        content = .line(line)
    }

    package init(_ gap: LogGap) {
        content = .gap(gap)
    }

    package var timestamp: Timestamp {
        switch content {
        case .line(let line): line.timestamp
        case .gap(let gap): gap.from
        }
    }

    package var line: LogLine? {
        if case .line(let line) = content { line } else { nil }
    }

    /// Whether both are the same event of the same page, without a look at its text.
    package func isSame(as other: LogEntry) -> Bool {
        switch (content, other.content) {
        case (.line(let left), .line(let right)):
            left.index == right.index && ObjectIdentifier(left.page) == ObjectIdentifier(right.page)
        case (.gap(let left), .gap(let right)): left === right
        case (.line, .gap), (.gap, .line): false
        }
    }
}

/// Something of a group was missed and will not be told.
package final class LogGap: Sendable {
    package let group: String
    package let from: Timestamp
    package let to: Timestamp
    package let failure: ServiceFailure

    package init(group: String, from: Timestamp, to: Timestamp, failure: ServiceFailure) {
        self.group = group
        self.from = from
        self.to = to
        self.failure = failure
    }
}
