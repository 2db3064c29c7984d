import ConsoleTestSupport
import OpsDomain
import Testing

/// What every record service promises of reading through an index, and of consistent reads.
@Suite struct RecordIndexContractTests {
    private static let indexes = [
        CollectionFacts.Index(
            name: "by-team", keys: KeyFields(partition: "team", sort: "since"), holdsWholeRecords: true),
        CollectionFacts.Index(name: "by-since", keys: "since", holdsWholeRecords: false),
    ]

    private static let records: [Record] = (0..<12).map { number in
        var record = Record(fields: [
            "userId": .string("u-\(number)"), "name": .string("Name \(number)"),
            "team": .string(number.isMultiple(of: 2) ? "red" : "blue"),
        ])
        if number != 3 { record["since"] = .string("20\(10 + number)") }
        return record
    }

    private func filled(
        _ kind: RecordSubject.Kind, _ body: @escaping @Sendable (RecordSubject) async throws -> Void
    ) async throws {
        try await RecordSubject.with(kind, indexes: Self.indexes) { subject in
            for record in Self.records {
                guard let key = record["userId"]?.displayText else { continue }
                try await subject.replace(key, record)
            }
            try await body(subject)
        }
    }

    private func all(
        _ subject: RecordSubject, _ access: RecordAccess, _ filter: String? = nil, isConsistent: Bool = false
    ) async throws -> [Record] {
        let expression = try filter.map { try RecordExpression(parsing: $0) }
        var records: [Record] = []
        var cursor: PageCursor?
        var pages = 0
        repeat {
            let batch = try await subject.service.page(
                RecordPageRequest(
                    cursor: cursor, limit: 5, access: access, filter: expression, isConsistent: isConsistent))
            records += (0..<batch.page.count).map { batch.page.record(at: $0) }
            cursor = batch.next
            pages += 1
        } while cursor != nil && pages < 30
        return records
    }

    private func ids(_ records: [Record]) -> [String] { records.compactMap { $0["userId"]?.displayText }.sorted() }

    private var indexed: [Record] { Self.records.filter { $0["since"] != nil } }

    @Test(arguments: RecordSubject.Kind.testable)
    func theFactsTellTheIndexes(kind: RecordSubject.Kind) async throws {
        try await filled(kind) { subject in
            let facts = try await subject.service.facts()
            #expect(facts.indexes.count == 2)
            for index in Self.indexes {
                let told = try #require(facts.index(named: index.name))
                #expect(told.keys == index.keys && told.isGlobal)
                #expect(told.holdsWholeRecords == index.holdsWholeRecords)
            }
        }
    }

    @Test(arguments: RecordSubject.Kind.testable)
    func aScanOfAnIndexTellsTheRecordsThatHaveItsKeys(kind: RecordSubject.Kind) async throws {
        try await filled(kind) { subject in
            let found = try await all(subject, .scan(index: "by-team"))
            #expect(ids(found) == ids(indexed))
            #expect(Set(found) == Set(indexed))
            let fitting = try await all(subject, .scan(index: "by-team"), "team = red and name != \"Name 4\"")
            #expect(ids(fitting) == ["u-0", "u-10", "u-2", "u-6", "u-8"])
        }
    }

    @Test(arguments: RecordSubject.Kind.testable)
    func anIndexOfKeysHoldsNothingElse(kind: RecordSubject.Kind) async throws {
        try await filled(kind) { subject in
            let found = try await all(subject, .scan(index: "by-since"))
            #expect(ids(found) == ids(indexed))
            #expect(found.allSatisfy { Set($0.fields.names) == ["userId", "since"] })
        }
    }

    @Test(arguments: RecordSubject.Kind.testable)
    func segmentsOfAnIndexTellEachRecordOnce(kind: RecordSubject.Kind) async throws {
        try await filled(kind) { subject in
            var found: [Record] = []
            for segment in 0..<3 { found += try await all(subject, .scan(.init(segment, of: 3), index: "by-team")) }
            #expect(ids(found) == ids(indexed))
        }
    }

    @Test(arguments: RecordSubject.Kind.testable)
    func aQueryOfAnIndexReadsOnePartition(kind: RecordSubject.Kind) async throws {
        try await filled(kind) { subject in
            let plan = FindPlan(
                finding: try RecordExpression(parsing: "team = blue and since >= 2015"),
                in: try await subject.service.facts(), through: Self.indexes[0])
            // The scripted facts tell no types of other keys, so that the query is made here for both.
            let query = RecordQuery(
                index: "by-team", keys: Self.indexes[0].keys, partition: .string("blue"),
                sort: .init(.greaterOrEqual, .string("2015")))
            if kind == .live { #expect(plan.access == .query(query)) }
            let found = try await all(subject, .query(query))
            #expect(ids(found) == ["u-11", "u-5", "u-7", "u-9"])
        }
    }

    @Test(arguments: RecordSubject.Kind.testable)
    func consistentReadsTellTheSame(kind: RecordSubject.Kind) async throws {
        try await filled(kind) { subject in
            let whole = try await all(subject, .scan(), isConsistent: true)
            #expect(ids(whole) == ids(Self.records))
            let query = RecordQuery(keys: "userId", partition: .string("u-4"))
            let found = try await all(subject, .query(query), isConsistent: true)
            #expect(ids(found) == ["u-4"])
        }
    }
}
