import ConsoleTestSupport
import OpsDomain
import Testing

/// What every record service promises, held against DynamoDB and against the fake of the console's tests.
@Suite struct RecordContractTests {
    private static let ada = Record(fields: [
        "userId": .string("u-1"), "name": .string("Ada Ł. 👩🏽‍💻"), "age": .number("36.50"), "status": .string("new"),
        "tags": .list([.string("a"), .number("1e3"), .null, .boolean(true)]), "notes": .map(["size": .number("-0.1")]),
        "groups": .stringSet(["x", "y"]), "key": .binary([0, 255]), "gone": .null,
    ])

    private func reason(_ work: () async throws -> Void) async -> ServiceFailure.Reason? {
        do {
            try await work()
            return nil
        } catch {
            return (error as? ServiceFailure)?.reason
        }
    }

    private func change(_ before: Record = ada, _ edit: (inout Record) -> Void) -> RecordWrite {
        var after = before
        edit(&after)
        return RecordWrite.changing(before, to: after, key: "u-1")
    }

    /// What DynamoDB makes of numbers: no zeros that mean nothing, no exponent.
    private func stored(_ record: Record, _ subject: RecordSubject) async throws -> Record {
        _ = try await subject.service.create(record)
        return try #require(try await subject.service.get("u-1"))
    }

    @Test(arguments: RecordSubject.Kind.testable)
    func aPageAfterAnotherTellsEachRecordOnce(kind: RecordSubject.Kind) async throws {
        try await RecordSubject.with(kind) { subject in
            var expected: [String: Record] = [:]
            for number in 0..<11 {
                let record = Record(fields: ["userId": .string("u-\(number)"), "age": .number("\(number)")])
                expected["u-\(number)"] = try await subject.service.create(record)
            }
            var told: [String: Record] = [:]
            var cursor: PageCursor?
            var pages = 0
            repeat {
                let batch = try await subject.service.page(RecordPageRequest(cursor: cursor, limit: 4))
                #expect(batch.page.count <= 4)
                for row in 0..<batch.page.count {
                    let key = try #require(batch.page.text("userId", at: row))
                    #expect(told.updateValue(batch.page.record(at: row), forKey: key) == nil)
                    #expect(batch.page.value("age", at: row) == batch.page.record(at: row)["age"])
                    #expect(batch.page.text("email", at: row) == nil)
                }
                cursor = batch.next
                pages += 1
            } while cursor != nil && pages < 20
            #expect(told == expected)
            #expect(pages >= 3)
            #expect(try await subject.service.page(RecordPageRequest(limit: nil)).page.count == 11)
        }
    }

    @Test(arguments: RecordSubject.Kind.testable)
    func aCellReadsAsItsValueDoes(kind: RecordSubject.Kind) async throws {
        try await RecordSubject.with(kind) { subject in
            let record = try await stored(Self.ada, subject)
            let page = try await subject.service.page(RecordPageRequest()).page
            #expect(page.record(at: 0) == record)
            for (field, value) in record.fields.sorted {
                #expect(page.text(field, at: 0) == value.displayText)
                #expect(page.value(field, at: 0) == value)
            }
        }
    }

    @Test(arguments: RecordSubject.Kind.testable)
    func aRecordIsGotByItsKey(kind: RecordSubject.Kind) async throws {
        try await RecordSubject.with(kind) { subject in
            #expect(try await subject.service.get("u-1") == nil)
            let record = try await stored(Self.ada, subject)
            for field in Self.ada.fields.names where field != "age" && field != "tags" {
                #expect(record[field] == Self.ada[field])
            }
            #expect(try await subject.service.get("u-2") == nil)
        }
    }

    @Test(arguments: RecordSubject.Kind.testable)
    func factsNameTheKey(kind: RecordSubject.Kind) async throws {
        try await RecordSubject.with(kind) { subject in
            _ = try await subject.service.create(Self.ada)
            let facts = try await subject.service.facts()
            #expect(facts.keys == "userId")
            #expect(!facts.tableName.isEmpty)
            #expect(facts.indexes.isEmpty)
        }
    }

