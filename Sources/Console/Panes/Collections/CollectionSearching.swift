import OpsDomain
import TerminalCore

/// Finding in the table what the filter asks for: by key, by index, or in all of it. What is found joins the loaded rows.
extension CollectionPane {
    func updateSearching(
        _ state: inout CollectionState, _ message: CollectionMessage, _ context: UpdateContext
    ) -> [Effect<CollectionMessage>] {
        switch message {
        case .searchAsked: return ask(&state)
        case .searchStopped:
            return stopSearching(&state) + [notice("Stopped; F goes on from there.")]
        case .searchArrived(let segment, let records, let batch):
            return arrived(&state, segment, records, batch, context)
        case .searchFailed(let failure):
            return stopSearching(&state) + [
                .console(.bell), notice("\(failure.sentence) F goes on from there.", isProblem: true),
            ]
        default: return []
        }
    }

    private func stopSearching(_ state: inout CollectionState) -> [Effect<CollectionMessage>] {
        guard state.search != nil else { return [] }
        state.search?.phase = .stopped
        return (state.search?.openSegments ?? []).map { .cancel(Self.effect($0)) }
    }

    private static func effect(_ segment: Int) -> String { "search-\(segment)" }

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
            return search.phase == .running ? [notice("Looking already; X stops.")] : look(&state)
        }
        let stopping = stopSearching(&state)
        let facts =
            state.facts.latest?.value
            ?? CollectionFacts(tableName: "", approximateCount: 0, sizeInBytes: 0, keys: collection.keys)
        let plan = FindPlan(finding: expression, in: facts)
        let search = TableSearch(plan, in: facts, phase: plan.access == .scan ? .offered : .running)
        state.search = search
        return stopping + (plan.access == .scan ? [notice(cost(search))] : look(&state))
    }

    private func cost(_ search: TableSearch) -> String {
        guard let estimate = search.plan.estimate, estimate.approximateCount > 0 else {
            return "F again reads the whole table, and how large that is is not known."
        }
        let units = CountText.grouped(Int(estimate.readUnits.rounded(.up)))
        let dollars = estimate.dollars < 0.01 ? "<$0.01" : "$\(CountText.decimal(estimate.dollars, places: 2))"
        let seconds = estimate.readUnits / search.budget.rate
        let time = seconds < 2 ? "" : ", ~\(RelativeAge.text(seconds: seconds))"
        return
            "F again reads it all: ~\(CountText.of(estimate.approximateCount, "item")), "
            + "\(CountText.bytes(estimate.sizeInBytes)), ~\(units) read units, \(dollars)\(time)"
    }

    /// Every segment asks for its next page, at the budget's pace.
    func look(_ state: inout CollectionState) -> [Effect<CollectionMessage>] {
        guard let search = state.search else { return [] }
        state.search?.phase = .running
        return search.openSegments.map { page(of: $0, search) }
    }

    private func page(of segment: Int, _ search: TableSearch) -> Effect<CollectionMessage> {
        let service = service
        return .run(Self.effect(segment)) { scope in
            do {
                let pause = search.budget.pause(at: scope.now())
                if pause > .zero { try await scope.sleep(pause) }
                let batch = try await Self.batch(search, segment, service)
                let records = (0..<batch.page.count).map { batch.page.record(at: $0) }
                scope.send(.searchArrived(segment, records, batch))
            } catch {
                if let failure = ServiceFailure.told(error) { scope.send(.searchFailed(failure)) }
            }
        }
    }

    private static func batch(
        _ search: TableSearch, _ segment: Int, _ service: RecordService
    ) async throws -> RecordBatch {
        if let request = search.request(segment) { return try await service.page(request) }
        guard case .get(let key) = search.plan.access else {
            return RecordBatch(page: WrittenRecords([]), next: nil, readUnits: nil)
        }
        let record = try await service.get(key).flatMap { search.plan.expression.holds(for: $0) ? $0 : nil }
        return RecordBatch(page: WrittenRecords(record.map { [$0] } ?? []), next: nil, readUnits: nil, scanned: 1)
    }

    private func arrived(
        _ state: inout CollectionState, _ segment: Int, _ records: [Record], _ batch: RecordBatch,
        _ context: UpdateContext
    ) -> [Effect<CollectionMessage>] {
        guard var search = state.search, search.phase == .running else { return [] }
        search.take(batch, of: segment, at: context.now)
        state.search = search
        state.rows.prepend(state.rows.missing(records))
        let effects = rearrange(&state)
        if batch.next != nil { return effects + [page(of: segment, search)] }
        guard search.isDone else { return effects }
        state.search = nil
        let units = search.readUnits > 0 ? ", \(CountText.decimal(search.readUnits, places: 1)) read units" : ""
        return effects + [
            notice("Found \(CountText.grouped(search.found)) in \(CountText.of(search.scanned, "item")) read\(units).")
        ]
    }
}
