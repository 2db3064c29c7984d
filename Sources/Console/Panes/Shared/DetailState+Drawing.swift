import TerminalCore

/// How a detail view is laid out and drawn, and what a click in it means.
extension DetailState {
    /// The line with a number among those in sight.
    private func seenLine(_ index: Int, _ folds: DetailFolds) -> DetailLine {
        let line = folds.line(at: index)
        let shown = document.lines[line]
        guard let node = shown.node, folds.folded.contains(node), document.nodes[node].lines.lowerBound == line else {
            return shown
        }
        return document.foldedLine(of: node)
    }

    func extent(_ area: Size) -> TextExtent { extent(sight.folds, area) }

    func extent(
        _ folds: DetailFolds, _ area: Size, line: ((DetailLine) -> StyledText)? = nil
    ) -> TextExtent {
        let state = self
        let rows = max(1, area.rows - (search.isOpen ? 1 : 0))
        return TextExtent(
            lineCount: folds.count, size: Size(rows: rows, columns: max(1, area.columns - 2 * Self.gutter))
        ) {
            let seen = state.seenLine($0, folds)
            return line?(seen) ?? StyledText(seen.plainText)
        }
    }

    package func draw(in area: Rect, of frame: inout Frame, _ context: ViewContext) {
        let parts = area.rows([.flexible(), .fixed(search.isOpen ? 1 : 0)])
        let folds = sight.folds
        // Moments are longer here than where no clock is at hand, and the area may be another: the bar must be in sight.
        var bar = sight.bar
        if document.hasValues { bar.settle(in: extent(folds, area.size) { $0.styled(context) }) }
        // Offsets of the current match hold for the plain text, which differs where a moment stands before it.
        let match = current.flatMap { match in
            let hasMoment = document.lines[match.line].parts.contains {
                if case .moment = $0 { true } else { false }
            }
            return hasMoment || folds.hides(match.line)
                ? nil : TextView.Match(line: folds.index(of: match.line), range: match.range)
        }
        TextView(
            lineCount: folds.count, scroll: bar.scroll, pattern: pattern, current: match,
            bar: document.hasValues ? bar.line : nil, isFocused: context.isFocused
        ).draw(
            in: parts[0], of: &frame, theme: context.theme, symbols: context.symbols, gutter: Self.gutter
        ) {
            seenLine($0, folds).styled(context)
        }
        guard search.isOpen, parts[1].rows > 0 else { return }
        let note = pattern == nil ? "" : current == nil ? "not found" : ""
        search.draw(
            label: "/", note: note, row: parts[1].row, columns: area.column..<area.endColumn, of: &frame,
            theme: context.theme)
    }

    /// What the mouse does: the wheel moves the text, a click the bar, and a click on the bar is Enter.
    package func event(for event: MouseEvent, area: Size) -> DetailEvent? {
        switch event.action {
        case .wheelUp: return .moved(.by(-3))
        case .wheelDown: return .moved(.by(3))
        case .press(.left):
            let extent = extent(area)
            // As it is drawn, which may be into another area than the last step knew.
            var bar = sight.bar
            bar.settle(in: extent)
            let view = TextView(lineCount: extent.lineCount, scroll: bar.scroll)
            let rect = Rect(row: 0, column: Self.gutter, rows: extent.size.rows, columns: extent.size.columns)
            let place = Point(row: event.place.row, column: rect.column)
            guard document.hasValues, let line = view.line(at: place, in: rect, line: extent.line) else { return nil }
            return line == bar.line ? .activated : .moved(.toLine(line))
        case .press(.middle), .press(.right), .release, .drag: return nil
        }
    }
}
