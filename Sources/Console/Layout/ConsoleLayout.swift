import TerminalCore

/// Where everything stands on a screen of a given size; drawing and clicks both go by it.
package struct ConsoleLayout: Hashable, Sendable {
    package enum Mode: Hashable, Sendable {
        case tooSmall
        /// One pane, with a tab strip where there is room.
        case single
        /// All panes at once.
        case overview
    }

    package struct PlacedPane: Hashable, Sendable {
        package let index: Int
        /// With the pane's outline.
        package let frame: Rect

        package var inside: Rect { frame.inset() }
    }

    package static let minimumSize = Size(rows: 10, columns: 40)
    package static let overviewSize = Size(rows: 30, columns: 100)
    /// From this height on a row can be spared for the tabs.
    private static let rowsForTabs = 12
    /// The least height of a pane of the overview: outline, header line and three rows.
    private static let leastPaneRows = 6

    package let size: Size
    package let mode: Mode
    package let header: Rect
    package let tabs: Rect?
    /// Between header and footer, without tabs and without the row for a message.
    package let body: Rect
    /// The panes in view, in order.
    package let panes: [PlacedPane]
    /// A notice or a prompt, when there is one.
    package let message: Rect?
    package let footer: Rect

    /// - Parameters:
    ///   - weights: how much of its column's height each pane of the overview wants beside the others.
    ///   - isZoomed: the focused pane alone, without tabs.
    ///   - hasMessage: there is a notice or a prompt; it takes the lowest row of the body.
    package init(size: Size, weights: [Int], focus: Int, isZoomed: Bool, hasMessage: Bool) {
        let paneCount = weights.count
        self.size = size
        let rows = Rect(size).rows([.fixed(1), .flexible(), .fixed(hasMessage ? 1 : 0), .fixed(1)])
        header = rows[0]
        footer = rows[3]
        message = hasMessage ? rows[2] : nil
        guard size.rows >= Self.minimumSize.rows, size.columns >= Self.minimumSize.columns, paneCount > 0 else {
            mode = .tooSmall
            tabs = nil
            body = rows[1]
            panes = []
            return
        }
        if !isZoomed, Self.fitsOverview(size, weights) {
            mode = .overview
            tabs = nil
            body = rows[1]
            // The grid is that of the body without a message, so that a notice moves nothing but the lowest edges.
            let whole = Rect(row: 1, column: 0, rows: size.rows - 2, columns: size.columns)
            let shown = rows[1]
            panes = Self.grid(whole, weights).enumerated().map { index, frame in
                PlacedPane(index: index, frame: frame.intersection(shown))
            }
            return
        }
        mode = .single
        let hasTabs = !isZoomed && paneCount > 1 && size.rows >= Self.rowsForTabs
        let parts = rows[1].rows([.fixed(hasTabs ? 1 : 0), .flexible()])
        tabs = hasTabs ? parts[0] : nil
        body = parts[1]
        panes = [PlacedPane(index: min(max(0, focus), paneCount - 1), frame: parts[1])]
    }

    /// Where the inside of a pane is, or would be if it had the whole body.
    package func inside(ofPane index: Int) -> Rect {
        panes.first { $0.index == index }?.inside ?? body.inset()
    }

    /// The pane at a place of the screen.
    package func pane(at place: Point) -> PlacedPane? {
        panes.first { $0.frame.contains(place) }
    }

    private static func fitsOverview(_ size: Size, _ weights: [Int]) -> Bool {
        guard size.rows >= overviewSize.rows, size.columns >= overviewSize.columns else { return false }
        return grid(Rect(row: 1, column: 0, rows: size.rows - 2, columns: size.columns), weights)
            .allSatisfy { $0.rows >= leastPaneRows }
    }

    /// Two columns, filled from the top: the first panes left, the next ones right. An odd last one lies across below
    /// both, since it is the logs, whose lines are long.
    private static func grid(_ area: Rect, _ weights: [Int]) -> [Rect] {
        let perColumn = weights.count / 2
        let hasWide = weights.count % 2 == 1
        guard perColumn > 0 else { return [area] }
        let parts = area.rows([.flexible(weight: 5 * perColumn)] + (hasWide ? [.flexible(weight: 6)] : []))
        let columns = parts[0].columns([.flexible(), .flexible()])
        let cells = columns.enumerated().flatMap { index, column in
            column.rows(
                weights[index * perColumn..<(index + 1) * perColumn].map {
                    .flexible(weight: $0, minimum: leastPaneRows)
                })
        }
        return cells + parts.dropFirst()
    }
}
