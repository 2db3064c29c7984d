/// Lambda's text format, and what Python and Node print in it.
enum TextLogLine {
    static func facts(of message: String) -> LogLineFacts {
        if let rest = message.dropping("START RequestId: ") {
            return .start(requestID: firstWord(rest), version: value(of: "Version", in: rest))
        }
        if let rest = message.dropping("END RequestId: ") { return .end(requestID: firstWord(rest)) }
        if let rest = message.dropping("REPORT ") { return .report(report(rest)) }
        if let rest = message.dropping("INIT_REPORT ") { return .initReport(report(rest)) }
        if let rest = message.dropping("RequestId: ") {
            return .application(requestID: firstWord(rest), isUnhandled: true)
        }
        if let timeout = timeout(message) { return timeout }
        if let type = platformType(message) { return .platform(type: type, requestID: nil) }
        return application(message)
    }

    static func headline(of message: String) -> String {
        if let summary = LogSummary.text(of: facts(of: message)) { return summary }
        let line = message.prefix { !$0.isNewline }
        let text = withoutPreamble(line)
        if let told = objectHeadline(text, of: line) { return told }
        let headline = TracedException.headline(TracedException.text(in: message), text)
        return headline.isEmpty ? String(line) : headline
    }

    /// Of a logged object, or of one after a few words as Node's `Invoke Error\t{…}`.
    private static func objectHeadline(_ text: Substring, of line: Substring) -> String? {
        if text.first == "{" {
            return text.startIndex == line.startIndex ? nil : JSONLogLine.headline(of: String(text))
        }
        guard let tab = text.firstIndex(of: "\t") else { return nil }
        let rest = text[text.index(after: tab)...]
        guard rest.first == "{", let told = JSONLogLine.headline(of: String(rest)) else { return nil }
        return "\(told) | \(text[..<tab].trimmed)"
    }

    /// The text after the level, moment and request id that stand in columns of their own or are of no use in a row.
    static func withoutPreamble(_ line: Substring) -> Substring {
        let fields = line.split(separator: "\t", maxSplits: 3, omittingEmptySubsequences: false)
        if fields.count == 4, isRequestID(fields[2]) || isRequestID(fields[1]) || isMoment(fields[1]) {
            return fields[3]
        }
        var rest = line
        if rest.first == "[", let close = rest.firstIndex(of: "]") {
            guard LogLevelScan.isLevel(rest[rest.index(after: rest.startIndex)..<close]) else { return line }
            rest = rest[rest.index(after: close)...].drop { $0 == " " || $0 == "\t" }
        }
        while let end = rest.firstIndex(where: { $0 == " " || $0 == "\t" }) {
            guard isMoment(rest[..<end]) || isRequestID(rest[..<end]) || rest[..<end] == "RequestId:" else { break }
            rest = rest[end...].drop { $0 == " " || $0 == "\t" }
        }
        return rest
    }

    /// Name and value pairs, divided by tabs or line ends. Names count, places do not: newer runtimes add fields.
    private static func report(_ text: Substring) -> InvocationReport {
        var report = InvocationReport()
        for field in text.split(whereSeparator: { $0 == "\t" || $0.isNewline }) {
            guard let colon = field.firstIndex(of: ":") else { continue }
            let name = field[..<colon].trimmed
            let rest = field[field.index(after: colon)...].trimmed
            let word = firstWord(rest)
            switch name {
            case "RequestId": report.requestID = word
            case "Duration": report.durationMilliseconds = Double(word)
            case "Billed Duration": report.billedMilliseconds = Double(word)
            case "Memory Size": report.memorySizeMB = Int(word)
            case "Max Memory Used": report.memoryUsedMB = Int(word)
            case "Init Duration": report.initMilliseconds = Double(word)
            case "Restore Duration": report.restoreMilliseconds = Double(word)
            case "Billed Restore Duration": report.billedRestoreMilliseconds = Double(word)
            case "XRAY TraceId": report.traceID = word
            case "Phase": report.phase = word
            case "Error Type": report.errorType = word
            case "Status":
                report.status = word
                report.errorType = value(of: "Error Type", in: rest) ?? report.errorType
            default: break
            }
        }
        return report
    }

    private static func timeout(_ message: String) -> LogLineFacts? {
        guard let found = message.prefix(160).find("Task timed out after ") else { return nil }
        let before = message[..<found.lowerBound].split(separator: " ")
        return .timeout(
            requestID: before.last(where: isRequestID).map(String.init),
            seconds: Double(firstWord(message[found.upperBound...])))
    }

    private static func application(_ message: String) -> LogLineFacts {
        let fields = message.prefix { !$0.isNewline }.split(separator: "\t", maxSplits: 3)
        if let id = fields.prefix(3).first(where: isRequestID) {
            let isUnhandled = fields.count > 3 && fields[3].hasPrefix("Invoke Error")
            return .application(requestID: String(id), isUnhandled: isUnhandled)
        }
        // Python's runtime writes `[ERROR] KeyError: 'x'` with a blank where a logger writes a tab.
        return .application(requestID: nil, isUnhandled: message.hasPrefix("[ERROR] "))
    }

    private static func platformType(_ message: String) -> String? {
        let word = firstWord(message[...])
        switch word {
        case "INIT_START", "RESTORE_START", "RESTORE_REPORT", "EXTENSION", "XRAY", "LOGS", "TELEMETRY": return word
        default: return nil
        }
    }

    /// The word after `name:` somewhere in a text.
    private static func value(of name: String, in text: Substring) -> String? {
        guard let found = text.find(name + ":") else { return nil }
        let word = firstWord(text[found.upperBound...].trimmed)
        return word.isEmpty ? nil : word
    }

    private static func firstWord(_ text: Substring) -> String {
        String(text.prefix { !$0.isWhitespace })
    }

    /// An ISO 8601 moment's shape.
    private static func isMoment(_ text: Substring) -> Bool {
        let bytes = text.utf8.prefix(12).map { $0 }
        guard bytes.count == 12, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else { return false }
        return bytes[10] == UInt8(ascii: "T") && bytes[..<4].allSatisfy { (0x30...0x39).contains($0) }
    }

    /// A UUID's shape.
    static func isRequestID(_ text: Substring) -> Bool {
        let bytes = text.utf8
        guard bytes.count == 36 else { return false }
        return bytes.enumerated().allSatisfy { index, byte in
            switch index {
            case 8, 13, 18, 23: byte == UInt8(ascii: "-")
            default: byte < 0x80 && Character(Unicode.Scalar(byte)).isHexDigit
            }
        }
    }
}

extension Substring {
    fileprivate var trimmed: Substring {
        var text = self
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return text
    }

    /// The first place of a text of ASCII in this one.
    fileprivate func find(_ needle: String) -> Range<Substring.Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].utf8.starts(with: needle.utf8) {
                return start..<utf8.index(start, offsetBy: needle.utf8.count)
            }
            start = utf8.index(after: start)
        }
        return nil
    }
}

extension String {
    fileprivate func dropping(_ prefix: String) -> Substring? {
        hasPrefix(prefix) ? dropFirst(prefix.count) : nil
    }
}
