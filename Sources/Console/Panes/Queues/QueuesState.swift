import OpsDomain
import TerminalCore

/// What happens in the queues pane.
package enum QueuesMessage: Sendable {
    case list(ListEvent)
    case detail(DetailEvent)
    case readingsArrived(Result<[QueueReading], ServiceFailure>, at: Timestamp)
    case refreshAsked
    case askingDue
    case opened
    case detailClosed
    case deadLettersAsked
    case nameCopied
    case attributesCopied
    case queueSought(String)
    case operation(QueueOperationMessage)
}

/// What the queues pane knows.
package struct QueuesState: Sendable {
    package struct OpenQueue: Sendable {
        package let name: String
        package var detail: DetailState
    }

    package struct Stale: Sendable {
        package let failure: ServiceFailure
        /// When the queue last told what is shown.
        package let since: Timestamp
    }

    package var names = ResourceNames(environment: "")
    package var readings: Loadable<[QueueReading]> = .idle
    /// Queues that could not be asked the last time, with why not; their rows show what they told before.
    package var stale: [String: Stale] = [:]
    package var histories: [String: QueueHistory] = [:]
    package var list = ListState<String>(
        columnNames: [
            ["queue", "name"], ["visible"], ["in flight", "inflight"], ["delayed"], ["growth"], ["trend"],
            ["dead letters", "dlq"],
        ])
    package var order = RowOrder()
    package var open: OpenQueue?
    package var isFocused = false
    package var isReadOnly = false
    /// A change of a queue that takes the pane.
    package var operation: QueueOperationState?
    /// The redrive that was left last: its settings and its canary are there again.
    package var lastRedrive: Redrive?
    /// Ids for the templates of the next message.
    package var nextFacts: MessageTemplate.Facts?
    /// When this console purged a queue last.
    package var purgedAt: [String: Timestamp] = [:]

    package init() {}

    package var rows: [QueueReading] { readings.latest?.value ?? [] }
    package var selected: QueueReading? { list.selection.selected.flatMap { order[$0] }.map { rows[$0] } }

    /// The queue that commands are about.
    package var subject: QueueReading? {
        guard let open else { return selected }
        return rows.first { $0.name == open.name }
    }

    package func depth(of queue: String) -> Int? {
        snapshot(of: queue)?.depth
    }

    package func snapshot(of queue: String) -> QueueSnapshot? {
        guard case .success(let snapshot) = rows.first(where: { $0.name == queue })?.result else { return nil }
        return snapshot
    }

    /// The readings, with what a queue told before in the place of a failure to ask it.
    package mutating func keepKnown(_ readings: [QueueReading]) -> [QueueReading] {
        let before = stale
        stale = [:]
        return readings.map { reading in
            guard case .failure(let failure) = reading.result, let snapshot = snapshot(of: reading.name),
                let since = before[reading.name]?.since ?? self.readings.latest?.at
            else { return reading }
            // A queue that is gone has no depth that could be old.
            if case .notFound = failure.reason { return reading }
            stale[reading.name] = Stale(failure: failure, since: since)
            return QueueReading(name: reading.name, result: .success(snapshot))
        }
    }

    package var scope: BindingScope { operation?.scope ?? open?.detail.scope ?? list.scope }

    /// Filters and orders the rows anew; the cursor stays on its queue.
    package mutating func arrange(keeping name: String?) {
        let rows = rows
        let sort = list.sort
        let histories = histories
        order.arrange(
            count: rows.count, list: &list, keeping: name, id: { rows[$0].name },
            cell: { column, row in QueueCell.text(column, rows[row]) },
            precedes: { left, right in
                guard let sort else { return QueueOrder.isWorse(rows[left], than: rows[right]) }
                return QueueOrder.precedes(rows[left], rows[right], sort, histories)
            })
    }
}

/// The order of queues.
enum QueueOrder {
    /// Worst first: dead letters that wait, then what cannot be asked, then the longest.
    static func isWorse(_ left: QueueReading, than right: QueueReading) -> Bool {
        let (leftRank, rightRank) = (rank(left), rank(right))
        if leftRank != rightRank { return leftRank < rightRank }
        let (leftDepth, rightDepth) = (depth(left), depth(right))
        return leftDepth == rightDepth ? left.name < right.name : leftDepth > rightDepth
    }

    /// By a column; what is not known comes last whichever way.
    static func precedes(
        _ left: QueueReading, _ right: QueueReading, _ sort: ColumnSort, _ histories: [String: QueueHistory]
    ) -> Bool {
        if sort.column == 0 { return sort.order == .ascending ? left.name < right.name : left.name > right.name }
        guard let first = number(left, sort.column, histories) else { return false }
        guard let second = number(right, sort.column, histories) else { return true }
        return sort.order == .ascending ? first < second : first > second
    }

    private static func number(
        _ reading: QueueReading, _ column: Int, _ histories: [String: QueueHistory]
    ) -> Double? {
        guard case .success(let snapshot) = reading.result else { return nil }
        switch column {
        case 1: return Double(snapshot.visible)
        case 2: return Double(snapshot.inFlight)
        case 3: return Double(snapshot.delayed)
        case 4, 5: return histories[reading.name]?.growthPerMinute
        default: return nil
        }
    }

    private static func rank(_ reading: QueueReading) -> Int {
        switch reading.result {
        case .success(let snapshot): snapshot.isDeadLetterQueue && snapshot.depth > 0 ? 0 : 2
        case .failure: 1
        }
    }

    private static func depth(_ reading: QueueReading) -> Int {
        if case .success(let snapshot) = reading.result { snapshot.depth } else { 0 }
    }
}

/// A queue's texts by column, for the filter.
enum QueueCell {
    static func text(_ column: Int, _ reading: QueueReading) -> String? {
        switch (column, reading.result) {
        case (0, _): reading.name
        case (1, .success(let snapshot)): String(snapshot.visible)
        case (2, .success(let snapshot)): String(snapshot.inFlight)
        case (3, .success(let snapshot)): String(snapshot.delayed)
        case (6, .success(let snapshot)): snapshot.redrive?.deadLetterQueue
        case (6, .failure(let failure)): failure.sentence
        default: nil
        }
    }
}
