import OpsDomain

/// Page after page of a collection, to the end or to a limit: all records, or those that fit an expression, found in the
/// cheapest way.
struct RecordPages: Sendable {
    private let collection: OpsDomain.Collection
    private let service: RecordService
    private let limit: Int?
    private let filter: RecordExpression?
    private let segments: Int

    /// - Parameters:
    ///   - limit: of the records that fit.
    ///   - segments: how many readers share a scan.
    init(
        _ collection: OpsDomain.Collection, _ service: RecordService, limit: Int? = nil,
        filter: RecordExpression? = nil, segments: Int = 1
    ) {
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
        case .scan: try await read(.scan(), until: { left <= 0 }, take)
        }
    }

    private func access() async throws -> FindPlan.Access {
        guard let filter else { return .scan }
        let plan = FindPlan(finding: filter, in: try await service.facts())
        if let estimate = plan.estimate {
            StandardStream.complain(
                "Reading the whole table: about \(estimate.approximateCount) items, \(Int(estimate.readUnits.rounded(.up))) "
                    + "read units.")
        }
        if let field = plan.neededField {
            StandardStream.complain("The index that is read lacks records without \(field).")
        }
        return plan.access
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
                let request = request(.scan(RecordAccess.Segment(segment, of: segments)), cursor)
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
        RecordPageRequest(cursor: cursor, limit: filter == nil ? limit : nil, access: access, filter: filter)
    }

    private var repeated: CommandFailure {
        CommandFailure(.failed, "DynamoDB offered the same page of \(collection.title.lowercased()) twice.")
    }
}
