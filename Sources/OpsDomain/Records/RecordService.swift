/// What the console asks of a collection. The live one speaks DynamoDB; tests script it.
///
/// Every closure throws `ServiceFailure`, or `CancellationError` when its task is cancelled, and nothing else.
package struct RecordService: Sendable {
    /// The table's facts: approximate count with its age, key, indexes.
    package var facts: @Sendable () async throws -> CollectionFacts
    /// One page of the collection, in the table's own order.
    package var page: @Sendable (RecordPageRequest) async throws -> RecordBatch
    /// One record by key, read consistently; nil when there is none.
    package var get: @Sendable (RecordKey) async throws -> Record?
    /// The records that there are of these keys, in no order; eventually consistent, and half the price of `get`.
    package var getMany: @Sendable ([RecordKey]) async throws -> [Record]
    /// Carries out a write on condition that the record is as its `before` says: what an update changes still has its old
    /// value, what a deletion takes away is unchanged as a whole, and what is created is not there yet. Answers the record
    /// as it is now, nil after a deletion. Fails with `conflict` where the condition does not hold.
    package var write: @Sendable (RecordWrite) async throws -> Record?

    package init(
        facts: @escaping @Sendable () async throws -> CollectionFacts,
        page: @escaping @Sendable (RecordPageRequest) async throws -> RecordBatch,
        get: @escaping @Sendable (RecordKey) async throws -> Record?,
        getMany: @escaping @Sendable ([RecordKey]) async throws -> [Record],
        write: @escaping @Sendable (RecordWrite) async throws -> Record?
    ) {
        self.facts = facts
        self.page = page
        self.get = get
        self.getMany = getMany
        self.write = write
    }
}

package struct RecordPageRequest: Hashable, Sendable {
    /// Where the page before ended; nil for the first.
    package let cursor: PageCursor?
    /// At most so many records; nil for as many as a page of the service holds.
    package let limit: Int?

    package init(cursor: PageCursor? = nil, limit: Int? = nil) {
        self.cursor = cursor
        self.limit = limit
    }
}

/// Where a page ended; opaque to everyone but the service that made it.
package struct PageCursor: Hashable, Sendable {
    package let token: [UInt8]

    package init(token: [UInt8]) {
        self.token = token
    }
}

package struct RecordBatch: Sendable {
    package let page: any RecordPage
    /// Nil when this was the last page. A page may be empty and still have a next.
    package let next: PageCursor?
    /// DynamoDB read units that the page cost, when told.
    package let readUnits: Double?

    package init(page: any RecordPage, next: PageCursor?, readUnits: Double?) {
        self.page = page
        self.next = next
        self.readUnits = readUnits
    }
}
