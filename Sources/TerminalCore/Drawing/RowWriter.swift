/// Where a text goes, and how much of it.
struct TextPlacement {
    let row: Int
    let column: Int
    let width: Int
    /// Columns of the text that are scrolled out to the left.
    let skip: Int
    let overflow: TextOverflow
}

/// Puts glyphs into the cells of one row, without asking of each cell what `Frame.set` must ask: only the two ends of a
/// text can cut a wide glyph in two.
struct RowWriter {
    let cells: UnsafeMutableBufferPointer<Cell>

    /// Writes a text; answers the columns used from `place.column` on.
    mutating func put<Styles: StyleSource>(
        _ source: GlyphScanner, at place: TextPlacement, styles: inout Styles
    ) -> Int {
        var scanner = source
        let origin = place.column
        let limit = min(place.width, cells.count - origin)
        mendBefore(max(0, origin))
        var x = -max(0, place.skip)
        var style = Style.plain
        var overflowed = false
        while let glyph = scanner.next() {
            let columns = glyph.isWide ? 2 : 1
            if x + columns > limit {
                overflowed = true
                break
            }
            style = styles.style(at: scanner.start)
            if x >= 0 {
                set(origin + x, glyph, style: style)
            } else if x + columns > 0 {
                // The right half of a glyph whose left half is scrolled out.
                set(origin, .blank, style: style)
            }
            x += columns
        }
        if overflowed, place.overflow == .ellipsis, limit > 0 {
            let position = putEllipsis(
                Glyphs.ellipsis(in: scanner.options.repertoire), at: min(max(0, x), limit - 1), origin: origin,
                style: styles.style(at: scanner.start))
            x = max(x, position + 1)
        }
        let used = max(0, x)
        mendAfter(origin + used)
        return used
    }

    private func putEllipsis(_ ellipsis: Glyph, at x: Int, origin: Int, style: Style) -> Int {
        let column = origin + x
        guard column >= 0 else { return x }
        if x > 0, column > 0, cells[column].glyph.isContinuation, cells[column - 1].glyph.isWide {
            cells[column] = Cell(.blank, style: style)
            cells[column - 1] = Cell(ellipsis, style: style)
        } else {
            cells[column] = Cell(ellipsis, style: style)
        }
        return x
    }

    @inline(__always)
    private func set(_ column: Int, _ glyph: Glyph, style: Style) {
        guard column >= 0 else {
            if column == -1, glyph.isWide, !cells.isEmpty { cells[0] = Cell(.blank, style: style) }
            return
        }
        cells[column] = Cell(glyph, style: style)
        if glyph.isWide { cells[column + 1] = Cell(.continuation, style: style) }
    }

    /// Blanks the left half of a wide glyph whose right half is about to be overwritten.
    private func mendBefore(_ column: Int) {
        guard column > 0, column < cells.count, cells[column].glyph.isContinuation else { return }
        cells[column - 1].glyph = .blank
        cells[column].glyph = .blank
    }

    /// Blanks the right half of a wide glyph whose left half was overwritten.
    private func mendAfter(_ column: Int) {
        guard column > 0, column < cells.count, cells[column].glyph.isContinuation,
            !cells[column - 1].glyph.isWide
        else { return }
        cells[column].glyph = .blank
    }
}
