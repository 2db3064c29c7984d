/// A scrolled text of styled lines, asked for only when they are seen.
package struct TextView: Sendable {
    /// A match that the person stands on: its line and UTF-8 range.
    package struct Match: Hashable, Sendable {
        package var line: Int
        package var range: Range<Int>

        package init(line: Int, range: Range<Int>) {
            self.line = line
            self.range = range
        }
    }

    /// Tabs in a text are wide enough to align columns, and narrow enough for nested JSON.
    package static let options = TextOptions(tabStop: 4)

    package var lineCount: Int
    package var scroll: TextScroll
    /// Shown wherever a line holds it.
    package var pattern: TextPattern?
    /// The match that `n` and `N` stand on.
    package var current: Match?
    /// The line under the bar, whose first row looks as a table's row under the cursor does; its sign needs a gutter.
    package var bar: Int?
    package var isFocused: Bool

    package init(
        lineCount: Int, scroll: TextScroll, pattern: TextPattern? = nil, current: Match? = nil, bar: Int? = nil,
        isFocused: Bool = true
    ) {
        self.lineCount = lineCount
        self.scroll = scroll
        self.pattern = pattern
        self.current = current
        self.bar = bar
        self.isFocused = isFocused
    }

    /// Draws into a rectangle; the scrollbar stands one column right of it, as `TableView`'s does.
    /// - Parameters:
    ///   - gutter: cells kept free at both sides of the text.
    ///   - line: the line at an index below `lineCount`.
    package func draw(
        in whole: Rect, of frame: inout Frame, theme: Theme, symbols: Symbols, gutter: Int = 0,
        line: (Int) -> StyledText
    ) {
        guard !whole.isEmpty else { return }
        let base = theme[.text]
        frame.fill(whole, style: base)
        let rect = Rect(
            row: whole.row, column: whole.column + gutter, rows: whole.rows,
            columns: max(1, whole.columns - 2 * gutter))
        let options = TextOptions(repertoire: frame.repertoire, tabStop: Self.options.tabStop)
        var row = rect.row
        var index = scroll.line
        var skipped = scroll.row
        let selected = theme.overlay(isFocused ? .tableRowSelected : .tableRowSelectedInactive)
        while row < rect.endRow, index < lineCount {
            let isBar = index == bar
            let own = line(index)
            let text = highlighted(own, at: index, theme: theme)
            let rows = ranges(of: own, columns: rect.columns, options: options)
            for (number, range) in rows.enumerated().dropFirst(skipped) {
                if row >= rect.endRow { break }
                // A long line under the bar would be a wall: its first row looks like it, its sign runs down all of them.
                let isFirst = isBar && number == 0
                let style = isFirst ? selected.over(base) : base
                if isFirst {
                    frame.fill(Rect(row: row, column: whole.column, rows: 1, columns: whole.columns), style: style)
                }
                if isBar {
                    frame.write(symbols.selectionBar, row: row, column: whole.column, width: gutter, style: style)
                }
                let shown =
                    isFirst ? highlighted(own.selected(selected, over: base), at: index, theme: theme) : text
                let place = TextPlacement(
                    row: row, column: rect.column, width: rect.columns, skip: scroll.left,
                    overflow: scroll.wraps ? .clip : .ellipsis)
                _ = frame.write(
                    shown, bytes: range, at: place, base: base, overlay: .plain, tabStop: options.tabStop)
                row += 1
            }
            skipped = 0
            index += 1
        }
        Scrollbar(count: lineCount, visible: min(scroll.line, lineCount)..<max(min(scroll.line, lineCount), index))
            .draw(
                column: whole.endColumn, rows: rect.row..<rect.endRow, of: &frame, theme: theme, symbols: symbols)
    }

    /// The line at a row of the screen; nil below the text.
    package func line(at place: Point, in rect: Rect, options: TextOptions = options, line: (Int) -> StyledText) -> Int?
    {
        guard rect.contains(place) else { return nil }
        var row = rect.row - scroll.row
        for index in scroll.line..<max(scroll.line, lineCount) {
            row += ranges(of: line(index), columns: rect.columns, options: options).count
            if place.row < row { return index }
        }
        return nil
    }

    private func ranges(of text: StyledText, columns: Int, options: TextOptions) -> [Range<Int>] {
        text.text.withUTF8Bytes { bytes in
            scroll.wraps ? TextWrap.ranges(in: bytes, columns: columns, options: options) : [0..<bytes.count]
        }
    }

    private func highlighted(_ text: StyledText, at index: Int, theme: Theme) -> StyledText {
        guard let pattern else { return text }
        var text = text.highlighted(pattern.ranges(in: text.text), with: theme.overlay(.match))
        if let current, current.line == index {
            text = text.highlighted([current.range], with: theme.overlay(.matchCurrent))
        }
        return text
    }
}

extension StyledText {
    /// This text in a row under a bar: its colours are left out where the bar would turn each into a patch.
    fileprivate func selected(_ overlay: Style, over base: Style) -> StyledText {
        let text = overlay.attributes.contains(.reverse) ? withoutColors : self
        return text.over(base).laidUnder(overlay)
    }
}
