import Console
import ConsoleTestSupport
import OpsDomain
import TerminalCore
import Testing

@Suite struct PaneBindingsTests {
    private var panes: [any Pane] { PaneCatalog.panes(ScriptedServices(records: World.records(3)).services) }

    @Test func theCatalogueHasTheFivePanesInOrder() {
        #expect(panes.map(\.id.name) == ["users", "orders", "queues", "dead-letters", "logs"])
        #expect(panes.map(\.title) == ["Users", "Orders", "Queues", "Dead letters", "Logs"])
    }

    @Test func noChordIsBoundTwiceInOneScope() {
        let boxes = panes.map { PaneBox($0) }
        let conflicts = Keymap.conflicts(console: [], panes: boxes.map { ($0.id, $0.commands) })
        #expect(conflicts.map(\.description) == [])
    }

    @Test func everyCommandHasANameOfItsOwnAndASentence() {
        for box in panes.map({ PaneBox($0) }) {
            let names = box.commands.map(\.command)
            #expect(Set(names).count == names.count, "\(box.id.name)")
            for facts in box.commands {
                #expect(facts.help.hasSuffix("."), "\(facts.command)")
                #expect(facts.command.hasPrefix(box.id.name), "\(facts.command)")
                #expect(!facts.chords.isEmpty, "\(facts.command)")
            }
        }
    }

    @Test func whatWritesIsKnown() {
        for box in panes.map({ PaneBox($0) }) {
            let editing = [
                "form.save", "cancel.send", "cancel.write", "delete", "review.save", "bulk.save", "import.write",
            ]
            let repairs = ["resend", "resend-to.send", "resend-edited", "delete", "resume", "restore-all"]
            let queues = ["send.confirm", "purge.confirm", "redrive.canary", "redrive.move", "redrive.cancel"]
            let known =
                [
                    "users": editing.filter { !$0.hasPrefix("cancel") }, "orders": editing, "queues": queues,
                    "dead-letters": repairs,
                ][box.id.name] ?? []
            let writing = box.commands.filter { $0.risk != .safe }.map(\.command)
            #expect(Set(writing) == Set(known.map { "\(box.id.name).\($0)" }))
        }
    }
}
