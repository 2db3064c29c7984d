import OpsDomain

/// One page of a group's events as the tail takes it in.
package struct TailPage: Sendable {
    package let page: any LogPage
    /// By index in the page.
    package let events: [(key: EventKey, timestamp: Timestamp)]
    package let nextToken: String?
    /// How grave an event is, by index; asked for events that were never told, only.
    package let level: @Sendable (Int) -> LogLevel

    package init(
        page: any LogPage, events: [(key: EventKey, timestamp: Timestamp)], nextToken: String?,
        level: @escaping @Sendable (Int) -> LogLevel
    ) {
        self.page = page
        self.events = events
        self.nextToken = nextToken
        self.level = level
    }
}

/// One question to a group.
package struct TailQuestion: Hashable, Sendable {
    package let group: String
    /// Inclusive, as is the end; nil is no end.
    package let start: Timestamp
    package let end: Timestamp?
    package let token: String?

    package init(group: String, start: Timestamp, end: Timestamp?, token: String?) {
        self.group = group
        self.start = start
        self.end = end
        self.token = token
    }
}
