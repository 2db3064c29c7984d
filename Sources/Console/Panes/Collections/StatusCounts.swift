import OpsDomain

/// How many of the loaded rows have each status, for the chips above the list.
package struct StatusCounts: Sendable {
    package struct Status: Hashable, Sendable {
        package let word: String
        package let count: Int
    }

    /// The rows that were counted; more at their end are counted on.
    private var counted: RecordRows
    private var counts: [String: Int] = [:]
    private let field: String

    package init(_ field: String, keys: KeyFields) {
        self.field = field
        counted = RecordRows(keys: keys)
    }

    package var total: Int { counted.count }

    /// By name, so that they keep their places while rows come.
    package var statuses: [Status] {
        counts.sorted { $0.key < $1.key }.map { Status(word: $0.key, count: $0.value) }
    }

    /// Rows that `counting` would have to look at.
    package func work(for rows: RecordRows) -> Int {
        rows.extends(counted) ? rows.count - counted.count : rows.count
    }

    /// The counts of `rows`; nil when cancelled.
    package func counting(_ rows: RecordRows, isCancelled: () -> Bool = { false }) -> StatusCounts? {
        var next = self
        var first = counted.count
        if !rows.extends(counted) { (next.counts, first) = ([:], 0) }
        for row in first..<rows.count {
            if row.isMultiple(of: 1024), isCancelled() { return nil }
            if let word = rows.text(field, at: row) { next.counts[word, default: 0] += 1 }
        }
        next.counted = rows
        return next
    }
}
