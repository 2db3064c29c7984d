import OpsDomain
import TerminalCore

/// A list on the screen: table, and the filter's line while it is typed. Pane by pane only columns and rows differ.
package struct ListView<ID: Hashable & Sendable> {
    package let list: ListState<ID>
    package let columns: [TableColumn]
    package let emptyText: StyledText
    package let context: ViewContext

    package init(_ list: ListState<ID>, columns: [TableColumn], emptyText: StyledText, context: ViewContext) {
        self.list = list
        self.columns = columns
        self.emptyText = emptyText
        self.context = context
    }

    /// The rows that a list has in an area, for its page size.
    package static func pageSize(_ list: ListState<ID>, area: Size) -> Int {
        max(1, area.rows - 1 - (list.hasFootLine ? 1 : 0))
    }

    package func draw(in area: Rect, of frame: inout Frame, row: (Int) -> TableRow) {
        let parts = area.rows([.flexible(), .fixed(list.hasFootLine ? 1 : 0)])
        table.draw(in: parts[0], of: &frame, theme: context.theme, symbols: context.symbols, row: row)
        guard parts[1].rows > 0 else { return }
        if let column = list.pickedColumn, columns.indices.contains(column) {
            drawPick(of: columns[column].title, in: parts[1], of: &frame)
            return
        }
        list.prompt.draw(
            label: "/", note: list.reading.problem ?? CountText.of(list.selection.count, "row"), row: parts[1].row,
            columns: area.column..<area.endColumn, of: &frame, theme: context.theme)
    }

    /// The column that would be sorted by: it may be one that the width leaves out.
    private func drawPick(of title: String, in line: Rect, of frame: inout Frame) {
        let theme = context.theme
        frame.fill(line, style: theme[.prompt])
        let used = frame.write(
            "Sort by: ", row: line.row, column: line.column, width: line.columns, style: theme[.promptLabel])
        frame.write(
            title, row: line.row, column: line.column + used, width: line.columns - used, style: theme[.prompt],
            overflow: .ellipsis)
    }

    package var table: TableView {
        TableView(
            columns: Self.dressed(columns, list), selection: list.selection, isFocused: context.isFocused,
            pattern: list.filter?.highlight,
            emptyText: emptyText)
    }

    /// The columns with their signs. Each has a cell for the sign of the sort, so that no title loses its end to it.
    private static func dressed(_ columns: [TableColumn], _ list: ListState<ID>) -> [TableColumn] {
        columns.enumerated().map { index, column in
            var column = column
            let titled = Glyphs.width(column.title) + 1
            column.width.ideal = max(column.width.ideal, titled)
            if list.sort?.column == index {
                column.sort = list.sort?.order
                column.width.minimum = max(column.width.minimum, titled)
                column.width.comfortable = max(column.width.comfortable, titled)
            }
            column.width.maximum = max(column.width.maximum, column.width.ideal)
            column.isPicked = list.pickedColumn == index
            return column
        }
    }

    /// What a click or a wheel turn means in a list of `area`'s size; the first of two places is a row's index.
    package static func event(for event: MouseEvent, _ list: ListState<ID>, columns: [TableColumn], area: Size)
        -> MouseMeaning?
    {
        let table = TableView(columns: dressed(columns, list), selection: list.selection)
        let rect = Rect(row: 0, column: 0, rows: area.rows - (list.hasFootLine ? 1 : 0), columns: area.columns)
        switch event.action {
        case .wheelUp: return .list(.scrolled(-3))
        case .wheelDown: return .list(.scrolled(3))
        case .press(.left):
            if let column = table.title(at: event.place, in: rect) { return .list(.sortedBy(column: column)) }
            guard let row = table.row(at: event.place, in: rect) else { return nil }
            return row == list.selection.selected ? .open : .list(.moved(.to(row)))
        case .press(.middle), .press(.right), .release, .drag: return nil
        }
    }
}

/// What the mouse did to a list.
package enum MouseMeaning: Hashable, Sendable {
    case list(ListEvent)
    /// A click on the row under the cursor.
    case open
}
