import Testing

@testable import OpsDomain

@Suite struct RecordDraftTests {
    private let now = Timestamp(milliseconds: 1_767_323_045_678)
    private let ada = Record(fields: [
        "userId": .string("u-1"), "email": .string("ada@example.com"), "name": .string("Ada"), "age": .number("36"),
        "createdAt": .string("2026-01-01T00:00:00.000Z"), "extra": .list([.number("1")]),
    ])

    @Test func aNewUserNeedsEmailAndName() {
        var draft = RecordDraft(creatingIn: .users)
        #expect(Set(draft.problems.keys) == ["email", "name"])
        #expect(draft.newRecord(uuid: "u", now: now) == nil)
        draft.set("email", to: "ada@example.com")
        draft.set("name", to: "  Ada ")
        #expect(
            draft.newRecord(uuid: "u-9", now: now)
                == Record(fields: [
                    "userId": .string("u-9"), "email": .string("ada@example.com"), "name": .string("Ada"),
                    "createdAt": .string("2026-01-02T03:04:05.678Z"),
                ]))
        draft.set("age", to: "36")
        #expect(draft.newRecord(uuid: "u-9", now: now)?["age"] == .number("36"))
    }

    @Test(arguments: ["abc", "3.5", "-", "--1", "1e1", "4 2"])
    func anAgeIsAWholeNumber(age: String) {
        var draft = RecordDraft(editing: ada, in: .users)
        draft.set("age", to: age)
        #expect(draft.problems["age"] != nil)
        #expect(draft.change(now: now) == nil)
    }

    @Test(arguments: ["0", "151", "-1", "99999999999999999999999999999999999999"])
    func anyWholeNumberIsAnAge(age: String) {
        var draft = RecordDraft(editing: ada, in: .users)
        draft.set("age", to: age)
        #expect(draft.change(now: now)?.after?["age"] == .number(age))
    }

    @Test func anIntegerKeepsItsBounds() {
        let collection = Collection(
            id: "c", title: "C", singular: "c", table: "c", keys: "id", columns: [],
            rules: [FieldRule(field: "n", label: "N", checks: [.integer(1...3)])])
        var draft = RecordDraft(editing: Record(fields: ["id": .string("1")]), in: collection)
        draft.set("n", to: "4")
        #expect(draft.problems["n"] == "N is between 1 and 3.")
        draft.set("n", to: "3")
        #expect(draft.problems["n"] == nil)
    }

    @Test func anUnchangedFormIsNoChange() {
        let draft = RecordDraft(editing: ada, in: .users)
        #expect(draft.problems.isEmpty)
        #expect(draft.change(now: now) == nil)
    }

    @Test func aChangeKeepsTypesAndSetsUpdatedAt() throws {
        var draft = RecordDraft(editing: ada, in: .users)
        draft.set("age", to: "37")
        let change = try #require(draft.change(now: now))
        #expect(change.key == "u-1")
        #expect(change.changedFields == ["age", "updatedAt"])
        #expect(change.after?["age"] == .number("37"))
        #expect(change.after?["extra"] == .list([.number("1")]))
    }

    @Test func anEmptiedOptionalFieldIsTakenAway() throws {
        var draft = RecordDraft(editing: ada, in: .users)
        draft.set("age", to: "")
        let change = try #require(draft.change(now: now))
        #expect(change.after?["age"] == nil)
        #expect(change.delta.changes.first?.before == .number("36"))
    }

    @Test func whatAnUpdateMayNotSetCannotBeTyped() {
        var draft = RecordDraft(editing: ada, in: .users)
        draft.set("email", to: "other@example.com")
        draft.set("userId", to: "u-2")
        draft.set("createdAt", to: "")
        #expect(draft.change(now: now) == nil)
        #expect(draft.text("email") == "ada@example.com")
    }

    @Test func aWronglyTypedValueIsToldOnlyWhenItIsTouched() throws {
        var wrong = ada
        wrong["age"] = .string("thirty")
        #expect(RecordValidation.problems(in: wrong, of: .users)["age"] == "Age must be a number.")
        var draft = RecordDraft(editing: wrong, in: .users)
        draft.set("age", to: "30")
        #expect(draft.change(now: now)?.after?["age"] == .number("30"))
    }

    @Test func anOrdersTotalStaysANumber() throws {
        let order = Record(fields: [
            "orderId": .string("o"), "customerId": .string("c"), "status": .string("pending"),
            "total": .number("12.50"),
        ])
        var draft = RecordDraft(editing: order, in: .orders)
        draft.set("total", to: "12.75")
        #expect(draft.change(now: now)?.after?["total"] == .number("12.75"))
        draft.set("total", to: "lots")
        #expect(draft.problems["total"] != nil)
    }

    @Test(arguments: ["a@b.co", "first.last+tag@sub.example.com", "jürgen@exämple.de", "o'neil@example.org"])
    func addresses(text: String) {
        #expect(EmailAddress.isValid(text))
    }

    @Test(arguments: [
        "", "a", "@b.co", "a@", "a@b", "a b@c.de", "a@b..co", ".a@b.co", "a.@b.co", "a@-b.co", "a@b.co-", "a@@b.co",
        "a@b.1", "a\u{1B}@b.co", "a\n@b.co",
    ])
    func noAddresses(text: String) {
        #expect(!EmailAddress.isValid(text))
    }

    @Test func uuidsHaveTheirShape() {
        let text = RandomUUID.text()
        #expect(text.utf8.count == 36)
        #expect(Array(text)[14] == "4")
        #expect("89ab".contains(Array(text)[19]))
        #expect(RandomUUID.text() != text)
    }
}
