import OpsDomain
import Testing

@Suite struct JournalTextTests {
    private let place = JournalPlace(
        environment: "staging", region: "eu-central-1", endpoint: nil, account: "123456789012",
        who: "arn:aws:iam::1:user/a")
    private let before = Record(fields: [
        "pk": .string("1"), "n": .number("1.50"), "text": .string("line\n\u{2028} \"q\" e\u{301}"),
        "b": .binary([0, 255]),
    ])
    private var after: Record {
        var record = before
        record["n"] = .number("2")
        record["m"] = .map(["a.b": .null])
        return record
    }
    private let key = RecordKey(partition: .string("1"), sort: .number("7"))

    private func entry(_ id: String, _ write: RecordWrite, undoes: String? = nil) -> JournalEntry {
        JournalEntry(
            id: id, at: Timestamp(milliseconds: 1_700_000_000_123), place: place, collection: "users",
            table: "staging-users", write: write, undoes: undoes)
    }

    private func end(_ id: String, _ outcome: JournalEntry.Outcome) -> String {
        JournalText.outcome(outcome, of: id, at: Timestamp(milliseconds: 1_700_000_001_000))
    }

    @Test func everythingIsReadBackAsItWas() {
        let writes = [
            RecordWrite.creating(after, key: key), .changing(before, to: after, key: key), .deleting(before, key: "1"),
        ]
        for write in writes {
            let line = JournalText.intent(entry("e", write))
            #expect(!line.contains("\n"))
            let (entries, problems) = JournalText.read(line + "\n")
            #expect(problems.isEmpty)
            #expect(entries == [entry("e", write)])
        }
    }

    @Test func theLatestEventIsTheOutcome() {
        let write = RecordWrite.changing(before, to: after, key: key)
        let text =
            [
                JournalText.intent(entry("a", write)), end("a", .done), JournalText.intent(entry("b", write)),
                JournalText.intent(entry("c", write)), end("c", .refused(reason: "no")),
                JournalText.intent(entry("d", write)),
                end("d", .unknown(reason: "lost")), end("d", .foundDone),
                JournalText.intent(entry("e", write, undoes: "a")),
                end("e", .done),
            ].joined(separator: "\n") + "\n"
        let (entries, problems) = JournalText.read(text)
        #expect(problems.isEmpty)
        #expect(entries.map(\.outcome) == [.done, .intended, .refused(reason: "no"), .foundDone, .done])
        #expect(entries[0].undoneBy == "e")
        #expect(entries.map(\.outcome.isOpen) == [false, true, false, false, false])
        #expect(JournalService.History(entries: entries, problems: []).lastToUndo?.id == "d")
    }

    @Test func whatCannotBeReadIsToldAndTheRestIsThere() {
        let line = JournalText.intent(entry("a", .deleting(before, key: "1")))
        let torn = line.prefix(line.count / 2)
        let text = "\(line)\n\(end("zzz", .done))\n{\"v\":2}\nrubbish\n\(torn)"
        let (entries, problems) = JournalText.read(text)
        #expect(entries.map(\.id) == ["a"])
        #expect(problems.count == 4)
        #expect(problems[0].hasPrefix("Line 2 of the journal cannot be read: there is no entry zzz"))
        #expect(problems[1].contains("another version"))
        #expect(problems[3].hasPrefix("Line 5"))
    }

    @Test func theEndOfAnEntryThatCannotBeReadIsNoOtherEntrys() {
        let write = RecordWrite.creating(after, key: key)
        let unreadable = JournalText.intent(entry("a", write)).replacing("\"table\"", with: "\"tabel\"")
        let text = [unreadable, JournalText.intent(entry("b", write)), end("a", .done)].joined(separator: "\n")
        let (entries, problems) = JournalText.read(text)
        #expect(entries.map(\.outcome) == [.intended])
        #expect(problems.count == 2)
    }

    @Test func whatWasNotedIsReadWhateverATableWouldSayToIt() throws {
        var odd = before
        odd["set"] = .stringSet([])
        odd["n"] = .number("1E+200")
        let entry = entry("e", .creating(odd, key: key))
        #expect(JournalText.read(JournalText.intent(entry)).entries == [entry])
        let line = JournalText.intent(entry).replacing("1E+200", with: "many")
        #expect(
            JournalText.read(line).problems == ["Line 1 of the journal cannot be read: n: \"many\" is not a number."])
    }

    @Test func aLookAtTheTableTellsHowItEnded() {
        var other = before
        other["n"] = .number("9")
        // What the write did not touch does not count.
        var elsewhere = after
        elsewhere["other"] = .null
        let update = RecordWrite.changing(before, to: after, key: key)
        #expect(update.verdict(current: elsewhere) == .foundDone)
        #expect(update.verdict(current: before) == .foundNotDone)
        #expect(update.verdict(current: other) == .foundChanged)
        #expect(update.verdict(current: nil) == .foundChanged)
        let create = RecordWrite.creating(after, key: key)
        #expect(create.verdict(current: nil) == .foundNotDone)
        #expect(create.verdict(current: after) == .foundDone)
        #expect(create.verdict(current: other) == .foundChanged)
        let delete = RecordWrite.deleting(before, key: key)
        #expect(delete.verdict(current: nil) == .foundDone)
        #expect(delete.verdict(current: before) == .foundNotDone)
        #expect(delete.verdict(current: other) == .foundChanged)
    }

    @Test func entriesOfAnotherBackEndAreNobodysHere() {
        func place(_ account: String?, endpoint: String? = nil) -> JournalPlace {
            JournalPlace(environment: "e", region: "r", endpoint: endpoint, account: account)
        }
        #expect(place("1").isSameBackEnd(as: place("1")))
        #expect(place(nil).isSameBackEnd(as: place("1")))
        #expect(!place("1").isSameBackEnd(as: place("2")))
        #expect(!place("1").isSameBackEnd(as: place("1", endpoint: "http://localhost:1")))
    }
}