    @Test(arguments: RecordSubject.Kind.testable)
    func aCreationNeverReplaces(kind: RecordSubject.Kind) async throws {
        try await RecordSubject.with(kind) { subject in
            let taken = try await stored(Self.ada, subject)
            let other = Record(fields: ["userId": .string("u-1"), "name": .string("Other")])
            #expect(await reason { _ = try await subject.service.create(other) } == .conflict(current: taken))
            #expect(try await subject.service.get("u-1") == taken)
        }
    }

    @Test(arguments: RecordSubject.Kind.testable)
    func aRecordWithoutItsKeyIsRefused(kind: RecordSubject.Kind) async throws {
        try await RecordSubject.with(kind) { subject in
            let record = Record(fields: ["name": .string("Nobody")])
            #expect(await reason { _ = try await subject.service.create(record) } == .invalid)
            let batch = try await subject.service.page(RecordPageRequest())
            #expect(batch.page.count == 0)
        }
    }

    @Test(arguments: RecordSubject.Kind.testable)
    func anUpdateSetsAddsAndRemovesWhatChangedAndNothingElse(kind: RecordSubject.Kind) async throws {
        try await RecordSubject.with(kind) { subject in
            let before = try await stored(Self.ada, subject)
            // Somebody else adds a field that this edit never saw.
            var theirs = before
            theirs["email"] = .string("ada@example.com")
            try await subject.replace("u-1", theirs)
            let updated = try await subject.service.update(
                change(before) {
                    $0["status"] = .string("active")
                    $0["updatedAt"] = .string("now")
                    $0["tags"] = nil
                })
            var expected = theirs
            expected["status"] = .string("active")
            expected["updatedAt"] = .string("now")
            expected["tags"] = nil
            #expect(updated == expected)
            #expect(try await subject.service.get("u-1") == expected)
        }
    }

    @Test(arguments: RecordSubject.Kind.testable)
    func aConflictTellsWhatIsThereNowAndWritesNothing(kind: RecordSubject.Kind) async throws {
        try await RecordSubject.with(kind) { subject in
            let before = try await stored(Self.ada, subject)
            var theirs = before
            theirs["name"] = .string("Somebody")
            try await subject.replace("u-1", theirs)
            let mine = change(before) {
                $0["name"] = .string("Me")
                $0["status"] = .string("active")
            }
            #expect(await reason { _ = try await subject.service.update(mine) } == .conflict(current: theirs))
            #expect(try await subject.service.get("u-1") == theirs)
            // A field that is there by now conflicts with its addition, one that is gone with its change.
            let added = change(before) { $0["email"] = .string("me@example.com") }
            var withEmail = before
            withEmail["email"] = .string("ada@example.com")
            try await subject.replace("u-1", withEmail)
            #expect(await reason { _ = try await subject.service.update(added) } == .conflict(current: withEmail))
        }
    }

    @Test(arguments: RecordSubject.Kind.testable)
    func whatWasDeletedUnderneathIsNotMadeAnew(kind: RecordSubject.Kind) async throws {
        try await RecordSubject.with(kind) { subject in
            let before = try await stored(Self.ada, subject)
            try await subject.replace("u-1", nil)
            let edits: [(inout Record) -> Void] = [
                { $0["name"] = .string("Me") }, { $0["email"] = .string("me@example.com") }, { $0["status"] = nil },
            ]
            for edit in edits {
                let change = change(before, edit)
                #expect(await reason { _ = try await subject.service.update(change) } == .conflict(current: nil))
            }
            #expect(try await subject.service.get("u-1") == nil)
        }
    }

    @Test(arguments: RecordSubject.Kind.testable)
    func theKeyCannotBeChanged(kind: RecordSubject.Kind) async throws {
        try await RecordSubject.with(kind) { subject in
            let before = try await stored(Self.ada, subject)
            let change = change(before) { $0["userId"] = .string("u-2") }
            #expect(await reason { _ = try await subject.service.update(change) } == .invalid)
            #expect(try await subject.service.get("u-1") == before)
            #expect(try await subject.service.get("u-2") == nil)
        }
    }

