import OpsDomain
import TerminalCore

/// Which log entries are shown, or found among them. Gaps are always shown: hiding one would be a lie.
package struct LogFilter: Hashable, Sendable {
    package let text: RowFilter?
    package let invocation: Invocation?
    /// What a line must hold besides.
    package let search: TextPattern?
    private let needle: [UInt8]
    private let searchNeedle: [UInt8]
    private let names: ResourceNames

    /// The columns that `column:text` knows.
    package static let columnNames = [["group"], ["level"], ["stream"]]

    /// Nil when everything is shown.
    package init?(text: RowFilter?, invocation: Invocation?, search: TextPattern? = nil, names: ResourceNames) {
        guard text != nil || invocation != nil || search != nil else { return nil }
        self.text = text
        self.invocation = invocation
        self.names = names
        self.search = search
        needle = text.map { Array(($0.pattern?.text ?? "").utf8) } ?? []
        searchNeedle = search.map { Array($0.text.utf8) } ?? []
    }

    package func fits(_ entry: LogEntry) -> Bool {
        guard let line = entry.line else { return search == nil }
        if let search, !LogText.holds(line, search, needle: searchNeedle) { return false }
        if let invocation, !Self.belongs(line, to: invocation) { return false }
        guard let text, let pattern = text.pattern else { return true }
        let isFound: Bool
        switch text.column {
        case 0: isFound = pattern.matches(names.short(line.group))
        case 1: isFound = pattern.matches(line.level.word)
        case 2: isFound = pattern.matches(line.stream)
        default: isFound = LogText.holds(line, pattern, needle: needle)
        }
        return isFound != text.isInverse
    }

    /// Lines of the invocation's stream from its start to its end, but for those that name another one. Those that name
    /// its id belong to it whenever they came.
    private static func belongs(_ line: LogLine, to invocation: Invocation) -> Bool {
        guard line.group == invocation.id.group, line.stream == invocation.id.stream else { return false }
        if line.page.message(at: line.index, contains: Array(invocation.id.requestID.utf8)) { return true }
        guard line.timestamp >= invocation.start else { return false }
        // Another invocation's platform lines can fall on the same millisecond.
        if line.level == .platform { return false }
        guard let end = invocation.end, line.timestamp <= end else { return false }
        return LogLineParser.facts(of: line.message).requestID == nil
    }
}

/// Looking for text in lines without decoding them where that can be.
enum LogText {
    static func holds(_ line: LogLine, _ pattern: TextPattern, needle: [UInt8]) -> Bool {
        let isASCII = needle.allSatisfy { $0 < 0x80 }
        // The page takes upper and lower case as the same, and knows ASCII only.
        return isASCII ? line.page.message(at: line.index, contains: needle) : pattern.matches(line.message)
    }
}

extension LogLevel {
    package var word: String {
        switch self {
        case .platform: "platform"
        case .debug: "debug"
        case .info: "info"
        case .warning: "warning"
        case .error: "error"
        }
    }

    package var scope: ThemeScope? {
        switch self {
        case .platform: .textDim
        case .debug: .severityDebug
        case .info: nil
        case .warning: .severityWarning
        case .error: .severityError
        }
    }

    package func symbol(in symbols: Symbols) -> String {
        switch self {
        case .platform, .info: " "
        case .debug: symbols.severityDebug
        case .warning: symbols.severityWarning
        case .error: symbols.severityError
        }
    }
}
