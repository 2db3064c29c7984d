import TerminalCore

/// Which rows of a small list are shown, and in which order: filtered and sorted whole, each time something changed.
package struct RowOrder: Hashable, Sendable {
    /// Places in the source, in the order shown.
    package private(set) var places: [Int] = []

    private var sort: ColumnSort?

    package init() {}

    package var count: Int { places.count }

    /// The place in the source of a shown row.
    package subscript(row: Int) -> Int? { places.indices.contains(row) ? places[row] : nil }

    /// Filters and sorts anew, and brings the list's cursor back to what it was on, or next to it when that is gone.
    ///
    /// - Parameters:
    ///   - id: who stands at a place of the source.
    ///   - cell: the text of a column there, for the filter.
    ///   - precedes: whether one place sorts before another; equals keep the source's order. Nil when it is that order.
    package mutating func arrange<ID>(
        count: Int, list: inout ListState<ID>, keeping selected: ID?, id: (Int) -> ID,
        cell: (Int, Int) -> String?, precedes: ((Int, Int) -> Bool)?
    ) {
        let filter = list.filter
        let columns = list.columnNames.count
        var rows = (0..<count).filter { place in
            filter?.matches(columnCount: columns, cell: { cell($0, place) }) ?? true
        }
        if let precedes {
            rows.sort { left, right in
                if precedes(left, right) { return true }
                return precedes(right, left) ? false : left < right
            }
        }
        show(rows, list: &list) { rows in
            selected.flatMap { selected in rows.firstIndex { id($0) == selected } }
        }
    }

    /// Shows an order that was made elsewhere.
    ///
    /// - Parameter place: the place in the source that the cursor was on.
    package mutating func show<ID>(_ rows: [Int], list: inout ListState<ID>, keeping place: Int?) {
        show(rows, list: &list) { rows in place.flatMap(rows.firstIndex(of:)) }
    }

    private mutating func show<ID>(_ rows: [Int], list: inout ListState<ID>, row: ([Int]) -> Int?) {
        places = rows
        list.selection.setCount(rows.count)
        let isSortedAnew = list.sort != sort
        sort = list.sort
        // Who sorts from the first row looks for what comes first; from any other row they go along with it.
        if isSortedAnew, list.selection.cursor == 0 { return }
        if let row = row(rows) { list.selection.move(.to(row)) }
    }
}
