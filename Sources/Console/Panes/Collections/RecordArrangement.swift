import OpsDomain
import TerminalCore

/// What is asked of the rows: which of them, and in which order.
package struct RowQuery: Hashable, Sendable {
    package var filter: RowFilter?
    package var sort: ColumnSort?

    package init(filter: RowFilter? = nil, sort: ColumnSort? = nil) {
        self.filter = filter
        self.sort = sort
    }

    package var isNatural: Bool { filter == nil && sort == nil }
}

/// Rows as they are shown. It keeps the rows that it was made of, so that it can be shown while another is being made.
package struct RecordArrangement: Sendable {
    package let rows: RecordRows
    package let query: RowQuery
    /// Source rows in the order shown; nil is all of them as they came.
    private var order: [Int32]?

    /// All rows as they came.
    package init(_ rows: RecordRows) {
        self.rows = rows
        query = RowQuery()
    }

    private init(rows: RecordRows, query: RowQuery, order: [Int32]) {
        self.rows = rows
        self.query = query
        self.order = order
    }

    package var count: Int { order?.count ?? rows.count }

    /// The source row of a shown one.
    package subscript(index: Int) -> Int? {
        guard index >= 0, index < count else { return nil }
        return order.map { Int($0[index]) } ?? index
    }

    /// Where a row is shown now; by its key when its page is gone.
    ///
    /// - Parameters:
    ///   - key: asked only when it is needed.
    ///   - hint: where it may still be.
    package func index(of identity: RecordRows.Identity, key: @autoclosure () -> RecordKey?, near hint: Int) -> Int? {
        if let row = rows.row(of: identity) { return index(ofRow: row, near: hint) }
        return key().flatMap { index(ofKey: $0, near: hint) }
    }

    /// Where the row of a key is shown.
    package func index(ofKey key: RecordKey, near hint: Int) -> Int? {
        rows.row(ofKey: key, near: self[hint]).flatMap { index(ofRow: $0, near: hint) }
    }

    private func index(ofRow row: Int, near hint: Int) -> Int? {
        if self[hint] == row { return hint }
        guard let order else { return row < rows.count ? row : nil }
        return order.firstIndex(of: Int32(row))
    }

    /// About how many rows `make` would have to look at.
    package static func work(for rows: RecordRows, _ query: RowQuery, after base: RecordArrangement) -> Int {
        if query.isNatural { return 0 }
        let reuse = Reuse(of: base, for: rows, query)
        let fresh = rows.count - reuse.rows
        switch reuse.sort {
        // Each new row is looked for among the old by halving.
        case .asItIs: return reuse.filter == .again ? reuse.count + fresh : fresh * (1 + reuse.halvings)
        case .natural: return reuse.filter == .again ? reuse.count + fresh : fresh
        case .anew: return reuse.count + fresh
        }
    }

    /// Filters and sorts, as far as `base` has not done it: rows that only came at the end are merged in, and who types on
    /// looks only at what fitted so far. Nil when `goesOn`, which is told how much is done, ends it.
    package static func make(
        of rows: RecordRows, _ query: RowQuery, columns: [CollectionColumn], after base: RecordArrangement,
        _ goesOn: (_ share: Double) -> Bool = { _ in true }
    ) -> RecordArrangement? {
        guard !query.isNatural else { return RecordArrangement(rows) }
        let reuse = Reuse(of: base, for: rows, query)
        let total = Double(max(1, reuse.count + rows.count - reuse.rows))
        // Sorting takes about as long as filtering.
        let part = query.sort == nil ? 1 : 0.5
        var looked = 0
        func looksOn() -> Bool {
            defer { looked += 1 }
            return looked % Self.stride != 0 || goesOn(part * Double(looked) / total)
        }
        var old = reuse.count == 0 ? [] : base.order ?? (0..<Int32(reuse.count)).map(\.self)
        if reuse.filter == .again {
            var kept: [Int32] = []
            for row in old {
                guard looksOn() else { return nil }
                if let fields = rows[Int(row)], fits(fields, query.filter, columns) { kept.append(row) }
            }
            old = kept
        }
        var fresh: [Int32] = []
        var ended = false
        rows.forEach(in: reuse.rows..<rows.count) { number, row in
            ended = !looksOn()
            if !ended, fits(row, query.filter, columns) { fresh.append(Int32(number)) }
            return !ended
        }
        guard !ended else { return nil }
        guard let sort = query.sort, columns.indices.contains(sort.column) else {
            if reuse.sort == .anew { old.sort() }
            return RecordArrangement(rows: rows, query: query, order: old + fresh)
        }
        let sorting = RecordSort(rows: rows, column: columns[sort.column], isDescending: sort.order == .descending)
        func sortsOn(_ share: Double) -> Bool { goesOn(part + (1 - part) * share) }
        let order =
            reuse.sort == .asItIs ? sorting.merged(fresh, into: old, sortsOn) : sorting.sorted(old + fresh, sortsOn)
        return order.map { RecordArrangement(rows: rows, query: query, order: $0) }
    }

    /// So many rows lie between two looks at whether to go on.
    private static let stride = 1 << 14

    private static func fits(_ row: RecordRows.Row, _ filter: RowFilter?, _ columns: [CollectionColumn]) -> Bool {
        guard let filter else { return true }
        if let expression = filter.expression { return expression.holds(row.value) }
        return filter.matches(columnCount: columns.count) { row.finds($1, in: columns[$0].field) }
    }

    /// What of an arrangement holds for the next.
    private struct Reuse {
        enum Filter { case holds, again }
        enum Sort { case natural, asItIs, anew }

        /// Source rows that the arrangement has looked at.
        private(set) var rows = 0
        /// How many of them it shows.
        private(set) var count = 0
        private(set) var filter = Filter.holds
        private(set) var sort = Sort.anew

        init(of base: RecordArrangement, for rows: RecordRows, _ query: RowQuery) {
            guard rows.extends(base.rows), query.filter == base.query.filter || Self.narrows(query, base) else {
                return
            }
            self.rows = base.rows.count
            count = base.count
            filter = query.filter == base.query.filter ? .holds : .again
            sort = query.sort != base.query.sort ? .anew : query.sort == nil ? .natural : .asItIs
        }

        private static func narrows(_ query: RowQuery, _ base: RecordArrangement) -> Bool {
            guard let filter = query.filter else { return false }
            // Without a filter all rows are there to be looked at, which is worth something only when they are sorted.
            return filter.narrows(base.query.filter) && (base.query.filter != nil || base.query.sort != nil)
        }

        var halvings: Int { Int.bitWidth - count.leadingZeroBitCount }
    }
}
