/// A box in the middle of the screen that wants an answer.
package struct Dialog: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case normal
        /// What it asks about cannot be taken back.
        case danger
    }

    package var title: String
    /// Wrapped to the box; each keeps its own line ends.
    package var body: [StyledText]
    /// The keys that answer it.
    package var hints: [KeyHint]
    package var kind: Kind
    /// A field below the body, with its label: where a name has to be typed.
    package var field: FormField?
    /// Lines of the body scrolled out at the top.
    package var scroll: Int
    /// The width that the box has where the screen allows it.
    package var idealWidth: Int

    package init(
        title: String, body: [StyledText], hints: [KeyHint], kind: Kind = .normal, field: FormField? = nil,
        scroll: Int = 0, idealWidth: Int = 64
    ) {
        self.title = title
        self.body = body
        self.hints = hints
        self.kind = kind
        self.field = field
        self.scroll = scroll
        self.idealWidth = idealWidth
    }

    /// The box within an area: as high as its content, as far as that goes.
    package func rect(in area: Rect, options: TextOptions = .unicode) -> Rect {
        let columns = min(area.columns, max(20, idealWidth))
        let rows = min(area.rows, lines(columns: columns - 4, options: options).count + fixedRows)
        return Rect(
            row: area.row + (area.rows - rows) / 2, column: area.column + (area.columns - columns) / 2, rows: rows,
            columns: columns)
    }

    /// How far the body can be scrolled in an area, in lines.
    package func maximumScroll(in area: Rect, options: TextOptions = .unicode) -> Int {
        let box = rect(in: area, options: options)
        return max(0, lines(columns: box.columns - 4, options: options).count - max(0, box.rows - fixedRows))
    }

    /// Draws the box into the middle of an area, over what stands there.
    package func draw(in area: Rect, of frame: inout Frame, theme: Theme, symbols: Symbols) {
        let box = rect(in: area, options: frame.options)
        guard box.rows >= 3, box.columns >= 6 else { return }
        frame.fill(box, style: theme[.dialog])
        let lines = lines(columns: box.columns - 4, options: frame.options)
        let room = max(0, box.rows - fixedRows)
        let first = min(max(0, scroll), max(0, lines.count - room))
        let hidden = lines.count - room - first
        drawOutline(box, hidden: hidden, of: &frame, theme: theme, symbols: symbols)
        for (offset, line) in lines[first...].prefix(room).enumerated() {
            frame.write(
                line, row: box.row + 1 + offset, column: box.column + 2, width: box.columns - 4, base: theme[.dialog])
        }
        drawFoot(box, of: &frame, theme: theme, symbols: symbols)
    }

    /// Outline, the line between body and hints, the hints, and the field with the line above it.
    private var fixedRows: Int { 4 + (field == nil ? 0 : (field?.error == nil ? 2 : 3)) }

    private func lines(columns: Int, options: TextOptions) -> [StyledText] {
        body.flatMap { $0.wrapped(columns: max(1, columns), options: options) }
    }

    private func drawOutline(_ box: Rect, hidden: Int, of frame: inout Frame, theme: Theme, symbols: Symbols) {
        let isDanger = kind == .danger
        let sign = isDanger ? "\(symbols.severityWarning) " : ""
        frame.drawBox(
            box, title: StyledText(sign + title), style: theme[isDanger ? .dialogDangerBorder : .dialogBorder],
            titleStyle: theme[isDanger ? .dialogDanger : .dialogTitle],
            note: hidden > 0 ? StyledText("\(hidden) more below") : "",
            glyphs: isDanger ? symbols.boxDanger : symbols.boxDialog)
    }

    private func drawFoot(_ box: Rect, of frame: inout Frame, theme: Theme, symbols: Symbols) {
        let hintRow = box.endRow - 2
        if let field {
            let rows = field.error == nil ? 1 : 2
            FormView(fields: [field]).draw(
                in: Rect(row: hintRow - 1 - rows, column: box.column + 2, rows: rows, columns: box.columns - 4),
                of: &frame,
                theme: theme, symbols: symbols)
        }
        let line = HintLine(hints)
        let width = box.columns - 4
        let used = line.places(width: width, options: frame.options).last?.upperBound ?? 0
        line.draw(
            row: hintRow, column: box.column + 2 + (width - used) / 2, width: width, of: &frame, theme: theme,
            base: theme[.dialog], key: .dialogKey, label: .dialog)
    }

    /// The index of the hint at a place of the screen, for a click.
    package func hint(at place: Point, in area: Rect, options: TextOptions = .unicode) -> Int? {
        let box = rect(in: area, options: options)
        guard place.row == box.endRow - 2 else { return nil }
        let line = HintLine(hints)
        let width = box.columns - 4
        let used = line.places(width: width, options: options).last?.upperBound ?? 0
        return line.hint(
            at: place.column - box.column - 2 - (width - used) / 2, width: width, options: options)
    }
}
