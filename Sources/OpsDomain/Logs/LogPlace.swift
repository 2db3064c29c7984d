/// One event of the logs, and how it is found again.
package struct LogPlace: Hashable, Sendable {
    package let group: String
    package let eventID: String
    package let timestamp: Timestamp
    /// What its neighbours hold too: the request id, where it names one, so that an invocation is seen whole.
    package let text: String

    package init(group: String, eventID: String, timestamp: Timestamp, text: String) {
        (self.group, self.eventID, self.timestamp, self.text) = (group, eventID, timestamp, text)
    }
}
