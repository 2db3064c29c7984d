import ConsoleTestSupport
import TerminalCore
import Testing

@testable import Console

@Suite struct KeymapTests {
    private let users = PaneBox(ToyPane("users", "Users"))

    private func context(_ overrides: [String: [Key]] = [:], isReadOnly: Bool = false) -> ConsoleContext {
        let options = ConsoleOptions(isReadOnly: isReadOnly, keyOverrides: overrides)
        return ConsoleContext(
            place: ConsoleHarness.development, options: options,
            panes: [PaneBox(ToyPane("users", "Users"), keyOverrides: overrides)], now: ManualClock().now)
    }

    private func command(_ key: Key, _ scope: BindingScope, _ context: ConsoleContext) -> [String] {
        context.keymap.steps(for: key, in: users.id, scope: scope).map { step in
            switch step {
            case .text: "text"
            case .command(let reference):
                reference.owner == .console
                    ? context.commands[reference.index].command : users.commands[reference.index].command
            }
        }
    }

    @Test func thePanesScopeComesBeforeThePaneAndTheConsole() {
        let context = context()
        #expect(command(.character("j"), .list, context) == ["users.down"])
        #expect(command(.control("r"), .detail, context) == ["users.refresh"])
        #expect(command(Key(.escape), .detail, context) == ["users.close", "console.back"])
        #expect(command(.character("j"), .detail, context) == [])
        #expect(command(.character("?"), .list, context) == ["console.help"])
    }

    @Test func textIsNothingButTextWhereItIsCaptured() {
        let context = context()
        #expect(command(.character("q"), .form, context) == ["text"])
        #expect(command(.character(":"), .filter, context) == ["text"])
        #expect(command(Key(.escape), .form, context) == ["users.close", "text", "console.back"])
        #expect(command(.control("c"), .form, context) == ["text", "console.quit"])
        #expect(command(Key(.character("q"), .alt), .form, context) == ["text"])
    }

    @Test func ownChordsTakeThePlaceOfTheDeclaredOnes() {
        let context = context(["users.down": [.character("n")], "console.zoom": [.character("+")]])
        let pane = PaneBox(ToyPane("users", "Users"), keyOverrides: ["users.down": [.character("n")]])
        #expect(pane.commands.first { $0.command == "users.down" }?.chords == [.character("n")])
        #expect(command(.character("n"), .list, context) == ["users.down"])
        #expect(command(.character("j"), .list, context) == [])
        #expect(command(.character("Z"), .list, context) == [])
        #expect(command(.character("+"), .list, context) == ["console.zoom"])
    }

    @Test func anOverrideOfNoCommandIsTold() {
        let problems = KeyOverrides.problems(["users.fly": []], commands: ["users.down"])
        #expect(problems == ["No command is called \"users.fly\": its keys in the configuration do nothing."])
    }

    @Test func twoCommandsOnAChordInOneScopeAreFound() {
        func facts(_ command: String, _ chords: [Key], _ scopes: Set<BindingScope>) -> CommandFacts {
            CommandFacts(
                chords: chords, command: command, label: "", help: "", group: .move, footerPriority: nil, risk: .safe,
                scopes: scopes)
        }
        let commands = [
            facts("a", [.character("x")], [.list, .detail]), facts("b", [.character("x")], [.detail]),
            facts("c", [.character("x")], []),
        ]
        let conflicts = Keymap.conflicts(console: [], panes: [(PaneID("users"), commands)])
        #expect(conflicts.map(\.description) == ["x in users detail is bound to a and b"])
    }

    @Test func theConsolesOwnTablesHaveNoConflict() {
        let panes = ToyPane.five.map { PaneBox($0) }
        let console = ConsoleBindings.table(panes: panes.map { ($0.id, $0.title) }).map(\.facts)
        #expect(Keymap.conflicts(console: console, panes: panes.map { ($0.id, $0.commands) }) == [])
        for scope in [BindingScope.help, .palette, .question, .typedQuestion] {
            let facts = OverlayBindings.table.map(\.facts).filter { $0.scopes.contains(scope) }
            #expect(Keymap.conflicts(of: facts, place: scope.name) == [])
        }
    }

    @Test func readOnlyDisablesWhatIsNotSafeAndNothingElse() {
        for risk in [Risk.mutating, .destructive] {
            #expect(
                CommandGate.availability(risk: risk, own: .available, isReadOnly: true)
                    == .unavailable(CommandGate.readOnlyReason))
            #expect(CommandGate.availability(risk: risk, own: .available, isReadOnly: false) == .available)
        }
        #expect(CommandGate.availability(risk: .safe, own: .available, isReadOnly: true) == .available)
        #expect(
            CommandGate.availability(risk: .safe, own: .unavailable("no"), isReadOnly: true) == .unavailable("no"))
    }

    @Test func theManualNamesEachCommandOnce() {
        let manual = BindingReference.markdown(ToyPane.five)
        let lines = manual.split(separator: "\n")
        #expect(lines.contains("### In every pane"))
        #expect(lines.filter { $0.contains("Go down a row.") } == ["| `j` `down` | down | Go down a row. (list) |"])
        #expect(lines.contains("| `x` | delete | Delete the row for good. *Destroys.* (list) |"))
        #expect(lines.contains { $0.hasPrefix("| `ctrl-c` | quit |") })
    }
}
