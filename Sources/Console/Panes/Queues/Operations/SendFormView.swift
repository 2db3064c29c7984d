import OpsDomain
import TerminalCore

/// A message being written: its fields, and the body laid out below them.
struct SendFormView {
    let form: SendForm
    let context: ViewContext

    private var theme: Theme { context.theme }
    private var symbols: Symbols { context.symbols }

    func draw(in area: Rect, of frame: inout Frame) {
        frame.fill(area, style: theme[.text])
        let width = max(1, area.columns - 2)
        let rows = area.rows([
            .fixed(1), .fixed(min(form.fields.rowCount, max(1, area.rows - 4))), .flexible(), .fixed(1),
        ])
        func inner(_ rect: Rect) -> Rect {
            Rect(row: rect.row, column: area.column + 1, rows: rect.rows, columns: width)
        }
        frame.write(
            "New message for \(form.target.queue)", row: area.row, column: area.column + 1, width: width,
            style: theme[.textStrong], overflow: .ellipsis)
        form.fields.draw(in: inner(rows[1]), of: &frame, theme: theme, symbols: symbols)
        drawBody(in: inner(rows[2]), of: &frame)
        drawFoot(in: inner(rows[3]), of: &frame)
        if form.phase != .editing || !context.isFocused { frame.cursor = nil }
    }

    private func drawBody(in area: Rect, of frame: inout Frame) {
        guard area.rows > 1 else { return }
        var row = area.row + 1
        for warning in form.check.warnings where row < area.endRow {
            let line = StyledText("\(symbols.severityWarning) \(warning)", style: theme.overlay(.noticeWarning))
            for piece in line.wrapped(columns: area.columns, options: frame.options).prefix(area.endRow - row) {
                frame.write(piece, row: row, column: area.column, width: area.columns, base: theme[.text])
                row += 1
            }
        }
        for line in form.bodyLines where row < area.endRow {
            frame.write(
                line.styled(context), row: row, column: area.column, width: area.columns, base: theme[.text],
                overflow: .ellipsis)
            row += 1
        }
    }

    private func drawFoot(in line: Rect, of frame: inout Frame) {
        guard line.rows > 0 else { return }
        let (text, scope): (String, ThemeScope)
        switch form.phase {
        case .leaving:
            (text, scope) = (
                "\(symbols.severityWarning) Discard the message? y discards · n keeps it", .noticeWarning
            )
        case .sending: (text, scope) = ("Sending\(symbols.ellipsis)", .notice)
        case .editing:
            if let failure = form.failure {
                (text, scope) = ("\(symbols.severityError) \(failure.sentence)", .noticeError)
            } else {
                let keys = form.isTemplateChosen ? "\(symbols.arrow) other template · v edits" : "^O edits"
                (text, scope) = (
                    "\(CountText.bytes(form.check.size)) · \(keys) the body in $EDITOR · ^S sends", .textDim
                )
            }
        }
        frame.write(
            text, row: line.row, column: line.column, width: line.columns, style: theme[scope], overflow: .ellipsis)
    }
}
