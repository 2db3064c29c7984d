/// Which way a column is sorted.
package enum SortOrder: Hashable, Sendable {
    case ascending, descending

    package var reversed: SortOrder { self == .ascending ? .descending : .ascending }

    package func symbol(in symbols: Symbols) -> String {
        self == .ascending ? symbols.sortAscending : symbols.sortDescending
    }
}

/// How wide a column may be, in cells.
package struct ColumnWidth: Hashable, Sendable {
    /// Below this the column is dropped rather than drawn, unless it is the last.
    package var minimum: Int
    /// A less important column goes before this one gets less.
    package var comfortable: Int
    /// What its content takes; columns get this before any gets more.
    package var ideal: Int
    package var maximum: Int
    /// It gets its maximum or stays at its ideal: two thirds of an id say no more than its beginning.
    package var isWhole: Bool

    package init(
        minimum: Int, comfortable: Int? = nil, ideal: Int, maximum: Int = .max, isWhole: Bool = false
    ) {
        self.minimum = max(1, minimum)
        self.comfortable = max(self.minimum, comfortable ?? minimum)
        self.ideal = max(self.comfortable, ideal)
        self.maximum = max(self.ideal, maximum)
        self.isWhole = isWhole
    }

    package static func fixed(_ width: Int) -> ColumnWidth {
        ColumnWidth(minimum: width, ideal: width, maximum: width)
    }
}

/// A column of a table, declared once: what stands at its head and how it gives way when the screen is narrow.
package struct TableColumn: Hashable, Sendable {
    package var title: String
    package var width: ColumnWidth
    package var alignment: TextAlignment
    /// The column of the lowest priority goes first when not all fit; among equals the one further right.
    package var priority: Int
    /// Marks the column that the rows are sorted by.
    package var sort: SortOrder?
    /// The cursor is on the column's title.
    package var isPicked = false

    package init(
        _ title: String, width: ColumnWidth, alignment: TextAlignment = .leading, priority: Int = 0,
        sort: SortOrder? = nil
    ) {
        self.title = title
        self.width = width
        self.alignment = alignment
        self.priority = priority
        self.sort = sort
    }
}
