/// A page of log events that stays the bytes that came; text is decoded when it is shown or searched.
package protocol LogPage: AnyObject, Sendable {
    /// The log group that all its events are of.
    var group: String { get }
    var count: Int { get }

    func eventID(at index: Int) -> String
    func stream(at index: Int) -> String
    func message(at index: Int) -> String
    /// Whether the message holds these UTF-8 bytes, upper and lower case of ASCII letters taken as the same.
    func message(at index: Int, contains needle: [UInt8]) -> Bool
}

/// One log event: its place in a page, and what sorting and colouring ask for all the time.
package struct LogLine: Sendable {
    package let page: any LogPage
    package let timestamp: Timestamp
    /// Four bytes, since lines are held by the hundred thousand.
    private let position: UInt32
    package let level: LogLevel

    package init(page: any LogPage, index: Int, timestamp: Timestamp, level: LogLevel) {
        self.page = page
        position = UInt32(index)
        self.timestamp = timestamp
        self.level = level
    }

    package var index: Int { Int(position) }
    package var eventID: String { page.eventID(at: index) }
    package var group: String { page.group }
    package var stream: String { page.stream(at: index) }
    package var message: String { page.message(at: index) }
}

/// How grave a line is, as far as its text tells.
package enum LogLevel: UInt8, Hashable, Comparable, Sendable {
    /// START, END, REPORT and their like.
    case platform
    case debug
    case info
    case warning
    case error

    package static func < (left: LogLevel, right: LogLevel) -> Bool {
        left.rawValue < right.rawValue
    }
}
