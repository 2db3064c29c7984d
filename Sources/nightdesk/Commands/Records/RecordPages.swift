import OpsDomain

/// Page after page of a collection, to the end or to a limit: all records, or those that fit an expression, found in the
/// cheapest way.
struct RecordPages: Sendable {
    private let collection: OpsDomain.Collection
    private let service: RecordService
    private let limit: Int?
    private let filter: RecordExpression?
    private let segments: Int
    private let index: String?
    private let isConsistent: Bool

    /// - Parameters:
    ///   - limit: of the records that fit.
    ///   - segments: how many readers share a scan.
    ///   - index: what is read instead of the table; nil leaves the choice to the filter.
    init(
        _ collection: OpsDomain.Collection, _ service: RecordService, limit: Int? = nil,
        filter: RecordExpression? = nil, segments: Int = 1, index: String? = nil, isConsistent: Bool = false
    ) {
        self.index = index
        self.isConsistent = isConsistent
        self.collection = collection
        self.service = service
        self.limit = limit
        self.filter = filter
        self.segments = segments
    }

    /// Calls back with each page's records, one page at a time; a page may have none.
    func read(_ body: ([Record]) throws -> Void) async throws {
        var left = limit ?? Int.max
        func take(_ records: [Record]) throws {
            let records = records.count > left ? Array(records.prefix(left)) : records
            left -= records.count
            try body(records)
        }
        switch try await access() {
        case .get(let key):
            if let record = try await service.get(key), filter?.holds(for: record) ?? true { try take([record]) }
        case .query(let query): try await read(.query(query), until: { left <= 0 }, take)
        case .scan where segments > 1: try await readSegments(until: { left <= 0 }, take)
        case .scan: try await read(.scan(index: index), until: { left <= 0 }, take)
        }
    }

    private func access() async throws -> FindPlan.Access {
        if index == nil, filter == nil { return .scan }
        let facts = try await service.facts()
        let chosen = try index.map { try self.index($0, in: facts) }
        if let chosen, !chosen.holdsWholeRecords {
            StandardStream.complain(
                "The index \(chosen.name) does not hold whole records: what is written is only what it holds, and other "
                    + "fields count as missing.")
        }
        guard let filter else {
            if let chosen { tellMissing(facts.fields(neededBy: chosen)) }
            return .scan
        }
        let plan =
            chosen.map { FindPlan(finding: filter, in: facts, through: $0, isConsistent: isConsistent) }
            ?? FindPlan(finding: filter, in: facts, isConsistent: isConsistent)
        if let estimate = plan.estimate {
            let what = chosen.map { "index \($0.name)" } ?? "table"
            StandardStream.complain(
                "Reading the whole \(what): about \(estimate.approximateCount) items, "
                    + "\(Int(estimate.readUnits.rounded(.up))) read units.")
        }
        if let chosen, plan.access == .scan {
            tellMissing(facts.fields(neededBy: chosen))
        } else if let field = plan.neededField {
            tellMissing([field])
        }
        return plan.access
    }

    /// The index of a name, if there is one and it can be read as asked: told before anything is paid for.
    private func index(_ name: String, in facts: CollectionFacts) throws -> CollectionFacts.Index {
        guard let index = facts.index(named: name) else {
            let names = facts.indexes.map(\.name).sorted().joined(separator: ", ")
            throw CommandFailure(
                .notFound,
                "The table \(facts.tableName) has no index \(name); it has \(names.isEmpty ? "none" : names).")
        }
        if isConsistent, index.isGlobal {
            throw CommandFailure(
                .usage,
                "The index \(index.name) is global, and DynamoDB reads those eventually consistent only: leave --consistent "
                    + "out, or read without --index.")
        }
        return index
    }

    private func tellMissing(_ fields: [String]) {
        guard !fields.isEmpty else { return }
        StandardStream.complain("The index that is read lacks records without \(fields.joined(separator: " and ")).")
    }

    private func read(
        _ access: RecordAccess, until isOver: () -> Bool, _ body: ([Record]) throws -> Void
    ) async throws {
        var cursor: PageCursor?
        var seen: Set<PageCursor> = []
        repeat {
            let batch = try await service.page(request(access, cursor))
            try body((0..<batch.page.count).map { batch.page.record(at: $0) })
            cursor = batch.next
            if let cursor, !seen.insert(cursor).inserted { throw repeated }
        } while cursor != nil && !isOver()
    }

    /// Every segment is read by a reader of its own; what each brings is handed on as it comes.
    private func readSegments(until isOver: () -> Bool, _ body: ([Record]) throws -> Void) async throws {
        let segments = segments
        try await withThrowingTaskGroup(of: (Int, RecordBatch).self) { group in
            var seen = Array(repeating: Set<PageCursor>(), count: segments)
            func ask(_ segment: Int, _ cursor: PageCursor?) {
                let request = request(.scan(RecordAccess.Segment(segment, of: segments), index: index), cursor)
                let service = service
                group.addTask { (segment, try await service.page(request)) }
            }
            for segment in 0..<segments { ask(segment, nil) }
            for try await (segment, batch) in group {
                try body((0..<batch.page.count).map { batch.page.record(at: $0) })
                if isOver() {
                    group.cancelAll()
                    return
                }
                guard let next = batch.next else { continue }
                guard seen[segment].insert(next).inserted else { throw repeated }
                ask(segment, next)
            }
        }
    }

    private func request(_ access: RecordAccess, _ cursor: PageCursor?) -> RecordPageRequest {
        // What a filter keeps away counts for the service's limit, so that only a reading without one is bounded there.
        RecordPageRequest(
            cursor: cursor, limit: filter == nil ? limit : nil, access: access, filter: filter,
            isConsistent: isConsistent)
    }

    private var repeated: CommandFailure {
        CommandFailure(.failed, "DynamoDB offered the same page of \(collection.title.lowercased()) twice.")
    }
}
