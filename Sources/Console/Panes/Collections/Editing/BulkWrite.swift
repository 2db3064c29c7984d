import OpsDomain

/// Writes of many records, one by one, some at a time; what became of each is kept.
package struct BulkWrite: Sendable {
    package enum Kind: Hashable, Sendable {
        case delete, change, importing
    }

    /// What became of a write.
    package enum Fate: Hashable, Sendable {
        case done
        case conflict(String)
        case failed(String)
        case notTried
    }

    package struct Item: Hashable, Sendable {
        package let write: RecordWrite
        /// The row it stood in, as a hint.
        package let row: Int?
        package var fate: Fate?
    }

    /// So many are under way at once.
    package static let width = 4

    package let kind: Kind
    package private(set) var items: [Item]
    /// The index of the first that has not begun.
    private var next = 0
    private var running = 0

    package init(_ kind: Kind, _ writes: [RecordWrite], rows: [RecordKey: Int] = [:]) {
        self.kind = kind
        items = writes.map { Item(write: $0, row: rows[$0.key]) }
    }

    package var isFinished: Bool { running == 0 && next == items.count }
    /// Stopped, with some still under way.
    package var isStopping: Bool { next == items.count && running > 0 }
    package private(set) var settledCount = 0
    /// Records as they were written for which no row was known, and which are not shown yet.
    package var arrivals: [Record] = []

    /// The writes that begin now.
    package mutating func begin() -> [(index: Int, write: RecordWrite)] {
        var begun: [(index: Int, write: RecordWrite)] = []
        while running < Self.width, next < items.count {
            begun.append((next, items[next].write))
            next += 1
            running += 1
        }
        return begun
    }

    package mutating func settle(_ index: Int, _ fate: Fate) {
        guard items.indices.contains(index), items[index].fate == nil else { return }
        items[index].fate = fate
        running -= 1
        settledCount += 1
    }

    /// Nothing more begins; what is under way is waited for.
    package mutating func stop() {
        for index in next..<items.count { items[index].fate = .notTried }
        next = items.count
    }

    private var verb: String {
        switch kind {
        case .delete: "deleted"
        case .change: "changed"
        case .importing: "imported"
        }
    }

    /// `10 changed, 1 conflict, 1 failed, 3 not tried`: every record is in one of the four.
    package var summary: String {
        var counts: (done: Int, conflicts: Int, failed: Int, untried: Int) = (0, 0, 0, 0)
        for item in items {
            switch item.fate {
            case .done: counts.done += 1
            case .conflict: counts.conflicts += 1
            case .failed: counts.failed += 1
            case .notTried, nil: counts.untried += 1
            }
        }
        var parts = ["\(CountText.grouped(counts.done)) \(verb)"]
        if counts.conflicts > 0 { parts.append(CountText.of(counts.conflicts, "conflict")) }
        if counts.failed > 0 { parts.append("\(CountText.grouped(counts.failed)) failed") }
        if counts.untried > 0 { parts.append("\(CountText.grouped(counts.untried)) not tried") }
        return parts.joined(separator: ", ")
    }

    package var share: Double { items.isEmpty ? 1 : Double(settledCount) / Double(items.count) }

    /// `12 of 30 deleted · X stops`, while it goes on.
    package func progress(_ collection: Collection) -> String {
        let sum = "\(CountText.grouped(settledCount)) of \(CountText.grouped(items.count)) \(verb)"
        return sum + (isStopping ? " · stopping" : " · X stops")
    }
}

extension UndoneList {
    /// Nil when all writes were done.
    package init?(_ bulk: BulkWrite, in collection: Collection) {
        let lines = bulk.items.compactMap { item -> Line? in
            let record = item.write.before ?? item.write.after ?? Record(fields: [:])
            let name = "\(collection.name(of: record)) \(collection.rest(of: record))"
            switch item.fate {
            case .done: return nil
            case .conflict(let sentence), .failed(let sentence): return Line(name: name, sentence: sentence)
            case .notTried, nil: return Line(name: name, sentence: "Not tried: stopped before.")
            }
        }
        let advice =
            switch bulk.kind {
            case .delete, .change: "What was not done stays marked. Esc goes back to the rows."
            case .importing: "What was not done can be imported again. Esc goes back to the rows."
            }
        self.init(summary: bulk.summary, advice: advice, lines: lines)
    }
}
