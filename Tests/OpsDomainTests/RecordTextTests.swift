import OpsDomain
import Testing

@Suite struct RecordTextTests {
    private let user = Record(fields: [
        "userId": .string("u-1"), "email": .string("ada@example.com"), "name": .string("Ada"), "age": .number("30"),
        "createdAt": .string("2026-01-02T03:04:05.678Z"), "tags": .stringSet(["a", "b"]),
        "deep": .map(["a.b": .list([.number("1.50"), .null, .boolean(false), .binary([1, 2])])]),
    ])

    private func problem(_ text: String, editing: Record?) -> RecordText.Problem? {
        do throws(RecordText.Problem) {
            _ = try RecordText(editing: editing, in: .users).record(from: text)
            return nil
        } catch {
            return error
        }
    }

    private func problem(_ edit: (inout Record) -> Void, isNew: Bool = false) -> RecordText.Problem? {
        var record = user
        edit(&record)
        let text = RecordText(editing: isNew ? nil : user, in: .users)
        return problem(text.text(of: record), editing: isNew ? nil : user)
    }

    @Test func anUntouchedTextIsTheRecord() throws {
        let text = RecordText(editing: user, in: .users)
        #expect(text.text(of: user).hasPrefix("{\n  \"userId\": {\n    \"S\": \"u-1\"\n  },\n  \"email\""))
        #expect(try text.record(from: text.text(of: user)) == user)
    }

    @Test func whatIsNotJSONIsToldWithItsLine() {
        let problem = problem("{\n  \"userId\": {\"S\": \"u-1\"},\n  \"age\": {\"N\": true}\n}\n", editing: user)
        #expect(problem?.line == 3)
        #expect(problem?.sentence.contains("age") == true)
        #expect(self.problem("{\n  \"a\": \n}", editing: user)?.line == 3)
        #expect(self.problem("", editing: user)?.line == 1)
    }

    @Test func theKeyStays() {
        #expect(problem { $0["userId"] = .string("u-2") }?.sentence.contains("userId is the key") == true)
        #expect(problem({ $0["userId"] = .string("u-2") }, isNew: true) == nil)
        #expect(problem({ $0["userId"] = .string("") }, isNew: true)?.line == 2)
        #expect(problem({ $0["userId"] = nil }, isNew: true)?.line == 1)
    }

    @Test func theRulesHoldForWhatWasChanged() {
        #expect(problem { $0["name"] = .string(" ") }?.sentence == "Name is required.")
        #expect(problem { $0["age"] = .string("30") }?.sentence == "Age must be a number.")
        #expect(problem { $0["age"] = .string("30") }?.line == 11)
        #expect(problem { $0["email"] = .string("b@example.com") }?.sentence.contains("on creation only") == true)
        #expect(problem { $0["createdAt"] = nil }?.sentence.contains("written by the system") == true)
        #expect(problem({ $0["email"] = .string("nobody") }, isNew: true)?.sentence.contains("not an email") == true)
        // Anything may be added, taken away or made another type where no rule says otherwise.
        #expect(problem { $0["tags"] = .list([]) } == nil)
        #expect(problem { $0["deep"] = nil } == nil)
        #expect(problem { $0["new"] = .map(["x": .null]) } == nil)
    }

    @Test func aRuleThatWasBrokenBeforeDoesNotStandInTheWay() {
        var broken = user
        broken["email"] = .null
        var edited = broken
        edited["age"] = .number("31")
        let text = RecordText(editing: broken, in: .users)
        #expect(problem(text.text(of: edited), editing: broken) == nil)
    }

    @Test func theTablesLimitsHold() {
        #expect(problem { $0["tags"] = .stringSet([]) }?.sentence.contains("may not be empty") == true)
        #expect(problem { $0["tags"] = .stringSet(["a", "a"]) }?.sentence.contains("each element once") == true)
        let digits = String(repeating: "1", count: 39)
        #expect(problem { $0["n"] = .number(digits) }?.sentence.contains("38 digits") == true)
        #expect(problem { $0["n"] = .number(String(digits.dropLast())) } == nil)
        func nested(_ levels: Int) -> FieldValue {
            (1..<levels).reduce(.list([])) { value, _ in .list([value]) }
        }
        #expect(problem { $0["deep"] = nested(32) } == nil)
        #expect(problem { $0["deep"] = nested(33) }?.sentence.contains("32 levels") == true)
        let wide = problem { $0["deep"] = .map(["a": .map(["b": .stringSet([])])]) }
        #expect(wide?.sentence.hasPrefix("deep.a.b:") == true)
    }

    @Test func theSizeIsCountedAsTheTableDoes() {
        #expect(RecordLimits.size(of: Record(fields: ["id": .string("é"), "n": .number("-12345")])) == 2 + 2 + 1 + 5)
        #expect(RecordLimits.size(of: Record(fields: ["m": .map(["a": .null]), "l": .list([.boolean(true)])])) == 13)
        let room = RecordLimits.mostBytes - RecordLimits.size(of: user) - 4
        #expect(problem { $0["text"] = .string(String(repeating: "x", count: room)) } == nil)
        let over = problem { $0["text"] = .string(String(repeating: "x", count: room + 1)) }
        #expect(over?.sentence.contains("409601 bytes") == true)
    }

    @Test func aDuplicateHasAKeyAndTimesOfItsOwn() throws {
        var other = user
        other["updatedAt"] = .string("2026-02-02T03:04:05.678Z")
        let now = Timestamp(milliseconds: 1_772_331_240_000)
        let record = try #require(RecordDraft(duplicating: other, in: .users).newRecord(uuid: "fresh", now: now))
        var expected = user
        expected["userId"] = .string("fresh")
        expected["createdAt"] = .string(now.iso8601)
        #expect(record == expected)
    }

    @Test func aPatternIsReadAtSight() {
        for (pattern, text, fits) in [
            ("SKU-####", "SKU-0123", true), ("SKU-####", "SKU-012", false), ("SKU-####", "SKU-01x3", false),
            ("*@*.com", "a@b.c.com", true), ("*@*.com", "a@b.org", false), ("a?c*", "abc", true), ("", "", true),
            ("*", "", true), ("a*b*c", "aXbYbZc", true), ("a*b*c", "aXbYbZ", false),
        ] {
            #expect(GlobPattern(pattern).matches(text) == fits, "\(pattern) \(text)")
        }
    }
}
