import TerminalCore

/// A log message line by line, the lines of a traceback told apart.
enum TracebackText {
    static func append(_ text: String, to document: inout DetailDocument) {
        var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        while lines.last?.allSatisfy(\.isWhitespace) ?? false { lines.removeLast() }
        var isTraceback = false
        for part in lines {
            if part.contains("Traceback (most recent call last)") { isTraceback = true }
            let scope: ThemeScope? =
                if !isTraceback { nil } else if part.hasPrefix("  File ") { .syntaxKey } else if part.hasPrefix(" ") {
                    .textDim
                } else { .severityError }
            document.line(String(part), scope)
        }
    }
}
