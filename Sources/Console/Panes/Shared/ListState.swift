import TerminalCore

/// Selection, marks, filter and sort of a list. The pane that embeds it says what the rows are; this value keeps the
/// cursor on the same thing while rows come, go and change places.
package struct ListState<ID: Hashable & Sendable>: Sendable {
    /// What an event made necessary.
    package enum Change: Hashable, Sendable {
        case nothing
        /// The cursor may be elsewhere.
        case moved
        /// Which rows are shown, or their order, is another.
        case rearranged
    }

    package var selection = ListSelection()
    package var marks: Set<ID> = []
    package var prompt = FilterPrompt()
    package var sort: ColumnSort?
    /// The column under the cursor while one is chosen.
    package private(set) var pickedColumn: Int?
    /// Who was under the cursor when the filter's line was opened: who gives the filter up goes back there.
    package private(set) var origin: ID?
    /// The names of each column, for `column:text` filters.
    package let columnNames: [[String]]
    /// Columns that are sorted downwards first: of moments the newest is looked for.
    private let descendingFirst: Set<Int>
    /// Whether the filter's line takes expressions too.
    private let readsExpressions: Bool
    /// The text whose filter goes on while an expression is typed.
    private var heldText = ""

    package init(
        columnNames: [[String]], sort: ColumnSort? = nil, descendingFirst: Set<Int> = [], readsExpressions: Bool = false
    ) {
        self.columnNames = columnNames
        self.sort = sort
        self.descendingFirst = descendingFirst
        self.readsExpressions = readsExpressions
    }

    package var filter: RowFilter? {
        let reading = reading
        guard case .unfinished = reading else { return reading.filter }
        return FilterReading(heldText, columns: columnNames, readsExpressions: true).filter
    }

    /// What the filter's line says now; an expression that is being typed filters nothing yet.
    package var reading: FilterReading {
        FilterReading(prompt.text, columns: columnNames, readsExpressions: readsExpressions)
    }
    /// A line below the rows is taken: by the filter while it is typed, or by the name of the column being chosen.
    package var hasFootLine: Bool { prompt.isOpen || pickedColumn != nil }
    package var isNarrowed: Bool { !prompt.isEmpty || !marks.isEmpty }

    package var scope: BindingScope {
        if prompt.isOpen { return .filter }
        if pickedColumn != nil { return .columns }
        if !prompt.isEmpty { return .narrowedList }
        return marks.isEmpty ? .list : .markedList
    }

    /// - Parameters:
    ///   - selected: who is under the cursor, for marking.
    ///   - all: everyone shown, for marking all.
    package mutating func apply(_ event: ListEvent, selected: () -> ID?, all: () -> [ID]) -> Change {
        switch event {
        case .moved(let motion):
            selection.move(motion)
            return .moved
        case .scrolled(let rows):
            selection.scroll(by: rows)
            return .moved
        case .sortColumnCycled, .sortReversed, .sortedBy, .columnPickBegan, .columnPickMoved, .columnPicked,
            .columnPickEnded:
            return applySort(event)
        case .filterOpened, .filterEdited, .filterAccepted, .filterCancelled, .filterSet:
            if event == .filterOpened { origin = selected() }
            return applyFilter(event)
        case .markToggled:
            guard let id = selected() else { return .nothing }
            if marks.remove(id) == nil { marks.insert(id) }
            selection.move(.down)
            return .moved
        case .allMarked:
            let shown = all()
            if marks.isSuperset(of: shown) { marks.subtract(shown) } else { marks.formUnion(shown) }
            return .nothing
        case .marksCleared:
            marks = []
            return .nothing
        case .narrowingCleared:
            marks = []
            guard !prompt.isEmpty else { return .nothing }
            prompt.set("")
            return .rearranged
        }
    }

    /// Where the cursor belongs after an event.
    package func anchor(after event: ListEvent, selected: ID?) -> ID? {
        event == .filterCancelled ? origin ?? selected : selected
    }

    private mutating func applySort(_ event: ListEvent) -> Change {
        let before = sort
        switch event {
        case .sortColumnCycled:
            guard !columnNames.isEmpty else { return .nothing }
            let next = (sort?.column ?? -1) + 1
            sort = next < columnNames.count ? ColumnSort(column: next, order: firstOrder(of: next)) : nil
        case .sortReversed:
            sort = ColumnSort(column: sort?.column ?? 0, order: sort?.order.reversed ?? .descending)
        case .sortedBy(let column):
            let again = sort?.column == column ? sort?.order.reversed : nil
            sort = ColumnSort(column: column, order: again ?? firstOrder(of: column))
        case .columnPickBegan: pickedColumn = sort?.column ?? 0
        case .columnPickMoved(let step):
            pickedColumn = pickedColumn.map { ($0 + step + columnNames.count) % max(1, columnNames.count) }
        case .columnPicked:
            if let pickedColumn {
                self.pickedColumn = nil
                return applySort(.sortedBy(column: pickedColumn))
            }
        case .columnPickEnded: pickedColumn = nil
        case .moved, .scrolled, .filterOpened, .filterEdited, .filterAccepted, .filterCancelled, .filterSet,
            .markToggled, .allMarked, .marksCleared, .narrowingCleared:
            break
        }
        return sort == before ? .nothing : .rearranged
    }

    private func firstOrder(of column: Int) -> SortOrder {
        descendingFirst.contains(column) ? .descending : .ascending
    }

    private mutating func applyFilter(_ event: ListEvent) -> Change {
        let before = prompt.text
        switch event {
        case .filterOpened:
            prompt.open()
            heldText = before
        case .filterEdited(let event):
            prompt.edit(event)
            if case .expression = reading { heldText = prompt.text }
        case .filterAccepted: prompt.accept()
        case .filterCancelled: prompt.cancel()
        case .filterSet(let text): prompt.set(text)
        case .moved, .scrolled, .sortColumnCycled, .sortReversed, .sortedBy, .columnPickBegan, .columnPickMoved,
            .columnPicked, .columnPickEnded, .markToggled, .allMarked, .marksCleared, .narrowingCleared:
            break
        }
        return prompt.text == before ? .nothing : .rearranged
    }
}
