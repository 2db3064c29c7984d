/// What the console asks of the logs.
package struct LogService: Sendable {
    /// The environment's log groups that there are.
    package var groups: @Sendable () async throws -> [String]
    /// Every event of several groups from `since` on, each exactly once, then what comes, until cancelled. Events that
    /// arrive up to twelve minutes late are told too, when they come; later ones may not be.
    package var tail: @Sendable (LogTailRequest) -> AsyncStream<LogTailEvent>
    /// Events that the service itself picks out. Searches share a rate beside the tails'; one that is cancelled asks no
    /// more. Throws `ServiceFailure`, or `CancellationError`, and nothing else.
    package var search: @Sendable (LogSearchRequest) async throws -> LogSearchAnswer

    package init(
        groups: @escaping @Sendable () async throws -> [String],
        tail: @escaping @Sendable (LogTailRequest) -> AsyncStream<LogTailEvent>,
        search: @escaping @Sendable (LogSearchRequest) async throws -> LogSearchAnswer
    ) {
        self.groups = groups
        self.tail = tail
        self.search = search
    }
}

package struct LogTailRequest: Hashable, Sendable {
    package let groups: [String]
    package let since: Timestamp
    /// A CloudWatch Logs filter pattern, applied by the service; nil for everything.
    package let pattern: String?
    /// False ends the stream once everything up to now has been told.
    package let follows: Bool
    /// While it follows, groups of the environment that come into being join, with all that they have from `since` on.
    package let joinsNew: Bool

    package init(
        groups: [String], since: Timestamp, pattern: String? = nil, follows: Bool, joinsNew: Bool = false
    ) {
        self.groups = groups
        self.since = since
        self.pattern = pattern
        self.follows = follows
        self.joinsNew = joinsNew
    }
}

package enum LogTailEvent: Sendable {
    /// Events never told before, in time order among themselves. Late ones may be older than what was told already.
    case lines([LogLine])
    /// Everything up to this moment has been told, of groups that answer: the first time, history is complete. Told
    /// again every few seconds, for as long as the groups go on answering.
    case caughtUp(at: Timestamp)
    /// Something of this group between these moments was missed and will not be told.
    case gap(group: String, from: Timestamp, to: Timestamp, ServiceFailure)
    /// Asking failed for this group; the tail goes on and loses nothing by it.
    case failed(group: String, ServiceFailure)
    /// A group that was not there before belongs to the tail from now on.
    case joined(group: String)
    /// Asking works again after a failure.
    case recovered(group: String)
}
