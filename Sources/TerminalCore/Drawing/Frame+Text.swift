extension Frame {
    /// Writes a text from anywhere into at most `width` columns of a row, made safe as `Glyphs` does.
    ///
    /// Nothing is written outside the frame or past `width`; no half of a wide glyph is left standing. Columns that the
    /// text doesn't reach keep what they show.
    /// - Parameter skip: the columns of the text that are scrolled out to the left.
    /// - Returns: the columns used, counted from `column`.
    @discardableResult
    package mutating func write(
        _ text: String, row: Int, column: Int, width: Int = .max, style: Style, overflow: TextOverflow = .clip,
        skip: Int = 0, tabStop: Int? = nil
    ) -> Int {
        var styles = UniformStyle(style: style)
        let place = TextPlacement(row: row, column: column, width: width, skip: skip, overflow: overflow)
        return text.withUTF8Bytes { put($0, at: place, tabStop: tabStop, styles: &styles) }
    }

    /// Writes a text of several styles: each laid over `base`, and `overlay` over all.
    @discardableResult
    package mutating func write(
        _ styled: StyledText, row: Int, column: Int, width: Int = .max, base: Style = .plain, overlay: Style = .plain,
        overflow: TextOverflow = .clip, skip: Int = 0, tabStop: Int? = nil
    ) -> Int {
        write(
            styled, bytes: nil,
            at: TextPlacement(row: row, column: column, width: width, skip: skip, overflow: overflow),
            base: base, overlay: overlay, tabStop: tabStop)
    }

    /// Writes a text within exactly the given columns, aligned there; the columns beside it keep what they show.
    /// - Returns: the columns used.
    @discardableResult
    package mutating func write(
        _ text: String, row: Int, columns: Range<Int>, alignment: TextAlignment, style: Style,
        overflow: TextOverflow = .ellipsis
    ) -> Int {
        let used = alignment == .leading ? columns.count : Glyphs.width(text, limit: columns.count, options: options)
        return write(
            text, row: row, column: columns.lowerBound + alignment.offset(of: used, in: columns.count),
            width: columns.count - alignment.offset(of: used, in: columns.count), style: style, overflow: overflow)
    }

    /// How this frame's texts are made into glyphs: for measuring before writing.
    package var options: TextOptions { TextOptions(repertoire: repertoire) }

    mutating func write(
        _ styled: StyledText, bytes range: Range<Int>?, at place: TextPlacement, base: Style, overlay: Style,
        tabStop: Int?
    ) -> Int {
        var styles = RunStyles(styled.runs, base: base, overlay: overlay)
        return styled.text.withUTF8Bytes { bytes in
            put(bytes, range: range, at: place, tabStop: tabStop, styles: &styles)
        }
    }

    private mutating func put<Styles: StyleSource>(
        _ bytes: UnsafeBufferPointer<UInt8>, range: Range<Int>? = nil, at place: TextPlacement, tabStop: Int?,
        styles: inout Styles
    ) -> Int {
        guard place.row >= 0, place.row < size.rows, place.column < size.columns, place.width > 0 else { return 0 }
        let options = TextOptions(repertoire: repertoire, tabStop: tabStop)
        let end = range?.upperBound ?? bytes.count
        let scanner = GlyphScanner(
            UnsafeBufferPointer(rebasing: bytes[..<end]), options: options, from: range?.lowerBound ?? 0)
        let first = place.row * size.columns
        let columns = size.columns
        return cells.withUnsafeMutableBufferPointer { cells in
            var row = RowWriter(cells: UnsafeMutableBufferPointer(rebasing: cells[first..<first + columns]))
            return row.put(scanner, at: place, styles: &styles)
        }
    }
}

extension TextAlignment {
    /// How far from the left something of `used` columns stands in `columns`.
    func offset(of used: Int, in columns: Int) -> Int {
        switch self {
        case .leading: 0
        case .trailing: max(0, columns - used)
        case .center: max(0, (columns - used) / 2)
        }
    }
}
