/// Finds a line's level in its bytes, without making strings of them.
enum LogLevelScan {
    /// A JSON line's members are looked at no farther than this.
    private static let reach = 4096

    static func level(of bytes: Span<UInt8>) -> LogLevel {
        var start = 0
        while start < bytes.count, bytes[start] == 0x20 { start += 1 }
        guard start < bytes.count else { return .info }
        switch bytes[start] {
        case UInt8(ascii: "{"): return jsonLevel(bytes, from: start)
        case UInt8(ascii: "["): return word(bytes, at: start + 1) ?? .info
        default: return textLevel(bytes, from: start)
        }
    }

    /// Lines without a bracketed level: the platform's own, Node's, time-outs, tracebacks.
    private static func textLevel(_ bytes: Span<UInt8>, from start: Int) -> LogLevel {
        for mark in platformMarks where begins(bytes, at: start, with: mark) { return .platform }
        for mark in errorMarks where begins(bytes, at: start, with: mark) { return .error }
        if begins(bytes, at: start, with: "RequestId: ") {
            return contains(bytes, "rror", from: start, to: start + 120) ? .error : .platform
        }
        if isDigit(bytes[start]), contains(bytes, " Task timed out after ", from: start, to: start + 120) {
            return .error
        }
        if isDigit(bytes[start]) {
            // Node's and Java's: the level is a field of its own after time and request id.
            var fields = 0
            var position = start
            while position < min(bytes.count, start + 120), fields < 3 {
                if bytes[position] == 0x09 || bytes[position] == 0x20 {
                    fields += 1
                    if let level = word(bytes, at: position + 1) { return level }
                }
                position += 1
            }
            return .info
        }
        return word(bytes, at: start) ?? .info
    }

    private static let platformMarks: [StaticString] = [
        "START RequestId: ", "END RequestId: ", "REPORT RequestId: ", "INIT_START ", "INIT_REPORT ", "RESTORE_START ",
        "RESTORE_REPORT ", "EXTENSION\t", "XRAY TraceId: ", "LOGS\t", "TELEMETRY\t", "TELEMETRY ",
    ]

    private static let errorMarks: [StaticString] = [
        "Traceback (most recent call last)", "Task timed out after ", "Unhandled exception",
    ]

    /// The level that a word in capitals names at a place, when a word ends there.
    private static func word(_ bytes: Span<UInt8>, at start: Int) -> LogLevel? {
        for (name, level) in words where begins(bytes, at: start, with: name) {
            let end = start + name.utf8CodeUnitCount
            if end == bytes.count || !isWordByte(bytes[end]) { return level }
        }
        return nil
    }

    /// Whether a word in capitals names a level.
    static func isLevel(_ word: Substring) -> Bool {
        words.contains { $0.0.utf8CodeUnitCount == word.utf8.count && word == $0.0.description }
    }

    private static let words: [(StaticString, LogLevel)] = [
        ("INFO", .info), ("ERROR", .error), ("WARNING", .warning), ("WARN", .warning), ("DEBUG", .debug),
        ("CRITICAL", .error), ("FATAL", .error), ("TRACE", .debug), ("NOTICE", .info),
    ]

    /// Walks an object's own members: `level` or `log_level` decides; `type` of `platform.…` is the platform's; an
    /// access log's `status` of 500 and above is an error, of 400 and above a warning.
    private static func jsonLevel(_ bytes: Span<UInt8>, from start: Int) -> LogLevel {
        let end = min(bytes.count, start + reach)
        var depth = 0
        var position = start
        var status: LogLevel = .info
        while position < end {
            switch bytes[position] {
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: "\""):
                let close = closingQuote(bytes, after: position, end: end)
                if depth == 1, let value = valueStart(bytes, after: close, end: end) {
                    if let level = member(bytes, name: position + 1..<close, value: value) { return level }
                    if isName(bytes, position + 1..<close, "status") { status = accessLevel(bytes, at: value) }
                }
                position = close
            default: break
            }
            position += 1
        }
        return status
    }

    private static func member(_ bytes: Span<UInt8>, name: Range<Int>, value: Int) -> LogLevel? {
        if isName(bytes, name, "level") || isName(bytes, name, "log_level") {
            return bytes[value] == UInt8(ascii: "\"") ? anyCaseWord(bytes, at: value + 1) : nil
        }
        return isName(bytes, name, "type") && begins(bytes, at: value, with: "\"platform.") ? .platform : nil
    }

    private static func anyCaseWord(_ bytes: Span<UInt8>, at start: Int) -> LogLevel? {
        for (name, level) in words where start + name.utf8CodeUnitCount <= bytes.count {
            let matches = name.withUTF8Buffer { name in
                name.indices.allSatisfy { bytes[start + $0] & 0xDF == name[$0] }
            }
            if matches { return level }
        }
        return nil
    }

    private static func accessLevel(_ bytes: Span<UInt8>, at value: Int) -> LogLevel {
        let digit = bytes[value] == UInt8(ascii: "\"") ? value + 1 : value
        guard digit + 2 < bytes.count, isDigit(bytes[digit + 1]), isDigit(bytes[digit + 2]) else { return .info }
        switch bytes[digit] {
        case UInt8(ascii: "5"): return .error
        case UInt8(ascii: "4"): return .warning
        default: return .info
        }
    }

    private static func closingQuote(_ bytes: Span<UInt8>, after open: Int, end: Int) -> Int {
        var position = open + 1
        while position < end, bytes[position] != UInt8(ascii: "\"") {
            position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
        }
        return min(position, end)
    }

    /// Where a member's value begins when a colon follows the string that ends at `close`.
    private static func valueStart(_ bytes: Span<UInt8>, after close: Int, end: Int) -> Int? {
        var position = close + 1
        while position < end, bytes[position] == 0x20 { position += 1 }
        guard position < end, bytes[position] == UInt8(ascii: ":") else { return nil }
        position += 1
        while position < end, bytes[position] == 0x20 { position += 1 }
        return position < end ? position : nil
    }

    private static func isName(_ bytes: Span<UInt8>, _ range: Range<Int>, _ name: StaticString) -> Bool {
        range.count == name.utf8CodeUnitCount && begins(bytes, at: range.lowerBound, with: name)
    }

    private static func begins(_ bytes: Span<UInt8>, at start: Int, with mark: StaticString) -> Bool {
        guard start + mark.utf8CodeUnitCount <= bytes.count else { return false }
        return mark.withUTF8Buffer { mark in
            mark.indices.allSatisfy { bytes[start + $0] == mark[$0] }
        }
    }

    private static func contains(_ bytes: Span<UInt8>, _ mark: StaticString, from start: Int, to end: Int) -> Bool {
        let last = min(bytes.count, end) - mark.utf8CodeUnitCount
        return last >= start && (start...last).contains { begins(bytes, at: $0, with: mark) }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        isDigit(byte) || byte == UInt8(ascii: "_")
            || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
    }
}
