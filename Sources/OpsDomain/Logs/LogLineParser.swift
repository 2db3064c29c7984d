/// Reads log lines of Lambda in its text and its JSON format (Lambda developer guide, "Working with Lambda function
/// logs", and the Telemetry API's event schema), and Python's own.
package enum LogLineParser {
    /// How grave a line is. Looks at the line's beginning and, for JSON, at its `level`; reads bytes only and never far,
    /// so that every line of a page can be asked.
    package static func level(of message: String) -> LogLevel {
        LogLevelScan.level(of: message.utf8.span)
    }

    /// The same over a message's UTF-8 bytes, JSON escapes already undone.
    package static func level(of bytes: Span<UInt8>) -> LogLevel {
        LogLevelScan.level(of: bytes)
    }

    /// What the line says.
    package static func facts(of message: String) -> LogLineFacts {
        var start = message.utf8.startIndex
        while start < message.utf8.endIndex, message.utf8[start] == 0x20 { start = message.utf8.index(after: start) }
        if start < message.utf8.endIndex, message.utf8[start] == UInt8(ascii: "{") {
            if let facts = JSONLogLine.facts(of: message) { return facts }
        }
        return TextLogLine.facts(of: message)
    }

    /// A line's text for one row: without level, time and request id in front, an exception before what was written
    /// about it, the platform's figures and an access log's call summed up. Decodes all of the line; for rows in sight.
    package static func headline(of message: String) -> String {
        JSONLogLine.headline(of: message) ?? TextLogLine.headline(of: message)
    }

    /// The exception that a line tells of, as `ValueError: Missing fields`: of its last traceback, or of the members that
    /// runtimes and loggers have for it. Nil when it tells of none.
    package static func exception(in message: String) -> String? {
        (JSONLogLine.exception(in: message) ?? TracedException.text(in: message)).map(String.init)
    }

    /// What a program wrote, without level, moment and request id in front, and with the traceback that a JSON line holds in
    /// one of its members unfolded.
    package static func text(of message: String) -> String {
        if let text = JSONLogLine.text(of: message) { return text }
        let line = message.prefix { !$0.isNewline }
        return String(TextLogLine.withoutPreamble(line) + message[line.endIndex...])
    }
}
