import AWSClient
import OpsDomain

/// A page of FilterLogEvents as the console sees it; it stays the bytes that came.
final class LogEventLines: LogPage {
    let group: String
    private let events: LogEventPage

    init(group: String, events: LogEventPage) {
        self.group = group
        self.events = events
    }

    var count: Int { events.count }

    /// Every event of FilterLogEvents has an id; one without it is told apart by its time and text.
    func eventID(at index: Int) -> String {
        let event = events.event(index)
        return event.id ?? "\(event.timestamp)-\(event.message)"
    }

    func stream(at index: Int) -> String {
        events.event(index).streamName ?? ""
    }

    func message(at index: Int) -> String {
        events.event(index).message
    }

    func message(at index: Int, contains needle: [UInt8]) -> Bool {
        events.event(index).withMessageUTF8 { ByteSearch.contains($0, needle) }
    }

    func level(at index: Int) -> LogLevel {
        events.event(index).withMessageUTF8 { LogLineParser.level(of: Span(_unsafeElements: $0)) }
    }

    var nextToken: String? { events.nextToken }

    /// All of the page, as it came.
    var lines: [LogLine] {
        (0..<count).map { index in
            LogLine(
                page: self, index: index, timestamp: Timestamp(milliseconds: events.event(index).timestamp),
                level: level(at: index))
        }
    }

    private func key(at index: Int) -> EventKey {
        events.event(index).withIdentityUTF8 { EventKey(stream: $0, eventID: $1) }
            ?? EventKey(stream: stream(at: index), eventID: eventID(at: index))
    }

    /// The page as a tail takes it in.
    var tailPage: TailPage {
        let places = (0..<count).map { index in
            (
                key: key(at: index),
                timestamp: Timestamp(milliseconds: events.event(index).timestamp)
            )
        }
        return TailPage(page: self, events: places, nextToken: events.nextToken) { self.level(at: $0) }
    }
}
