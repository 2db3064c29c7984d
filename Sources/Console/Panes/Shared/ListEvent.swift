import TerminalCore

/// What a person did to a list: the same for every pane that has one.
package enum ListEvent: Hashable, Sendable {
    case moved(ListMotion)
    case scrolled(Int)
    case sortColumnCycled
    case sortReversed
    case sortedBy(column: Int)
    case columnPickBegan
    case columnPickMoved(Int)
    case columnPicked
    case columnPickEnded
    case filterOpened
    case filterEdited(InputEvent)
    case filterAccepted
    case filterCancelled
    /// The filter set by another pane or command.
    case filterSet(String)
    case markToggled
    case allMarked
    case marksCleared
    /// Esc: filter and marks are gone.
    case narrowingCleared
}

/// The column that a list is sorted by, and which way.
package struct ColumnSort: Hashable, Sendable {
    package var column: Int
    package var order: SortOrder

    package init(column: Int, order: SortOrder = .ascending) {
        self.column = column
        self.order = order
    }
}

extension BindingScope {
    /// The list while a filter holds, perhaps with marks: Esc lifts both.
    package static let narrowedList = BindingScope("narrowed-list")
    /// The whole list with marks: Esc takes them away.
    package static let markedList = BindingScope("marked-list")
    /// Choosing the column to sort by.
    package static let columns = BindingScope("columns")
    /// The search line of a detail view.
    package static let search = BindingScope("search", capturesText: true)
}
