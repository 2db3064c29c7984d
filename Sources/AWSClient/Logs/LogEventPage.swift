/// One page of log events: the bytes that came, and where in them its events stand.
///
/// The whole page was validated when it was made, so that reading from it cannot fail. It costs its bytes and 40 bytes an
/// event.
package final class LogEventPage: Sendable {
    let bytes: [UInt8]
    let entries: [LogEventEntry]
    /// FilterLogEvents: pass for the next page, even when this one is empty; nil on the last.
    package let nextToken: String?
    /// GetLogEvents: towards later events; equal to the token asked with at the end.
    package let nextForwardToken: String?
    /// GetLogEvents: towards earlier events.
    package let nextBackwardToken: String?

    /// Reads the body of a FilterLogEvents or GetLogEvents answer.
    init(bytes: [UInt8]) throws(JSONFailure) {
        let content = try JSONReader.read(bytes) { PageContent(from: &$0) }
        self.bytes = bytes
        // Growth leaves up to half of an array empty; pages are kept for long.
        entries = content.entries.withUnsafeBufferPointer { Array($0) }
        nextToken = content.nextToken
        nextForwardToken = content.nextForwardToken
        nextBackwardToken = content.nextBackwardToken
    }

    package var count: Int { entries.count }

    /// The event at `position`, which must be below `count`.
    package func event(_ position: Int) -> LogEventView {
        LogEventView(page: self, position: position)
    }

    package var events: some RandomAccessCollection<LogEventView> {
        (0..<count).lazy.map { LogEventView(page: self, position: $0) }
    }

    /// Bytes that the page keeps, text and index.
    package var memory: Int { bytes.capacity + entries.capacity * MemoryLayout<LogEventEntry>.stride }

    private struct PageContent {
        var entries: [LogEventEntry] = []
        var nextToken: String?
        var nextForwardToken: String?
        var nextBackwardToken: String?

        init(from reader: inout JSONReader) {
            reader.openObject()
            while let key = reader.nextKey() {
                if reader.null() { continue }
                if reader.says(key, "events") {
                    entries = reader.elements { LogEventEntry(from: &$0) }
                } else if reader.says(key, "nextToken") {
                    nextToken = reader.stringText()
                } else if reader.says(key, "nextForwardToken") {
                    nextForwardToken = reader.stringText()
                } else if reader.says(key, "nextBackwardToken") {
                    nextBackwardToken = reader.stringText()
                } else {
                    reader.skipValue()
                }
            }
        }
    }
}
