/// What the console asks of a collection. The live one speaks DynamoDB; tests script it.
///
/// Every closure throws `ServiceFailure`, or `CancellationError` when its task is cancelled, and nothing else.
package struct RecordService: Sendable {
    /// The table's facts: approximate count with its age, key, indexes.
    package var facts: @Sendable () async throws -> CollectionFacts
    /// One page of the collection, in the table's own order: with a filter only what fits it, perhaps nothing.
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
    /// At most so many records are read, before the filter; nil for as many as a page of the service holds.
    package let limit: Int?
    package let access: RecordAccess
    /// What the records must fit. All that are read are paid for.
    package let filter: RecordExpression?
    /// With all that was written before the asking, at twice the price; no global index can be read so.
    package let isConsistent: Bool

    package init(
        cursor: PageCursor? = nil, limit: Int? = nil, access: RecordAccess = .scan(), filter: RecordExpression? = nil,
        isConsistent: Bool = false
    ) {
        self.isConsistent = isConsistent
        self.cursor = cursor
        self.limit = limit
        self.access = access
        self.filter = filter
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
    /// How many records were read for the page, those that the filter kept away too.
    package let scanned: Int

    package init(page: any RecordPage, next: PageCursor?, readUnits: Double?, scanned: Int? = nil) {
        self.scanned = scanned ?? page.count
        self.page = page
        self.next = next
        self.readUnits = readUnits
    }
}
