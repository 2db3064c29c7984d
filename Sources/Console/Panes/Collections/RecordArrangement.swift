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
    /// What each shown row sorts by, beside `order`; empty without a sort.
    private var keys: [FieldValue?] = []

    /// All rows as they came.
    package init(_ rows: RecordRows) {
        self.rows = rows
        query = RowQuery()
    }

    private init(rows: RecordRows, query: RowQuery, order: [Int32], keys: [FieldValue?]) {
        self.rows = rows
        self.query = query
        self.order = order
        self.keys = keys
    }

    package var count: Int { order?.count ?? rows.count }

    /// The source row of a shown one.
    package subscript(index: Int) -> Int? {
        guard index >= 0, index < count else { return nil }
        return order.map { Int($0[index]) } ?? index
    }

    /// Where a row is shown now: looked for where the cursor was, then everywhere; by its key when its page is gone.
    package func index(of identity: RecordRows.Identity, key: RecordKey?, near hint: Int) -> Int? {
        func fits(_ index: Int) -> Bool { self[index].flatMap(rows.identity) == identity }
        if fits(hint) { return hint }
        if let found = (0..<count).first(where: fits) { return found }
        return key.flatMap { index(ofKey: $0, near: hint) }
    }

    /// Where the row of a key is shown.
    package func index(ofKey key: RecordKey, near hint: Int) -> Int? {
        func holdsKey(_ index: Int) -> Bool { self[index].flatMap(rows.key) == key }
        if holdsKey(hint) { return hint }
        return (0..<count).first(where: holdsKey)
    }

    /// Rows that `make` would have to look at.
    package static func work(for rows: RecordRows, _ query: RowQuery, after base: RecordArrangement) -> Int {
        if query.isNatural { return 0 }
        return base.query == query && rows.extends(base.rows) ? rows.count - base.rows.count : rows.count
    }

    /// Filters and sorts. Rows that only came at the end of `base`'s are merged in: nothing is sorted twice. Nil when
    /// cancelled.
    package static func make(
        of rows: RecordRows, _ query: RowQuery, columns: [CollectionColumn], after base: RecordArrangement,
        isCancelled: () -> Bool = { false }
    ) -> RecordArrangement? {
        guard !query.isNatural else { return RecordArrangement(rows) }
        let goesOn = base.query == query && rows.extends(base.rows)
        let first = goesOn ? base.rows.count : 0
        var fresh: [Int32] = []
        for row in first..<rows.count {
            if row.isMultiple(of: 1024), isCancelled() { return nil }
            if Self.fits(rows, row, query.filter, columns) { fresh.append(Int32(row)) }
        }
        let oldOrder = goesOn ? base.order ?? [] : []
        guard let sort = query.sort, columns.indices.contains(sort.column) else {
            return RecordArrangement(rows: rows, query: query, order: oldOrder + fresh, keys: [])
        }
        let column = columns[sort.column]
        var entries: [Entry] = []
        entries.reserveCapacity(fresh.count)
        for (number, row) in fresh.enumerated() {
            if number.isMultiple(of: 1024), isCancelled() { return nil }
            entries.append(Entry(row: row, key: sortKey(rows, Int(row), column)))
        }
        let isDescending = sort.order == .descending
        entries.sort { left, right in
            if FieldValue.precedes(left.key, right.key, descending: isDescending) { return true }
            return FieldValue.precedes(right.key, left.key, descending: isDescending) ? false : left.row < right.row
        }
        if isCancelled() { return nil }
        let merged = merge(oldOrder, goesOn ? base.keys : [], entries, isDescending: isDescending)
        return RecordArrangement(rows: rows, query: query, order: merged.order, keys: merged.keys)
    }

    private struct Entry {
        let row: Int32
        let key: FieldValue?
    }

    private static func merge(
        _ order: [Int32], _ keys: [FieldValue?], _ entries: [Entry], isDescending: Bool
    ) -> (order: [Int32], keys: [FieldValue?]) {
        var result: [Int32] = []
        var resultKeys: [FieldValue?] = []
        result.reserveCapacity(order.count + entries.count)
        resultKeys.reserveCapacity(order.count + entries.count)
        var old = 0
        for entry in entries {
            while old < order.count, !FieldValue.precedes(entry.key, keys[old], descending: isDescending) {
                result.append(order[old])
                resultKeys.append(keys[old])
                old += 1
            }
            result.append(entry.row)
            resultKeys.append(entry.key)
        }
        result += order[old...]
        resultKeys += keys[old...]
        return (result, resultKeys)
    }

    private static func fits(
        _ rows: RecordRows, _ row: Int, _ filter: RowFilter?, _ columns: [CollectionColumn]
    ) -> Bool {
        if let expression = filter?.expression { return expression.holds { rows.value($0, at: row) } }
        return filter?.matches(columnCount: columns.count) { rows.text(columns[$0].field, at: row) } ?? true
    }

    /// Texts sort without regard to case, lists by length, all else by value.
    private static func sortKey(_ rows: RecordRows, _ row: Int, _ column: CollectionColumn) -> FieldValue? {
        let value = rows.value(column.field, at: row)
        switch column.kind {
        case .text, .status:
            if case .string(let text) = value { return .string(text.lowercased()) }
            return value
        case .count: return value?.elementCount.map { .number(String($0)) } ?? value
        case .number, .timestamp, .identifier: return value
        }
    }
}
