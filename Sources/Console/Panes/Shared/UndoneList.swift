import TerminalCore

/// What did not happen of many actions, to be read one by one: writes of records, repairs of messages.
package struct UndoneList: Hashable, Sendable {
    package struct Line: Hashable, Sendable {
        /// Whom it is about.
        package let name: String
        /// Why it was not done.
        package let sentence: String

        package init(name: String, sentence: String) {
            self.name = name
            self.sentence = sentence
        }
    }

    package let summary: String
    /// What can be done about it.
    package let advice: String
    package let lines: [Line]
    /// Rows scrolled out at the top.
    package private(set) var scroll = 0

    /// Nil when everything was done.
    package init?(summary: String, advice: String, lines: [Line]) {
        guard !lines.isEmpty else { return nil }
        self.summary = summary
        self.advice = advice
        self.lines = lines
    }

    package mutating func scroll(by rows: Int) {
        scroll = min(lines.count * 2, max(0, scroll + rows))
    }

    func draw(in area: Rect, of frame: inout Frame, _ context: ViewContext) {
        let theme = context.theme
        frame.fill(area, style: theme[.text])
        let head = [
            StyledText("\(context.symbols.severityWarning) \(summary)", style: theme.overlay(.noticeWarning)),
            StyledText(advice), "",
        ]
        let width = max(1, area.columns - 2)
        var wrapped = head.flatMap { $0.wrapped(columns: width, options: frame.options) }
        // Only as far as is seen: of a stopped import tens of thousands are left.
        for line in lines where wrapped.count < scroll + area.rows {
            let name = StyledText(line.name, style: theme.overlay(.textStrong))
            for text in [name, StyledText("  " + line.sentence)] {
                wrapped += text.wrapped(columns: width, options: frame.options)
            }
        }
        let first = min(scroll, max(0, wrapped.count - area.rows))
        for (offset, line) in wrapped[first...].prefix(area.rows).enumerated() {
            frame.write(line, row: area.row + offset, column: area.column + 1, width: width, base: theme[.text])
        }
    }
}
