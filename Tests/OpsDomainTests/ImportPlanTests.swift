import OpsDomain
import Testing

@Suite struct ImportPlanTests {
    private func user(_ id: String, _ fields: [String: FieldValue] = [:]) -> Record {
        var record = Record(fields: ["userId": .string(id)])
        for (name, value) in fields { record[name] = value }
        return record
    }

    private func file(_ records: [Record]) throws -> ImportFile {
        try ImportFile(RecordEncoder.text(of: records, .dynamoDB, first: []), of: .users)
    }

    private func faults(
        _ text: String, of collection: OpsDomain.Collection = .users,
        keyTypes: [ExactText: CollectionFacts.KeyType] = [:]
    ) -> [String] {
        do throws(ImportFile.Faults) {
            _ = try ImportFile(text, of: collection, keyTypes: keyTypes)
            return []
        } catch {
            #expect(error.count == error.sentences.count)
            return error.sentences
        }
    }

    // MARK: The file

    @Test func aFileIsReadWhole() throws {
        let records = [user("a", ["age": .number("1.50")]), user("b")]
        #expect(try file(records).entries.map(\.record) == records)
        #expect(try file(records).entries.map(\.key) == ["a", "b"])
        // Other programs begin a file with a mark, and end lines with two signs.
        let text = "\u{FEFF}{\"userId\":{\"S\":\"a\"}}\r\n\r\n{\"Item\":{\"userId\":{\"S\":\"b\"}}}\r\n"
        #expect(try ImportFile(text, of: .users).entries.map(\.number) == [1, 3])
        #expect(try ImportFile("", of: .users).entries.isEmpty)
        #expect(try ImportFile("[]", of: .users).entries.isEmpty)
    }

    @Test func everyLineThatIsWrongIsToldWithItsNumber() {
        let sentences = faults(
            """
            {"userId":{"S":"a"}}
            {"name":{"S":"keyless"}}
            {"userId":{"S":"a"},"name":{"S":"again"}}
            {"userId":{"S":""}}
            {"userId":{"BOOL":true}}
            {"userId":{"S":"b"},"note":"plain"}
            userId,name
            {"userId":{"S":"c"},"note":{"S":"\\ud800"}}
            """)
        #expect(sentences.count == 7)
        #expect(sentences[0] == "line 2: The item has no userId.")
        #expect(sentences[1] == "line 3: The key a stands in line 1 already.")
        #expect(sentences[2] == "line 4: userId is the key: a text, number or bytes, and not empty.")
        #expect(sentences[3] == "line 5: userId is the key: a text, number or bytes, and not empty.")
        #expect(sentences[4].hasPrefix("line 6: note"))
        #expect(sentences[5].hasPrefix("line 7: Not JSON at byte 0"))
        #expect(sentences[6].hasPrefix("line 8: Not JSON") && sentences[6].contains("surrogate"))
    }

    @Test func anArraysElementsAreCounted() {
        #expect(faults(#"[{"userId":{"S":"a"}},{"name":{"S":"x"}}]"#) == ["element 2: The item has no userId."])
        #expect(faults("[\n{\"userId\":{\"S\":\"a\"}},\n").first?.hasPrefix("line 3: Not JSON") == true)
    }

    @Test func whatTheTableWouldNotTakeIsRefused() {
        let long = RecordEncoder.text(
            of: [user("a", ["note": .string(String(repeating: "x", count: 410_000))])], .dynamoDB, first: [])
        #expect(faults(long).first?.contains("409600 (400 KB) is the most") == true)
        #expect(faults(#"{"userId":{"S":"a"},"tags":{"SS":[]}}"#).first?.contains("a set may not be empty") == true)
        let types: [ExactText: CollectionFacts.KeyType] = [ExactText("userId"): .string, ExactText("rank"): .number]
        #expect(
            faults(#"{"userId":{"N":"1"}}"#, keyTypes: types)
                == ["line 1: userId has the type N; the table's keys want S."])
        #expect(
            faults(#"{"userId":{"S":"1"},"rank":{"S":"high"}}"#, keyTypes: types)
                == ["line 1: rank has the type S; the table's keys want N."])
        #expect(faults(#"{"userId":{"S":"1"}}"#, keyTypes: types).isEmpty)
    }

    @Test func numbersThatAreOneKeyAreOne() {
        let collection = OpsDomain.Collection(
            id: "n", title: "Numbers", singular: "number", table: "n", keys: KeyFields(partition: "a", sort: "b"),
            columns: [], rules: [])
        let text = #"{"a":{"S":"x"},"b":{"N":"1"}}"# + "\n" + #"{"a":{"S":"x"},"b":{"N":"1.0"}}"#
        #expect(faults(text, of: collection) == ["line 2: The key x / 1.0 stands in line 1 already."])
    }

    @Test func aMillionWrongLinesAreCountedAndSomeAreTold() throws {
        let text = String(repeating: "x\n", count: 1000)
        let faults = #expect(throws: ImportFile.Faults.self) { try ImportFile(text, of: .users) }
        #expect(faults?.count == 1000 && faults?.sentences.count == ImportFile.Faults.mostTold)
    }

    @Test func aCancelledReadingEnds() throws {
        let text = RecordEncoder.text(of: (0..<1000).map { user("u-\($0)") }, .dynamoDB, first: [])
        #expect(try ImportFile(text, of: .users) { true }.entries.isEmpty)
    }

    // MARK: The plan

    @Test func recordsAreNewTheSameOrDifferent() throws {
        let held = [user("same", ["age": .number("1")]), user("different", ["age": .number("1")]), user("other")]
        let file = try file([
            user("new"), user("same", ["age": .number("1")]), user("different", ["age": .number("2")]),
        ])
        let plan = ImportPlan(file, current: held.reversed(), in: .users)
        #expect(plan.items.map(\.standing) == [.new, .same, .different(held[1])])
        #expect([plan.newCount, plan.sameCount, plan.differentCount] == [1, 1, 1])
        #expect(plan.writes(replacing: false) == [.creating(user("new"), key: "new")])
        #expect(
            plan.writes(replacing: true) == [
                .creating(user("new"), key: "new"),
                .changing(held[1], to: user("different", ["age": .number("2")]), key: "different"),
            ])
        for replacing in [false, true] {
            #expect(plan.writeCount(replacing: replacing) == plan.writes(replacing: replacing).count)
        }
    }
}
