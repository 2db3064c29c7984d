import OpsDomain
import TerminalCore

/// The columns of the queues pane, by their places in `QueuesState.list`.
enum QueueColumn: Int, CaseIterable {
    case name, visible, inFlight, delayed, oldest, rates, growth, drain, trend, deadLetters, kind
}

/// A queue's texts by column, for the filter, and its numbers, for sorting.
enum QueueCell {
    static func text(_ column: Int, _ reading: QueueReading, _ watch: QueueWatch) -> String? {
        switch (QueueColumn(rawValue: column), reading.result) {
        case (.name, _): reading.name
        case (.visible, .success(let snapshot)): String(snapshot.visible)
        case (.inFlight, .success(let snapshot)): String(snapshot.inFlight)
        case (.delayed, .success(let snapshot)): String(snapshot.delayed)
        case (.drain, .success(let snapshot)): watch.flow(snapshot).drain.text
        case (.deadLetters, .success(let snapshot)): snapshot.redrive?.deadLetterQueue
        case (.deadLetters, .failure(let failure)): failure.sentence
        case (.kind, .success(let snapshot)): snapshot.marks
        default: nil
        }
    }

    /// By a column; what is not known comes last whichever way.
    static func precedes(_ left: QueueReading, _ right: QueueReading, _ sort: ColumnSort, _ watch: QueueWatch) -> Bool {
        switch QueueColumn(rawValue: sort.column) {
        case .name: return sort.order == .ascending ? left.name < right.name : left.name > right.name
        case .deadLetters, .kind:
            guard let first = text(sort.column, left, watch) else { return false }
            guard let second = text(sort.column, right, watch) else { return true }
            return sort.order == .ascending ? first < second : first > second
        default:
            guard let first = number(left, sort.column, watch) else { return false }
            guard let second = number(right, sort.column, watch) else { return true }
            return sort.order == .ascending ? first < second : first > second
        }
    }

    private static func number(_ reading: QueueReading, _ column: Int, _ watch: QueueWatch) -> Double? {
        guard case .success(let snapshot) = reading.result else { return nil }
        switch QueueColumn(rawValue: column) {
        case .visible: return Double(snapshot.visible)
        case .inFlight: return Double(snapshot.inFlight)
        case .delayed: return Double(snapshot.delayed)
        case .oldest: return watch.oldestAge(snapshot)
        case .rates:
            let flow = watch.flow(snapshot)
            return flow.inPerMinute ?? flow.outPerMinute
        case .growth, .trend: return watch.samples[snapshot.name]?.growthPerMinute
        case .drain: return watch.flow(snapshot).drain.rank
        case .name, .deadLetters, .kind, nil: return nil
        }
    }
}
