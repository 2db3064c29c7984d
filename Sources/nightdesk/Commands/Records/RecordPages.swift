import OpsDomain

/// Page after page of a collection, to the end or to a limit.
struct RecordPages {
    private let collection: OpsDomain.Collection
    private let service: RecordService
    private let limit: Int?

    init(_ collection: OpsDomain.Collection, _ service: RecordService, limit: Int? = nil) {
        self.collection = collection
        self.service = service
        self.limit = limit
    }

    /// Calls back with each page's records; a page may have none.
    func read(_ body: ([Record]) throws -> Void) async throws {
        var cursor: PageCursor?
        var seen: Set<PageCursor> = []
        var left = limit ?? Int.max
        repeat {
            let batch = try await service.page(RecordPageRequest(cursor: cursor, limit: limit.map { _ in left }))
            let count = min(batch.page.count, left)
            try body((0..<count).map { batch.page.record(at: $0) })
            left -= count
            cursor = batch.next
            if let cursor, !seen.insert(cursor).inserted {
                throw CommandFailure(
                    .failed, "DynamoDB offered the same page of \(collection.title.lowercased()) twice.")
            }
        } while cursor != nil && left > 0
    }
}
