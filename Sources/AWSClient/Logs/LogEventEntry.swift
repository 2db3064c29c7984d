/// Where one event's texts stand in its page, and its times. A text without bytes before it is not there: offset zero
/// is the page's own brace.
struct LogEventEntry: Sendable {
    private(set) var timestamp: Int64 = 0
    private var idStart: UInt32 = 0
    private var streamStart: UInt32 = 0
    private var messageStart: UInt32 = 0
    /// Twice the end, and one more when the message has escapes.
    private var messageEndAndEscape: UInt32 = 0

    /// Validates an event and notes where all is. Timestamp and message must be there.
    init(from reader: inout JSONReader) {
        var hasTimestamp = false
        let start = reader.position
        reader.openObject()
        while let key = reader.nextKey() {
            if reader.null() { continue }
            if reader.says(key, "message") {
                let text = reader.string()
                messageStart = text.start
                messageEndAndEscape = text.end << 1 | (text.isEscaped ? 1 : 0)
            } else if reader.says(key, "timestamp") {
                timestamp = reader.integer()
                hasTimestamp = true
            } else if reader.says(key, "eventId") {
                idStart = reader.string().start
            } else if reader.says(key, "logStreamName") {
                streamStart = reader.string().start
            } else {
                reader.skipValue()
            }
        }
        if !hasTimestamp || messageStart == 0 { reader.fail("an event without timestamp or message", at: start) }
    }

    var message: JSONText {
        JSONText(start: messageStart, end: messageEndAndEscape >> 1, isEscaped: messageEndAndEscape & 1 == 1)
    }

    /// The byte of the opening quote.
    var idOffset: Int? { idStart == 0 ? nil : Int(idStart) - 1 }
    /// The byte of the opening quote.
    var streamOffset: Int? { streamStart == 0 ? nil : Int(streamStart) - 1 }
}
