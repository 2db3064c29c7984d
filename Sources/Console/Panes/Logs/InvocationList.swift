import OpsDomain
import TerminalCore

/// The invocations as a list: newest first unless sorted.
package struct InvocationList: Sendable {
    package private(set) var table = InvocationTable()
    package var list = ListState<Invocation.ID>(
        columnNames: [
            ["time"], ["function"], ["duration"], ["billed"], ["memory"], ["cold"], ["outcome"], ["request"], ["error"],
        ])
    /// Rows by a filter or sort of the person's; nil is the table's own order.
    private var arranged: [Invocation.ID]?
    /// Lines came since the rows were arranged.
    private var isStale = false

    package init() {}

    package var count: Int { arranged?.count ?? table.count }
    package var selected: Invocation? { list.selection.selected.flatMap { self[$0] } }

    package subscript(row: Int) -> Invocation? {
        guard let arranged else { return table[row] }
        return arranged.indices.contains(row) ? table[arranged[row]] : nil
    }

    package mutating func insert(_ entries: [LogEntry]) {
        for entry in entries {
            if let line = entry.line, table.insert(line) { isStale = true }
        }
    }

    /// Brings the rows up to the table; done only while they are in sight.
    package mutating func refresh(keeping id: Invocation.ID?) {
        guard isStale || count != list.selection.count else { return }
        arrange(keeping: id)
    }

    package mutating func apply(_ event: ListEvent) -> ListState<Invocation.ID>.Change {
        let selected = selected?.id
        let change = list.apply(event, selected: { selected }, all: { [] })
        if change == .rearranged { arrange(keeping: selected) }
        return change
    }

    private mutating func arrange(keeping id: Invocation.ID?) {
        isStale = false
        let filter = list.filter
        guard filter != nil || list.sort != nil else {
            arranged = nil
            list.selection.setCount(table.count)
            follow(id)
            return
        }
        var rows = table.rows
        if let filter {
            rows = rows.filter { row in
                filter.matches(columnCount: list.columnNames.count) { InvocationCell.text($0, row) }
            }
        }
        if let sort = list.sort {
            // Swift's sort is not stable by contract; the newest comes first among equals.
            let places = rows.indices.sorted { left, right in
                if InvocationCell.precedes(rows[left], rows[right], sort) { return true }
                return InvocationCell.precedes(rows[right], rows[left], sort) ? false : left < right
            }
            rows = places.map { rows[$0] }
        }
        arranged = rows.map(\.id)
        list.selection.setCount(rows.count)
        follow(id)
    }

    /// Keeps the cursor on its invocation, but for the first row: whoever looks at the newest goes on seeing the newest.
    private mutating func follow(_ id: Invocation.ID?) {
        let cursor = list.selection.cursor
        guard let id, cursor > 0, self[cursor]?.id != id else { return }
        if let row = (0..<count).first(where: { self[$0]?.id == id }) { list.selection.move(.to(row)) }
    }
}

/// An invocation's texts and order by column.
enum InvocationCell {
    private static let outcome = 6

    static func text(_ column: Int, _ row: Invocation) -> String? {
        switch column {
        case 1: row.function
        case 5: row.isColdStart ? "cold" : nil
        case outcome: row.outcome.word
        case 7: row.id.requestID
        case 8: row.errorLine
        default: nil
        }
    }

    static func precedes(_ left: Invocation, _ right: Invocation, _ sort: ColumnSort) -> Bool {
        if sort.column != outcome, let first = text(sort.column, left), let second = text(sort.column, right) {
            return sort.order == .ascending ? first < second : first > second
        }
        // What is not known comes last whichever way.
        guard let first = number(sort.column, left) else {
            return text(sort.column, left) != nil && text(sort.column, right) == nil
        }
        guard let second = number(sort.column, right) else { return true }
        return sort.order == .ascending ? first < second : first > second
    }

    private static func number(_ column: Int, _ row: Invocation) -> Double? {
        switch column {
        case 0: Double(row.start.milliseconds)
        case 2: row.durationMilliseconds
        case 3: row.billedMilliseconds
        case 4: row.memoryShare
        case outcome: Double(row.outcome.rank)
        default: nil
        }
    }
}

extension Invocation.Outcome {
    package var word: String {
        switch self {
        case .running: "running"
        case .succeeded: "ok"
        case .succeededWithErrors: "ok, errors"
        case .failed: "failed"
        case .timedOut: "timed out"
        }
    }

    package var scope: ThemeScope {
        switch self {
        case .running: .stateBusy
        case .succeeded: .stateGood
        case .succeededWithErrors: .severityWarning
        case .failed, .timedOut: .stateBad
        }
    }

    package func symbol(in symbols: Symbols) -> String {
        switch self {
        case .running: symbols.stateBusy
        case .succeeded: symbols.stateGood
        case .succeededWithErrors: symbols.severityWarning
        case .failed, .timedOut: symbols.stateBad
        }
    }

    /// Whether it asks for a look: `e` stops there.
    package var isTrouble: Bool {
        switch self {
        case .failed, .timedOut, .succeededWithErrors: true
        case .running, .succeeded: false
        }
    }

    /// What needs a look comes first when sorted.
    fileprivate var rank: Int {
        switch self {
        case .failed: 0
        case .timedOut: 1
        case .succeededWithErrors: 2
        case .running: 3
        case .succeeded: 4
        }
    }
}
