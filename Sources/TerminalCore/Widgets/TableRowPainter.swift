/// Draws the rows of a table; what all rows share is worked out once.
struct TableRowPainter {
    let layout: TableLayout
    let alignments: [TextAlignment]
    let theme: Theme
    let symbols: Symbols
    let pattern: TextPattern?
    private let selected: Style
    private let marked: Style
    private let dimmed: Style
    private let match: Style

    init(
        layout: TableLayout, alignments: [TextAlignment], theme: Theme, symbols: Symbols, pattern: TextPattern?,
        isFocused: Bool
    ) {
        self.layout = layout
        self.alignments = alignments
        self.theme = theme
        self.symbols = symbols
        self.pattern = pattern
        selected = theme.overlay(isFocused ? .tableRowSelected : .tableRowSelectedInactive)
        marked = theme.overlay(.tableRowMarked)
        dimmed = theme.overlay(.tableRowDimmed)
        match = theme.overlay(.match)
    }

    /// Draws a row into a line of the frame.
    func draw(_ row: TableRow, isSelected: Bool, in line: Rect, of frame: inout Frame) {
        let base = theme[row.scope]
        var overlay = Style.plain
        if row.isDimmed { overlay = dimmed }
        if row.isMarked { overlay = marked.over(overlay) }
        if isSelected { overlay = selected.over(overlay) }
        if isSelected || row.isMarked || row.isDimmed || row.scope != .tableRow {
            frame.fill(line, style: overlay.over(base))
        }
        if row.isMarked || isSelected {
            frame.write(
                row.isMarked ? symbols.mark : symbols.selectionBar, row: line.row, column: line.column,
                width: TableView.gutter, style: overlay.over(base))
        }
        for place in layout.places where place.index < row.cells.count {
            draw(row.cells[place.index], at: place, base: base, overlay: overlay, in: line, of: &frame)
        }
    }

    private func draw(
        _ cell: TableCell, at place: TableLayout.Place, base: Style, overlay: Style, in line: Rect,
        of frame: inout Frame
    ) {
        guard !cell.text.isEmpty else { return }
        let room = place.columns.count
        var text = cell.text(in: room, options: frame.options)
        var own = cell.scope.map(theme.overlay) ?? .plain
        if overlay.attributes.contains(.reverse) {
            text = text.withoutColors
            own = own.withoutColors
        }
        let base = own.over(base)
        var overlay = overlay
        if let pattern {
            let ranges = pattern.ranges(in: text.text)
            if !ranges.isEmpty {
                // A match must be seen on the row under the cursor too, so it goes over the cursor's colours.
                text = text.over(base).laidUnder(overlay).highlighted(ranges, with: match)
                overlay = .plain
            }
        }
        var offset = 0
        if place.index < alignments.count, alignments[place.index] != .leading {
            offset = alignments[place.index].offset(of: text.width(limit: room, options: frame.options), in: room)
        }
        frame.write(
            text, row: line.row, column: line.column + place.columns.lowerBound + offset, width: room - offset,
            base: base,
            overlay: overlay, overflow: .ellipsis)
    }
}
