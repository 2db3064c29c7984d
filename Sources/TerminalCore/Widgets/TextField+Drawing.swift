extension TextField {
    /// Draws the field into `width` columns of a row, scrolled so that the cursor is seen.
    /// - Parameters:
    ///   - showsCursor: puts the terminal's cursor into the field.
    ///   - secret: the glyph to show for each character instead of it.
    package func draw(
        row: Int, column: Int, width: Int, of frame: inout Frame, style: Style, showsCursor: Bool,
        secret: Glyph? = nil
    ) {
        guard width > 0 else { return }
        frame.fill(Rect(row: row, column: column, rows: 1, columns: width), style: style)
        let (shown, place) = shown(secret: secret, options: frame.options)
        let skip = showsCursor ? Self.skip(toShow: place, of: width) : 0
        frame.write(
            shown, row: row, column: column, width: width, style: style, overflow: showsCursor ? .clip : .ellipsis,
            skip: skip)
        if showsCursor { frame.cursor = Point(row: row, column: column + place - skip) }
    }

    /// The column of the cursor, counted from the start of the text.
    package func cursorColumn(options: TextOptions = .unicode) -> Int {
        shown(secret: nil, options: options).cursor
    }

    private func shown(secret: Glyph?, options: TextOptions) -> (text: String, cursor: Int) {
        if let secret { return (String(repeating: secret.text, count: text.count), cursor) }
        // The mark or joiner that follows the cursor belongs to no glyph before it, so both parts are measured apart.
        return (text, Glyphs.width(textBeforeCursor, options: options))
    }

    /// How many columns to scroll out so that the cursor has a cell, and some text before it to go by.
    private static func skip(toShow cursor: Int, of width: Int) -> Int {
        guard cursor >= width else { return 0 }
        let step = max(1, width / 3)
        // A multiple of a third of the field: the text stands still while the cursor goes on.
        let least = cursor - width + 1
        return (least + step - 1) / step * step
    }
}
