/// A whole screen as a value: what `view` returns, what snapshots compare, what the terminal presents.
///
/// Invariant: a wide glyph is always followed by its continuation in the same row, and a continuation never stands
/// alone; `set` mends both halves of whatever it overwrites.
package struct Frame: Hashable, Sendable {
    package let size: Size
    /// Row by row, `size.rows * size.columns` of them.
    package internal(set) var cells: [Cell]
    /// Where the terminal's cursor stands; nil hides it.
    package var cursor: Point?
    /// What `write` may put into the frame; the whole program draws into frames, so that this one place decides.
    package let repertoire: TextRepertoire

    package init(size: Size, fill: Style = .plain, repertoire: TextRepertoire = .unicode) {
        self.repertoire = repertoire
        self.size = Size(rows: max(0, size.rows), columns: max(0, size.columns))
        cells = Array(repeating: Cell(.blank, style: fill), count: self.size.rows * self.size.columns)
    }

    /// The cell at a place, or nil outside the frame.
    package subscript(row: Int, column: Int) -> Cell? {
        contains(row, column) ? cells[row * size.columns + column] : nil
    }

    /// The cells of one row; empty outside the frame.
    package func row(_ row: Int) -> ArraySlice<Cell> {
        guard row >= 0, row < size.rows else { return [] }
        return cells[row * size.columns..<(row + 1) * size.columns]
    }

    /// Puts a glyph at a place. Outside the frame nothing happens; a wide glyph with no room for its right half becomes
    /// a blank, and a wide glyph that is cut in two is blanked on the other side.
    package mutating func set(row: Int, column: Int, _ glyph: Glyph, style: Style) {
        guard contains(row, column), !glyph.isContinuation else { return }
        let index = row * size.columns + column
        mend(at: index, column: column)
        guard glyph.isWide else {
            cells[index] = Cell(glyph, style: style)
            return
        }
        guard column + 1 < size.columns else {
            cells[index] = Cell(.blank, style: style)
            return
        }
        mend(at: index + 1, column: column + 1)
        cells[index] = Cell(glyph, style: style)
        cells[index + 1] = Cell(.continuation, style: style)
    }

    /// Changes the style of a rectangle and leaves its text.
    package mutating func restyle(_ rect: Rect, _ change: (Style) -> Style) {
        let area = rect.intersection(Rect(size))
        for row in area.row..<area.endRow {
            for column in area.column..<area.endColumn {
                let index = row * size.columns + column
                cells[index].style = change(cells[index].style)
            }
        }
    }

    /// Blanks a rectangle in one style.
    package mutating func fill(_ rect: Rect, style: Style) {
        let area = rect.intersection(Rect(size))
        guard !area.isEmpty else { return }
        for row in area.row..<area.endRow {
            mend(at: row * size.columns + area.column, column: area.column)
            mend(at: row * size.columns + area.endColumn - 1, column: area.endColumn - 1)
            for column in area.column..<area.endColumn {
                cells[row * size.columns + column] = Cell(.blank, style: style)
            }
        }
    }

    private func contains(_ row: Int, _ column: Int) -> Bool {
        row >= 0 && row < size.rows && column >= 0 && column < size.columns
    }

    /// Blanks the other half of a wide glyph, one half of which is about to be overwritten.
    private mutating func mend(at index: Int, column: Int) {
        if cells[index].glyph.isWide, column + 1 < size.columns {
            cells[index + 1].glyph = .blank
        } else if cells[index].glyph.isContinuation, column > 0 {
            cells[index - 1].glyph = .blank
        }
        if cells[index].glyph.isWide || cells[index].glyph.isContinuation { cells[index].glyph = .blank }
    }
}

extension Frame {
    /// The text of each row, without its trailing blanks: what a person reads, and what tests look for.
    package var lines: [String] {
        (0..<size.rows).map { index in
            var line = row(index).reduce(into: "") { $0 += $1.glyph.text }
            while line.last == " " { line.removeLast() }
            return line
        }
    }
}
