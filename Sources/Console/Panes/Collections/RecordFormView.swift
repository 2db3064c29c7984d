import OpsDomain
import TerminalCore

/// A form on the screen: fields, what is wrong, and what a conflict is about.
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
        if case .conflicted(let current) = form.phase {
            drawConflict(current, in: area, of: &frame)
            return
        }
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
            frame.write(
                "^S saves\(required)", row: area.endRow - 2, column: area.column + 1, width: area.columns - 2,
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
        case .conflicted: (text, scope) = ("", .textDim)
        }
        frame.write(
            text, row: area.endRow - 1, column: area.column + 1, width: area.columns - 2, style: theme[scope],
            overflow: .ellipsis)
    }

    private func drawConflict(_ current: Record?, in area: Rect, of frame: inout Frame) {
        var lines: [StyledText] = [
            StyledText(
                "\(symbols.severityWarning) This \(collection.singular) was changed by someone else meanwhile.",
                style: theme.overlay(.noticeWarning))
        ]
        if let current {
            lines.append("Nothing was written. Your edits are kept until you choose.")
            lines.append("")
            lines += conflictLines(current)
        } else {
            lines.append("It is gone. Nothing was written; Esc shows your edits, d lets them go.")
        }
        let wrapped = lines.flatMap { $0.wrapped(columns: max(1, area.columns - 2), options: frame.options) }
        for (offset, line) in wrapped.prefix(area.rows).enumerated() {
            frame.write(
                line, row: area.row + offset, column: area.column + 1, width: area.columns - 2, base: theme[.text])
        }
    }

    /// Each field that someone changed: as it was, as it is, and as the person wants it.
    private func conflictLines(_ current: Record) -> [StyledText] {
        let original = form.draft.original ?? Record(fields: [:])
        let names = RecordDelta(from: original, to: current).changedFields
        var lines: [StyledText] = []
        for name in names {
            let isBoth = form.changedFields.contains(name)
            lines.append(
                StyledText(name + (isBoth ? "  (you changed it too)" : ""), style: theme.overlay(.diffHeader)))
            lines.append(value("  was     ", original[name]?.displayText, .diffRemoved))
            lines.append(value("  is now  ", current[name]?.displayText, .diffAdded))
            if isBoth { lines.append(value("  yours   ", form.draft.text(name), .textAccent)) }
        }
        let own = form.changedFields.filter { !names.contains($0) }
        for name in own {
            lines.append(StyledText(name + "  (only you changed it)", style: theme.overlay(.diffHeader)))
            lines.append(value("  was     ", original[name]?.displayText, .diffRemoved))
            lines.append(value("  yours   ", form.draft.text(name), .textAccent))
        }
        return lines
    }

    private func value(_ label: String, _ text: String?, _ scope: ThemeScope) -> StyledText {
        var line = StyledText(label, style: theme.overlay(.fieldLabel))
        line.append(text ?? "(absent)", style: theme.overlay(text == nil ? .textDim : scope))
        return line
    }
}
