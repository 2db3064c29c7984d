import OpsDomain
import TerminalCore

/// A look through the table for what fits the filter, page by page.
package struct TableSearch: Sendable {
    package enum Phase: Hashable, Sendable {
        /// The cost was told; asking again begins.
        case offered
        case running
        /// Stopped, or failed: asking again goes on.
        case stopped
    }

    package let plan: FindPlan
    package var phase: Phase
    package var next: PageCursor?
    package var scanned = 0
    package var found = 0
    package var readUnits = 0.0

    package init(_ plan: FindPlan, phase: Phase) {
        self.plan = plan
        self.phase = phase
    }
}

/// Finding in the table what the filter asks for: by key, by index, or in all of it. What is found joins the loaded rows.
extension CollectionPane {
    func updateSearching(
        _ state: inout CollectionState, _ message: CollectionMessage, _ context: UpdateContext
    ) -> [Effect<CollectionMessage>] {
        switch message {
        case .searchAsked: return ask(&state)
        case .searchStopped:
            state.search?.phase = .stopped
            return [.cancel("search"), notice("Stopped; F goes on from there.")]
        case .searchArrived(let records, let batch): return arrived(&state, records, batch)
        case .searchFailed(let failure):
            state.search?.phase = .stopped
            return [.console(.bell), notice("\(failure.sentence) F goes on from there.", isProblem: true)]
        default: return []
        }
    }

    /// How far the search under way is; nil when there is none.
    func searchSummary(_ state: CollectionState) -> String? {
        guard let search = state.search, search.phase == .running else { return nil }
        let total = state.facts.latest.map {
            " of ~\(CountText.grouped(max($0.value.approximateCount, search.scanned)))"
        }
        return
            "\(CountText.grouped(search.scanned))\(total ?? "") read, \(CountText.grouped(search.found)) found · X stops"
    }

    private func ask(_ state: inout CollectionState) -> [Effect<CollectionMessage>] {
        let expression: RecordExpression
        do throws(ExpressionProblem) {
            expression = try RecordExpression(parsing: state.list.prompt.text)
        } catch {
            let example = collection.columns.first.map { "\($0.field) = …" } ?? "name = …"
            return [
                notice("Filter by an expression first, as / \(example): F then finds it in the table.", isProblem: true)
            ]
        }
        if let search = state.search, search.plan.expression == expression {
            switch search.phase {
            case .running: return [notice("Looking already; X stops.")]
            case .offered, .stopped: return [look(&state)]
            }
        }
        let facts =
            state.facts.latest?.value
            ?? CollectionFacts(tableName: "", approximateCount: 0, sizeInBytes: 0, keys: collection.keys)
        let plan = FindPlan(finding: expression, in: facts)
        guard plan.access == .scan else {
            state.search = TableSearch(plan, phase: .running)
            return [look(&state)]
        }
        state.search = TableSearch(plan, phase: .offered)
        return [notice("F again begins. " + cost(plan))]
    }

    private func cost(_ plan: FindPlan) -> String {
        guard let estimate = plan.estimate, estimate.approximateCount > 0 else {
            return "It reads the whole table, and how large that is is not known."
        }
        let units = CountText.grouped(Int(estimate.readUnits.rounded(.up)))
        let dollars = estimate.dollars < 0.01 ? "<$0.01" : "$\(CountText.decimal(estimate.dollars, places: 2))"
        return
            "It reads the whole table: ~\(CountText.grouped(estimate.approximateCount)) items, ~\(units) read units, "
            + "\(dollars)."
    }

    func look(_ state: inout CollectionState) -> Effect<CollectionMessage> {
        state.search?.phase = .running
        let (service, keys, rows) = (service, collection.keys, state.rows)
        guard let search = state.search else { return .cancel("search") }
        return .run("search") { scope in
            do {
                let batch = try await Self.batch(search, service)
                let records = (0..<batch.page.count).map { batch.page.record(at: $0) }
                scope.send(.searchArrived(Self.unknown(records, rows, keys), batch))
            } catch {
                if let failure = ServiceFailure.told(error) { scope.send(.searchFailed(failure)) }
            }
        }
    }

    private static func batch(_ search: TableSearch, _ service: RecordService) async throws -> RecordBatch {
        let expression = search.plan.expression
        switch search.plan.access {
        case .get(let key):
            let record = try await service.get(key).flatMap { expression.holds(for: $0) ? $0 : nil }
            return RecordBatch(page: WrittenRecords(record.map { [$0] } ?? []), next: nil, readUnits: nil, scanned: 1)
        case .query(let query):
            return try await service.page(
                RecordPageRequest(cursor: search.next, access: .query(query), filter: expression))
        case .scan: return try await service.page(RecordPageRequest(cursor: search.next, filter: expression))
        }
    }

    /// Those that no loaded row shows yet; looked for away from the screen's thread.
    private static func unknown(_ records: [Record], _ rows: RecordRows, _ keys: KeyFields) -> [Record] {
        var wanted: [RecordKey: Record] = [:]
        for record in records { if let key = keys.key(of: record) { wanted[key] = record } }
        for row in 0..<rows.count where !wanted.isEmpty {
            if let key = rows.key(at: row) { wanted[key] = nil }
        }
        return records.filter { record in keys.key(of: record).map { wanted[$0] != nil } ?? false }
    }

    private func arrived(
        _ state: inout CollectionState, _ records: [Record], _ batch: RecordBatch
    ) -> [Effect<CollectionMessage>] {
        guard var search = state.search, search.phase == .running else { return [] }
        search.scanned += batch.scanned
        search.found += batch.page.count
        search.readUnits += batch.readUnits ?? 0
        search.next = batch.next
        state.search = search
        state.rows.prepend(records)
        let effects = rearrange(&state)
        guard batch.next == nil else { return effects + [look(&state)] }
        state.search = nil
        let units = search.readUnits > 0 ? ", \(CountText.decimal(search.readUnits, places: 1)) read units" : ""
        return effects + [
            notice("Found \(CountText.grouped(search.found)) in \(CountText.of(search.scanned, "item")) read\(units).")
        ]
    }
}
