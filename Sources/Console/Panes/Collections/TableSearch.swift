import OpsDomain

/// A look through the table for what fits the filter, page by page: large tables in several segments at a time, and no
/// faster than the budget allows.
package struct TableSearch: Sendable {
    package enum Phase: Hashable, Sendable {
        /// The cost was told; asking again begins.
        case offered
        case running
        /// Stopped, or failed: asking again goes on.
        case stopped
    }

    /// One reader's part of the table.
    private struct Segment: Sendable {
        var next: PageCursor?
        var isDone = false
    }

    package let plan: FindPlan
    package var phase: Phase
    package private(set) var budget: ReadBudget
    package private(set) var scanned = 0
    package private(set) var found = 0
    package private(set) var readUnits = 0.0
    package private(set) var pages = 0
    private var segments: [Segment]

    package init(_ plan: FindPlan, in facts: CollectionFacts, phase: Phase) {
        self.plan = plan
        self.phase = phase
        budget = ReadBudget(facts)
        segments = Array(repeating: Segment(), count: plan.access == .scan ? plan.estimate?.segments ?? 1 : 1)
    }

    /// Those that have not been read to their end.
    package var openSegments: [Int] { segments.indices.filter { !segments[$0].isDone } }
    package var isDone: Bool { segments.allSatisfy(\.isDone) }

    /// What to ask for next of a segment; nil when a single record is to be got.
    package func request(_ segment: Int) -> RecordPageRequest? {
        let cursor = segments[segment].next
        switch plan.access {
        case .get: return nil
        case .query(let query):
            return RecordPageRequest(cursor: cursor, access: .query(query), filter: plan.expression)
        case .scan:
            let part = segments.count > 1 ? RecordAccess.Segment(segment, of: segments.count) : nil
            return RecordPageRequest(cursor: cursor, access: .scan(part), filter: plan.expression)
        }
    }

    package mutating func take(_ batch: RecordBatch, of segment: Int, at now: Timestamp) {
        scanned += batch.scanned
        found += batch.page.count
        pages += 1
        segments[segment].next = batch.next
        segments[segment].isDone = batch.next == nil
        readUnits += batch.readUnits ?? 0
        budget.spend(batch.readUnits ?? assumedUnits(batch.scanned), at: now)
    }

    /// What so many records cost by the table's own size, where the answer does not tell.
    private func assumedUnits(_ count: Int) -> Double {
        guard let estimate = plan.estimate, estimate.approximateCount > 0 else { return 0 }
        return estimate.readUnits * Double(count) / Double(estimate.approximateCount)
    }

    /// How much of the table is read, by its own count, which is some hours old; nil where nothing tells how much there is.
    package var share: Double? {
        guard let total = plan.estimate?.approximateCount, total > 0 else { return nil }
        return min(0.99, Double(scanned) / Double(total))
    }
}
