/// The exception that a traceback ends with.
enum TracedException {
    private static let title = "Traceback (most recent call last)"

    /// `ValueError: Missing fields` of the last traceback in a text, its first line where it has many; nil when the text
    /// has none.
    static func text(in message: String) -> Substring? {
        guard message.utf8.contains(UInt8(ascii: "\n")) else { return nil }
        let lines = message.split(whereSeparator: \.isNewline)
        guard let start = lines.lastIndex(where: { $0.contains(title) }) else { return nil }
        return lines[(start + 1)...].first { !($0.first?.isWhitespace ?? true) }
    }

    /// The exception in front, where a narrow column does not cut it off, then what was written about it.
    static func headline(_ exception: Substring?, _ text: Substring) -> String {
        guard let exception, !text.hasPrefix(exception) else { return String(text) }
        return text.isEmpty || text.hasPrefix(title) ? String(exception) : "\(exception) | \(text)"
    }
}
