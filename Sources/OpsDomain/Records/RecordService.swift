/// What the console asks of a collection. The live one speaks DynamoDB; tests script it.
///
/// Every closure throws `ServiceFailure`, or `CancellationError` when its task is cancelled, and nothing else.
package struct RecordService: Sendable {
    /// The table's facts: approximate count with its age, key, indexes.
    package var facts: @Sendable () async throws -> CollectionFacts
    /// One page of the collection, in the table's own order.
    package var page: @Sendable (RecordPageRequest) async throws -> RecordBatch
    /// One record by key, read consistently; nil when there is none.
    package var get: @Sendable (_ key: String) async throws -> Record?
    /// Writes a new record; fails with `conflict` when the key is taken.
    package var create: @Sendable (Record) async throws -> Record
    /// Changes what the change names, on condition that it is still as it was; answers the record as it is now.
    package var update: @Sendable (RecordChange) async throws -> Record

    package init(
        facts: @escaping @Sendable () async throws -> CollectionFacts,
        page: @escaping @Sendable (RecordPageRequest) async throws -> RecordBatch,
        get: @escaping @Sendable (_ key: String) async throws -> Record?,
        create: @escaping @Sendable (Record) async throws -> Record,
        update: @escaping @Sendable (RecordChange) async throws -> Record
    ) {
        self.facts = facts
        self.page = page
        self.get = get
        self.create = create
        self.update = update
    }
}

package struct CollectionFacts: Hashable, Sendable {
    package let tableName: String
    /// As DescribeTable tells it: refreshed by AWS about every six hours, so never a true total.
    package let approximateCount: Int
    package let sizeInBytes: Int
    package let keyField: String
    package let indexNames: [String]

    package init(tableName: String, approximateCount: Int, sizeInBytes: Int, keyField: String, indexNames: [String]) {
        self.tableName = tableName
        self.approximateCount = approximateCount
        self.sizeInBytes = sizeInBytes
        self.keyField = keyField
        self.indexNames = indexNames
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

/// An edit: what the person saw, and what they made of it. Only fields that differ are written, each on condition that
/// it still has its old value, and that the record exists.
package struct RecordChange: Hashable, Sendable {
    package let key: String
    package let before: Record
    package let after: Record

    package init(key: String, before: Record, after: Record) {
        self.key = key
        self.before = before
        self.after = after
    }

    /// The fields that differ, by name.
    package var changedFields: [String] {
        Set(before.fields.keys).union(after.fields.keys).filter { before[$0] != after[$0] }.sorted()
    }
}
