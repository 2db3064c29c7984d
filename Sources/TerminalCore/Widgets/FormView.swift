/// Labelled fields, one of which has the focus; each field's error stands below it.
package struct FormView: Hashable, Sendable {
    package var fields: [FormField]
    /// The index of the field that is edited; it is never a read-only one while there is another.
    package private(set) var focus: Int

    package init(fields: [FormField]) {
        self.fields = fields
        focus = fields.firstIndex { !$0.isReadOnly } ?? 0
    }

    /// The field that is edited; nil in a form without one.
    package var focused: FormField? { fields.indices.contains(focus) ? fields[focus] : nil }

    package mutating func focusNext() { moveFocus(by: 1) }
    package mutating func focusPrevious() { moveFocus(by: -1) }

    /// Gives the focus to a field by its id; a read-only or unknown one doesn't take it.
    package mutating func focus(on id: String) {
        if let index = fields.firstIndex(where: { $0.id == id && !$0.isReadOnly }) { focus = index }
    }

    /// Edits the field that has the focus; a read-only one stays as it is.
    package mutating func edit(_ change: (inout TextField) -> Void) {
        guard fields.indices.contains(focus), !fields[focus].isReadOnly else { return }
        change(&fields[focus].field)
    }

    package func text(of id: String) -> String? { fields.first { $0.id == id }?.field.text }

    /// The rows that the form takes when nothing is cut.
    package var rowCount: Int { fields.reduce(0) { $0 + Self.rowCount(of: $1) } }

    /// Draws into a rectangle, scrolled so that the focused field is seen, with the terminal's cursor in it.
    package func draw(in rect: Rect, of frame: inout Frame, theme: Theme, symbols: Symbols) {
        guard !rect.isEmpty else { return }
        // Where one thing is asked, what is asked must be read whole: a queue's name that is to be typed.
        let most = fields.count == 1 ? rect.columns * 2 / 3 : rect.columns / 3
        let labels = min(most, fields.map { Glyphs.width($0.label, options: frame.options) }.max() ?? 0)
        var row = rect.row - hiddenRows(in: rect.rows)
        for (index, field) in fields.enumerated() {
            if rect.row..<rect.endRow ~= row {
                draw(
                    field, isFocused: index == focus, labels: labels, row: row, in: rect, of: &frame, theme: theme,
                    symbols: symbols)
            }
            if let error = field.error, rect.row..<rect.endRow ~= row + 1 {
                frame.write(
                    "\(symbols.severityError) \(error)", row: row + 1, column: rect.column + labels + 2,
                    width: rect.columns - labels - 2, style: theme[.fieldError], overflow: .ellipsis)
            }
            row += Self.rowCount(of: field)
        }
    }

    /// The field at a row of the screen, for a click.
    package func field(at place: Point, in rect: Rect) -> String? {
        guard rect.contains(place) else { return nil }
        var row = rect.row - hiddenRows(in: rect.rows)
        for field in fields {
            row += Self.rowCount(of: field)
            if place.row < row { return field.id }
        }
        return nil
    }

    private static func rowCount(of field: FormField) -> Int { field.error == nil ? 1 : 2 }

    /// How many rows are scrolled out at the top.
    private func hiddenRows(in height: Int) -> Int {
        let end = fields.prefix(focus + 1).reduce(0) { $0 + Self.rowCount(of: $1) }
        return max(0, end - height)
    }

    private mutating func moveFocus(by step: Int) {
        guard !fields.isEmpty else { return }
        var next = focus
        for _ in fields.indices {
            next = (next + step + fields.count) % fields.count
            if !fields[next].isReadOnly {
                focus = next
                return
            }
        }
    }

    private func draw(
        _ field: FormField, isFocused: Bool, labels: Int, row: Int, in rect: Rect, of frame: inout Frame, theme: Theme,
        symbols: Symbols
    ) {
        let label = theme[isFocused ? .textStrong : .fieldLabel]
        frame.write(
            field.label, row: row, columns: rect.column..<rect.column + labels, alignment: .trailing, style: label)
        let column = rect.column + labels + 2
        let width = rect.endColumn - column
        guard width > 0 else { return }
        if isFocused {
            frame.write(symbols.selectionBar, row: row, column: column - 1, width: 1, style: theme[.textAccent])
        }
        let scope: ThemeScope =
            if field.isReadOnly { .fieldReadOnly } else if field.error != nil { .fieldInvalid } else if isFocused {
                .fieldFocused
            } else { .field }
        field.field.draw(
            row: row, column: column, width: width, of: &frame, style: theme[scope],
            showsCursor: isFocused && !field.isReadOnly)
        if field.field.isEmpty, !field.hint.isEmpty {
            frame.write(
                field.hint, row: row, column: column, width: width,
                style: theme.overlay(.fieldHint).over(theme[scope]), overflow: .ellipsis)
        }
    }
}
