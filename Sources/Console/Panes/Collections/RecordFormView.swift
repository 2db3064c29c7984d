import OpsDomain
import TerminalCore

/// A form on the screen: fields and what is wrong.
struct RecordFormView {
    let form: RecordForm
    let collection: Collection
    let context: ViewContext

    private var theme: Theme { context.theme }
    private var symbols: Symbols { context.symbols }

    static func fieldsRect(in area: Rect) -> Rect {
        Rect(row: area.row + 1, column: area.column + 1, rows: area.rows - 3, columns: area.columns - 2)
    }

    func draw(in area: Rect, of frame: inout Frame) {
        frame.fill(area, style: theme[.text])
        frame.write(
            title, row: area.row, column: area.column + 1, width: area.columns - 2, style: theme[.textStrong],
            overflow: .ellipsis)
        form.fields.draw(in: Self.fieldsRect(in: area), of: &frame, theme: theme, symbols: symbols)
        drawFoot(in: area, of: &frame)
        if form.phase != .editing || !context.isFocused { frame.cursor = nil }
    }

    private var title: String {
        if form.isNew { return "New \(collection.singular)" }
        guard let original = form.draft.original else { return "Edit \(collection.singular)" }
        return "Edit \(collection.singular) \(collection.name(of: original)) \(collection.rest(of: original))"
    }

    private func drawFoot(in area: Rect, of frame: inout Frame) {
        guard area.rows >= 3 else { return }
        if area.rows >= 5, form.phase == .editing {
            let required = form.fields.fields.contains { $0.label.hasSuffix("*") } ? " · * required" : ""
            let editor = form.needsEditor ? " · ^O edits as JSON" : ""
            frame.write(
                "^S saves\(required)\(editor)", row: area.endRow - 2, column: area.column + 1, width: area.columns - 2,
                style: theme[.textDim], overflow: .ellipsis)
        }
        let (text, scope): (String, ThemeScope)
        switch form.phase {
        case .leaving:
            (text, scope) = (
                "\(symbols.severityWarning) Discard changes? y discards · n keeps editing", .noticeWarning
            )
        case .saving: (text, scope) = ("Saving\(symbols.ellipsis)", .notice)
        case .editing:
            if let failure = form.failure {
                (text, scope) = ("\(symbols.severityError) \(failure.sentence)", .noticeError)
            } else if form.isNew || !form.isDirty {
                (text, scope) = ("", .textDim)
            } else {
                let names = form.changedFields.joined(separator: ", ")
                (text, scope) = ("Changed: \(names)", .textDim)
            }
        }
        frame.write(
            text, row: area.endRow - 1, column: area.column + 1, width: area.columns - 2, style: theme[scope],
            overflow: .ellipsis)
    }
}
