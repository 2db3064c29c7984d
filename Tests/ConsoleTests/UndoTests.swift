import Console
import ConsoleTestSupport
import OpsDomain
import TerminalCore
import Testing

/// Taking back the last write with one key, and hearing of writes that a crash cut off.
@Suite struct UndoTests {
    private let services = ScriptedServices(records: World.records(20))

    private func entry(_ id: String, _ write: RecordWrite, _ outcome: JournalEntry.Outcome = .done) -> JournalEntry {
        JournalEntry(
            id: id, at: World.now.adding(seconds: -300),
            place: JournalPlace(
                environment: "development", region: "eu-central-1", endpoint: nil, who: "arn:aws:iam::1:user/ann"),
            collection: "users", table: "development-users", write: write, outcome: outcome)
    }

    private func renamed(_ number: Int) -> RecordWrite {
        var after = World.user(number)
        after["name"] = .string("Wrong Name")
        return .changing(World.user(number), to: after, key: RecordKey(World.user(number)["userId"]?.displayText ?? ""))
    }

    private func console(isReadOnly: Bool = false) -> ConsoleHarness {
        var options = ConsoleOptions()
        options.isReadOnly = isReadOnly
        return ConsoleHarness(
            panes: PaneCatalog.panes(services.services), services: services, size: Size(rows: 24, columns: 80),
            options: options)
    }

    @Test func theLastWriteIsShownAndTakenBackOnAgreeing() {
        services.journal.set([
            entry("a", renamed(1)), entry("b", renamed(2)), entry("c", renamed(3), .refused(reason: "no")),
        ])
        let harness = console()
        harness.type("z")
        for text in ["Change back user-00002?", "- name: Wrong Name", "+ name:", "ago by ann", "In development"] {
            #expect(harness.text.contains(text), "\(text)")
        }
        harness.type("n")
        #expect(services.journal.undone.isEmpty)
        harness.type("z")
        harness.type("y")
        #expect(services.journal.undone.map(\.id) == ["b"])
        #expect(harness.text.contains("Taken back: update of user-00002"))
    }

    @Test func aCreationThatIsTakenBackLeavesTheList() {
        let harness = console()
        services.journal.set([entry("a", .creating(World.user(4), key: "user-00004"))])
        #expect(harness.lines.contains { $0.contains("person4@") })
        harness.type("z")
        #expect(harness.text.contains("Delete again user-00004?"))
        harness.type("y")
        #expect(!harness.lines.contains { $0.contains("person4@") })
    }

    @Test func whatCannotBeTakenBackSaysWhy() {
        let harness = console()
        harness.type("z")
        #expect(harness.text.contains("There is nothing to take back here."))
        services.journal.set([entry("a", renamed(1))])
        services.journal.fail(with: ServiceFailure(reason: .conflict(current: nil), sentence: "Somebody changed it."))
        harness.type("z")
        harness.type("y")
        #expect(harness.text.contains("Somebody changed it."))
        let readOnly = console(isReadOnly: true)
        readOnly.type("z")
        #expect(readOnly.text.contains("read-only"))
        #expect(services.journal.undone.isEmpty)
    }

    @Test func writesWithoutAnAnswerAreToldAtTheStart() {
        services.journal.set(
            [], settled: [entry("a", renamed(1), .foundDone), entry("b", renamed(2), .foundNotDone)])
        let harness = console()
        #expect(harness.text.contains("2 writes of before, see !: The update of user-00001"))
        harness.type("!")
        #expect(harness.text.contains("was not") && harness.text.contains("was done"))
    }
}