    @Test(arguments: RecordSubject.Kind.testable)
    func aValueInsideAMapIsChangedBesideOthersEdits(kind: RecordSubject.Kind) async throws {
        try await RecordSubject.with(kind) { subject in
            var nested = Self.ada
            nested["a.b"] = .map(["status": .string("x"), "c.d": .map(["deep": .number("1"), "gone": .null])])
            let before = try await stored(nested, subject)
            var theirs = before
            theirs[path: RecordPath(["a.b", "status"])] = .string("theirs")
            try await subject.replace("u-1", theirs)
            let mine = change(before) {
                $0[path: RecordPath(["a.b", "c.d", "deep"])] = .number("2")
                $0[path: RecordPath(["a.b", "c.d", "gone"])] = nil
                $0[path: RecordPath(["a.b", "c.d", "new"])] = .list([.map(["x": .boolean(true)])])
            }
            let expected = mine.delta.applied(to: theirs)
            #expect(try await subject.service.update(mine) == expected)
            #expect(try await subject.service.get("u-1") == expected)
            // The map that the value would go into is gone: a conflict, and nothing invalid.
            var without = expected
            without["a.b"] = nil
            try await subject.replace("u-1", without)
            let added = change(expected) { $0[path: RecordPath(["a.b", "c.d", "other"])] = .string("x") }
            #expect(await reason { _ = try await subject.service.update(added) } == .conflict(current: without))
        }
    }

    @Test(arguments: RecordSubject.Kind.testable)
    func namesThatDifferInCompositionOnlyAreTwo(kind: RecordSubject.Kind) async throws {
        try await RecordSubject.with(kind) { subject in
            var twins = Record(fields: ["userId": .string("u-1")])
            twins["caf\u{E9}"] = .string("composed \u{E9}")
            twins["cafe\u{301}"] = .string("decomposed e\u{301}")
            let before = try await stored(twins, subject)
            #expect(before.fields.count == 3)
            let change = change(before) { $0["caf\u{E9}"] = .string("composed e\u{301}") }
            #expect(change.delta.changes.count == 1)
            let updated = try await subject.service.update(change)
            #expect(updated["caf\u{E9}"] == .string("composed e\u{301}"))
            #expect(updated["caf\u{E9}"] != .string("composed \u{E9}"))
            #expect(updated["cafe\u{301}"] == .string("decomposed e\u{301}"))
        }
    }

    @Test(arguments: RecordSubject.Kind.testable)
    func whatChangedUnderneathIsNotDeletedAndADeletionIsTakenBackByItsInverse(
        kind: RecordSubject.Kind
    ) async throws {
        try await RecordSubject.with(kind) { subject in
            let before = try await stored(Self.ada, subject)
            var theirs = before
            theirs["status"] = .string("theirs")
            try await subject.replace("u-1", theirs)
            let stale = RecordWrite.deleting(before, key: "u-1")
            #expect(await reason { _ = try await subject.service.write(stale) } == .conflict(current: theirs))
            // A field that only they gave it is noticed too.
            var grown = theirs
            grown["updatedAt"] = .string("2026-03-01T02:14:00.000Z")
            try await subject.replace("u-1", grown)
            let blind = RecordWrite.deleting(theirs, key: "u-1")
            #expect(await reason { _ = try await subject.service.write(blind) } == .conflict(current: grown))
            try await subject.replace("u-1", theirs)
            let deletion = RecordWrite.deleting(theirs, key: "u-1")
            #expect(try await subject.service.write(deletion) == nil)
            #expect(try await subject.service.get("u-1") == nil)
            #expect(await reason { _ = try await subject.service.write(deletion) } == .conflict(current: nil))
            #expect(try await subject.service.write(deletion.inverse) == theirs)
            #expect(try await subject.service.get("u-1") == theirs)
        }
    }

    @Test(arguments: RecordSubject.Kind.testable)
    func manyAreGotByTheirKeysAndThoseThatAreNotThereAreNot(kind: RecordSubject.Kind) async throws {
        try await RecordSubject.with(kind) { subject in
            var made: Set<Record> = []
            for number in 0..<230 {
                made.insert(try await subject.service.create(Record(fields: ["userId": .string("u-\(number)")])))
            }
            let keys = (0..<260).map { RecordKey("u-\($0)") } + [RecordKey("u-1")]
            let records = try await subject.service.getMany(keys)
            #expect(records.count == 230 && Set(records) == made)
            #expect(try await subject.service.getMany([]).isEmpty)
        }
    }
}
