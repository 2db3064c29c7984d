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
    case watch(QueueWatchMessage)
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
    package var watch = QueueWatch()
    package var list = ListState<String>(
        columnNames: [
            ["queue", "name"], ["visible"], ["in flight", "inflight"], ["delayed"], ["oldest", "age"],
            ["in/out", "rate"], ["growth"], ["drain"], ["trend"], ["dead letters", "dlq"], ["kind", "marks"],
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
        let (rows, sort, watch) = (rows, list.sort, watch)
        let standings = sort == nil ? rows.map(watch.standing) : []
        order.arrange(
            count: rows.count, list: &list, keeping: name, id: { rows[$0].name },
            cell: { column, row in QueueCell.text(column, rows[row], watch) },
            precedes: { left, right in
                guard let sort else { return standings[left].isWorse(than: standings[right]) }
                return QueueCell.precedes(rows[left], rows[right], sort, watch)
            })
    }
}
