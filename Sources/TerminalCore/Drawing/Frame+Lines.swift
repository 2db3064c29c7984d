extension Frame {
    /// Draws the outline of a rectangle, with a title in its top line and perhaps a note at that line's right end.
    /// Titles are cut where they don't fit; a rectangle of less than 2×2 gets nothing.
    package mutating func drawBox(
        _ rect: Rect, title: StyledText = "", style: Style, titleStyle: Style? = nil, note: StyledText = "",
        glyphs: BoxGlyphs = .unicode
    ) {
        guard rect.rows >= 2, rect.columns >= 2 else { return }
        let inner = rect.column + 1..<rect.endColumn - 1
        let bottom = rect.endRow - 1
        let right = rect.endColumn - 1
        drawHorizontalRule(row: rect.row, columns: inner, style: style, glyph: glyphs.horizontal)
        drawHorizontalRule(row: bottom, columns: inner, style: style, glyph: glyphs.horizontal)
        drawVerticalRule(column: rect.column, rows: rect.row + 1..<bottom, style: style, glyph: glyphs.vertical)
        drawVerticalRule(column: right, rows: rect.row + 1..<bottom, style: style, glyph: glyphs.vertical)
        set(row: rect.row, column: rect.column, glyphs.topLeft, style: style)
        set(row: rect.row, column: right, glyphs.topRight, style: style)
        set(row: bottom, column: rect.column, glyphs.bottomLeft, style: style)
        set(row: bottom, column: right, glyphs.bottomRight, style: style)
        drawTitle(title, note: note, of: rect, style: style, titleStyle: titleStyle ?? style)
    }

    /// The title goes from the left, the note from the right; the title has the right of way.
    private mutating func drawTitle(
        _ title: StyledText, note: StyledText, of rect: Rect, style: Style, titleStyle: Style
    ) {
        var column = rect.column + 1
        if !title.isEmpty, rect.columns >= 6 {
            set(row: rect.row, column: column, .blank, style: titleStyle)
            column += 1
            column += write(
                title, row: rect.row, column: column, width: rect.columns - 4, base: titleStyle, overflow: .ellipsis)
            set(row: rect.row, column: column, .blank, style: titleStyle)
            column += 1
        }
        let room = rect.endColumn - 1 - column - 3
        guard !note.isEmpty, room >= 3 else { return }
        let width = min(room, note.width(limit: room, options: options))
        let start = rect.endColumn - 2 - width
        set(row: rect.row, column: start - 1, .blank, style: style)
        write(note, row: rect.row, column: start, width: width, base: style, overflow: .ellipsis)
        set(row: rect.row, column: start + width, .blank, style: style)
    }

    /// Draws a line across.
    package mutating func drawHorizontalRule(
        row: Int, columns: Range<Int>, style: Style, glyph: Glyph = BoxGlyphs.unicode.horizontal
    ) {
        for column in columns.clamped(to: 0..<size.columns) { set(row: row, column: column, glyph, style: style) }
    }

    /// Draws a line down.
    package mutating func drawVerticalRule(
        column: Int, rows: Range<Int>, style: Style, glyph: Glyph = BoxGlyphs.unicode.vertical
    ) {
        for row in rows.clamped(to: 0..<size.rows) { set(row: row, column: column, glyph, style: style) }
    }
}
