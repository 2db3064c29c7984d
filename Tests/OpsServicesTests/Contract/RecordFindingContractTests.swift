import ConsoleTestSupport
import OpsDomain
import Testing

/// What every record service promises of filters, segments and queries.
@Suite struct RecordFindingContractTests {
    private static let records: [Record] = (0..<12).map { number in
        var record = Record(fields: [
            "userId": .string("u-\(number)"), "name": .string(number.isMultiple(of: 2) ? "Ada" : "bob"),
            "age": number.isMultiple(of: 3) ? .string("\(number * 10)") : .number("\(number * 10)"),
            "zip.code": .string("1010"), "address": .map(["size": .number("\(number)")]),
            "paid": .boolean(number < 6),
        ])
        if number == 5 { record["status"] = .null }
        if number == 7 { record["age"] = nil }
        return record
    }

    private func filled(_ subject: RecordSubject) async throws {
        for record in Self.records {
            guard let key = record["userId"]?.displayText else { continue }
            try await subject.replace(key, record)
        }
    }

    private func all(_ subject: RecordSubject, _ access: RecordAccess, _ filter: RecordExpression?) async throws
        -> (ids: [String], scanned: Int)
    {
        var ids: [String] = []
        var (scanned, pages) = (0, 0)
        var cursor: PageCursor?
        repeat {
            let request = RecordPageRequest(cursor: cursor, limit: 5, access: access, filter: filter)
            let batch = try await subject.service.page(request)
            ids += (0..<batch.page.count).compactMap { batch.page.text("userId", at: $0) }
            scanned += batch.scanned
            cursor = batch.next
            pages += 1
        } while cursor != nil && pages < 30
        return (ids.sorted(), scanned)
    }

    @Test(arguments: RecordSubject.Kind.testable)
    func aFilterTellsWhatTheExpressionHoldsForAndCountsAllThatWasRead(kind: RecordSubject.Kind) async throws {
        try await RecordSubject.with(kind) { subject in
            try await filled(subject)
            for text in [
                "age > 35", "age = 30", "age = \"30\"", "age != 30", "not age < 50", "name ~ AD", "not name ~ AD",
                "name begins b", "age missing", "status exists", "status = null", "paid = true", "paid != true",
                "\"zip.code\" = 1010", "address.size >= 7", "address.none missing",
                "name = Ada and (age > 50 or paid = true)",
                "userId = u-3 or userId begins u-1", "not (name ~ ada or age > 20)", "name = \"\"",
                "age < 1e300", "not age > 123456789012345678901234567890123456789", "name.x exists",
            ] {
                let expression = try RecordExpression(parsing: text)
                let expected = Self.records.filter { expression.holds(for: $0) }.compactMap {
                    $0["userId"]?.displayText
                }
                let found = try await all(subject, .scan(), expression)
                #expect(found.ids == expected.sorted(), "\(text)")
                #expect(found.scanned == 12, "\(text)")
            }
        }
    }

    @Test(arguments: RecordSubject.Kind.testable)
    func segmentsTellEachRecordOnce(kind: RecordSubject.Kind) async throws {
        try await RecordSubject.with(kind) { subject in
            try await filled(subject)
            var ids: [String] = []
            for segment in 0..<4 { ids += try await all(subject, .scan(.init(segment, of: 4)), nil).ids }
            #expect(ids.sorted() == Self.records.compactMap { $0["userId"]?.displayText }.sorted())
        }
    }

    @Test(arguments: RecordSubject.Kind.testable)
    func aQueryReadsOnePartitionAndFiltersIt(kind: RecordSubject.Kind) async throws {
        try await RecordSubject.with(kind) { subject in
            try await filled(subject)
            let access = RecordAccess.query(RecordQuery(keys: "userId", partition: .string("u-4")))
            #expect(try await all(subject, access, nil) == (["u-4"], 1))
            // A filter that names the key too, which DynamoDB refuses as such.
            let fitting = try RecordExpression(parsing: "userId = u-4 and name = Ada")
            #expect(try await all(subject, access, fitting) == (["u-4"], 1))
            let unfitting = try RecordExpression(parsing: "userId = u-4 and name = bob")
            #expect(try await all(subject, access, unfitting) == ([], 1))
        }
    }
}
