/// A table with a cursor: a line of titles, and the rows that fit.
///
/// It asks for the rows that it shows and for no other. Its scrollbar, when there is more than fits, stands one column
/// right of its rectangle: on the border of the box that it usually stands in.
package struct TableView: Sendable {
    /// Cells kept at the left of each row for the sign of the cursor or a mark.
    package static let gutter = 1

    package var columns: [TableColumn]
    package var selection: ListSelection
    package var isFocused: Bool
    /// Shown wherever a cell's text holds it.
    package var pattern: TextPattern?
    /// Stands in the middle when there are no rows: why, and what to do about it.
    package var emptyText: StyledText
    package var showsTitles: Bool

    package init(
        columns: [TableColumn], selection: ListSelection, isFocused: Bool = true, pattern: TextPattern? = nil,
        emptyText: StyledText = "", showsTitles: Bool = true
    ) {
        self.columns = columns
        self.selection = selection
        self.isFocused = isFocused
        self.pattern = pattern
        self.emptyText = emptyText
        self.showsTitles = showsTitles
    }

    /// How many rows fit into a rectangle: the page size for the selection.
    package func pageSize(in rect: Rect) -> Int { max(0, rect.rows - (showsTitles ? 1 : 0)) }

    /// The index of the row at a place of the screen; nil beside the rows.
    package func row(at place: Point, in rect: Rect) -> Int? {
        let top = rect.row + (showsTitles ? 1 : 0)
        guard rect.contains(place), place.row >= top else { return nil }
        let index = selection.fitted(to: pageSize(in: rect)).top + place.row - top
        return index < selection.count ? index : nil
    }

    /// The index of the column whose title stands at a place of the screen.
    package func title(at place: Point, in rect: Rect) -> Int? {
        guard showsTitles, rect.contains(place), place.row == rect.row else { return nil }
        return layout(width: rect.columns).places.first { $0.columns.contains(place.column - rect.column) }?.index
    }

    package func layout(width: Int) -> TableLayout { TableLayout(columns, width: width, indent: Self.gutter) }

    /// Draws into a rectangle.
    /// - Parameter row: the row at an index below `selection.count`.
    package func draw(
        in rect: Rect, of frame: inout Frame, theme: Theme, symbols: Symbols, row: (Int) -> TableRow
    ) {
        guard !rect.isEmpty else { return }
        frame.fill(rect, style: theme[.tableRow])
        let layout = layout(width: rect.columns)
        var top = rect.row
        if showsTitles {
            drawTitles(layout, in: rect, of: &frame, theme: theme, symbols: symbols)
            top += 1
        }
        guard selection.count > 0 else {
            drawEmptyText(in: rect, below: top, of: &frame, theme: theme)
            return
        }
        let page = pageSize(in: rect)
        guard page > 0 else { return }
        let window = selection.fitted(to: page)
        let painter = TableRowPainter(
            layout: layout, alignments: columns.map(\.alignment), theme: theme, symbols: symbols, pattern: pattern,
            isFocused: isFocused)
        for (offset, index) in window.visible.enumerated() {
            let line = Rect(row: top + offset, column: rect.column, rows: 1, columns: rect.columns)
            painter.draw(row(index), isSelected: index == window.cursor, in: line, of: &frame)
        }
        Scrollbar(count: window.count, visible: window.visible).draw(
            column: rect.endColumn, rows: top..<rect.endRow, of: &frame, theme: theme, symbols: symbols)
    }

    private func drawTitles(
        _ layout: TableLayout, in rect: Rect, of frame: inout Frame, theme: Theme, symbols: Symbols
    ) {
        frame.fill(Rect(row: rect.row, column: rect.column, rows: 1, columns: rect.columns), style: theme[.tableHeader])
        for place in layout.places {
            let column = columns[place.index]
            let cells = rect.column + place.columns.lowerBound..<rect.column + place.columns.upperBound
            var style = theme[column.sort == nil ? .tableHeader : .tableHeaderSorted]
            if column.isPicked { style = theme.overlay(.tableRowSelected).over(style) }
            // The sign must survive a title that is too long for its column.
            let sign = column.sort?.symbol(in: symbols) ?? ""
            let room = max(0, cells.count - Glyphs.width(sign, options: frame.options))
            let title = Glyphs.truncated(column.title, to: room, options: frame.options)
            if column.isPicked {
                frame.fill(
                    Rect(row: rect.row, column: cells.lowerBound, rows: 1, columns: cells.count), style: style)
            }
            frame.write(
                title + sign, row: rect.row, columns: cells, alignment: column.alignment, style: style,
                overflow: .clip)
        }
    }

    private func drawEmptyText(in rect: Rect, below top: Int, of frame: inout Frame, theme: Theme) {
        let style = theme[.textDim]
        let room = rect.endRow - top
        let width = max(1, rect.columns - 2)
        let lines = Array(emptyText.wrapped(columns: width, options: frame.options).prefix(max(0, room)))
        for (offset, line) in lines.enumerated() {
            let used = line.width(limit: width, options: frame.options)
            frame.write(
                line, row: top + (room - lines.count) / 2 + offset, column: rect.column + (rect.columns - used) / 2,
                width: width, base: style)
        }
    }
}
