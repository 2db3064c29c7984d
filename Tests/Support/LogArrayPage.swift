import OpsDomain

/// A log page over strings.
package final class LogArrayPage: LogPage {
    package let group: String
    private let events: [(id: String, stream: String, message: String)]

    package init(group: String, events: [(id: String, stream: String, message: String)]) {
        self.group = group
        self.events = events
    }

    package var count: Int { events.count }
    package func eventID(at index: Int) -> String { events[index].id }
    package func stream(at index: Int) -> String { events[index].stream }
    package func message(at index: Int) -> String { events[index].message }

    package func message(at index: Int, contains needle: [UInt8]) -> Bool {
        let message = Array(events[index].message.utf8).map(Self.folded)
        let needle = needle.map(Self.folded)
        guard needle.count <= message.count else { return false }
        return (0...message.count - needle.count).contains { start in
            message[start..<start + needle.count].elementsEqual(needle)
        }
    }

    /// One line of a page of its own.
    package static func line(
        _ message: String, group: String, stream: String = "stream", id: String, at timestamp: Timestamp,
        level: LogLevel = .info
    ) -> LogLine {
        LogLine(
            page: LogArrayPage(group: group, events: [(id, stream, message)]), index: 0, timestamp: timestamp,
            level: level)
    }

    private static func folded(_ byte: UInt8) -> UInt8 { (65...90).contains(byte) ? byte + 32 : byte }
}
