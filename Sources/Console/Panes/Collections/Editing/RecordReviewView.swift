import OpsDomain
import TerminalCore

/// A change that waits to be written, as a diff; or what is in the way of it.
struct RecordReviewView {
    let review: RecordReview
    let context: ViewContext

    private var theme: Theme { context.theme }
    private var symbols: Symbols { context.symbols }
    private var collection: Collection { review.text.collection }

    func draw(in area: Rect, of frame: inout Frame) {
        frame.fill(area, style: theme[.text])
        let width = max(1, area.columns - 2)
        let lines = content.flatMap { $0.wrapped(columns: width, options: frame.options) }
        let room = max(0, area.rows - 1)
        let first = min(review.scroll, max(0, lines.count - room))
        for (offset, line) in lines[first...].prefix(room).enumerated() {
            frame.write(line, row: area.row + offset, column: area.column + 1, width: width, base: theme[.text])
        }
        let (text, scope) = foot(hidden: lines.count - room - first)
        frame.write(
            text, row: area.endRow - 1, column: area.column + 1, width: width, style: theme[scope], overflow: .ellipsis)
    }

    /// How many lines there are at most to scroll away.
    static func mostScroll(_ review: RecordReview) -> Int {
        guard let edited = review.edited else { return 0 }
        return RecordDelta(from: review.text.original, to: edited).changes.count * 2
    }

    private var content: [StyledText] {
        var lines: [StyledText] = []
        if let problem = review.problem { lines.append(warning("Line \(problem.line): \(problem.sentence)")) }
        if let trouble = review.trouble { lines.append(warning(trouble)) }
        if !lines.isEmpty {
            let line = review.problem.map { " at line \($0.line)" } ?? ""
            lines += ["", StyledText("Nothing was written. v opens the editor again\(line); Esc leaves.")]
            if let path = review.draft?.path { lines += [StyledText("What you typed is in \(path)")] }
            return lines
        }
        lines.append(StyledText(title, style: theme.overlay(.textStrong)))
        guard let edited = review.edited else { return lines }
        for change in RecordDelta(from: review.text.original, to: edited).changes {
            lines += SaveConfirmation.changes(change).map { StyledText($0.text, style: theme.overlay($0.scope)) }
        }
        return lines
    }

    private func warning(_ sentence: String) -> StyledText {
        StyledText("\(symbols.severityWarning) \(sentence)", style: theme.overlay(.noticeWarning))
    }

    private var title: String {
        guard let original = review.text.original else { return "New \(collection.singular), not written yet" }
        let name = "\(collection.name(of: original)) \(collection.rest(of: original))"
        return "Changes to \(collection.singular) \(name), not written yet"
    }

    private func foot(hidden: Int) -> (String, ThemeScope) {
        switch review.phase {
        case .saving: return ("Saving\(symbols.ellipsis)", .notice)
        case .leaving:
            return ("\(symbols.severityWarning) Discard this change? y discards · n keeps it", .noticeWarning)
        case .reviewing:
            if let failure = review.failure { return ("\(symbols.severityError) \(failure.sentence)", .noticeError) }
            return hidden > 0 ? ("\(CountText.of(hidden, "line")) more below", .textDim) : ("", .textDim)
        }
    }
}
