import ConsoleTestSupport
import OpsDomain
import TerminalCore
import Testing

@testable import Console

@Suite struct ConfirmationTests {
    @Test func nothingUnsafeRunsWithoutAYes() {
        let harness = ConsoleHarness(panes: [ToyPane("users", "Users")])
        harness.type("x")
        #expect(harness.text.contains("Delete the row for good."))
        #expect(harness.text.contains("In development, eu-central-1"))
        #expect(harness.text.contains("account 123456789012, as alice"))
        // Neither Enter nor any other key but the yes.
        harness.press(Key(.enter), .character("x"), .character(" "), .character("Y"))
        #expect(harness.toy("users")?.rows.count == 3)
        harness.type("n")
        #expect(harness.state.overlays.isEmpty)
        harness.type("xy")
        #expect(harness.toy("users")?.rows == ["beta", "gamma"])
    }

    @Test func productionWantsTheNameTyped() {
        let harness = ConsoleHarness(panes: [ToyPane("users", "Users")], place: ConsoleHarness.production)
        harness.type("x")
        #expect(harness.text.contains("In PRODUCTION (prod), eu-central-1"))
        harness.type("y")
        harness.press(.enter)
        #expect(harness.toy("users")?.rows.count == 3)
        #expect(harness.text.contains("Type prod to go on."))
        harness.press(.backspace)
        harness.type("prod")
        harness.press(.enter)
        #expect(harness.toy("users")?.rows.count == 2)
    }

    @Test func productionWantsTheNameTypedForEveryWrite() {
        for (place, typed) in [(ConsoleHarness.production, "prod"), (ConsoleHarness.development, nil)] {
            let harness = ConsoleHarness(panes: [ToyPane("users", "Users")], place: place)
            harness.type("e")
            harness.press(.control("s"))
            guard case .question(let question)? = harness.state.overlays.last else {
                Issue.record("no question in \(place.environment)")
                continue
            }
            #expect(question.typedName == typed)
        }
    }

    @Test func thePanesOwnWordsAndNameAreUsed() {
        var pane = ToyPane("users", "Users")
        pane.confirms = { state in
            Confirmation(
                title: "Delete \(state.rows[state.selected])", details: ["gone for good"], action: "Delete",
                typedName: "alpha")
        }
        let harness = ConsoleHarness(panes: [pane])
        harness.type("x")
        #expect(harness.text.contains("Delete alpha"))
        #expect(harness.text.contains("gone for good"))
        harness.type("alpha")
        harness.press(.enter)
        #expect(harness.toy("users")?.rows == ["beta", "gamma"])
    }

    @Test func whatWasAnsweredIsWhatIsDone() {
        var pane = ToyPane("users", "Users")
        let loads = ScriptedWrites()
        loads.hold()
        pane.loads = loads
        pane.confirms = { state in
            Confirmation(
                title: "Delete \(state.rows[state.selected]) as of \(state.loadedAt?.milliseconds ?? 0)",
                details: [], action: "Delete")
        }
        let harness = ConsoleHarness(panes: [pane])
        harness.press(.control("r"))
        harness.type("x")
        loads.finishAll()
        harness.settle()
        harness.type("y")
        #expect(harness.toy("users")?.rows.count == 3)
        #expect(harness.text.contains("nothing was done"))
    }

    @Test func readOnlyRefusesBeforeAnyQuestion() {
        let harness = ConsoleHarness(
            panes: [ToyPane("users", "Users")], options: ConsoleOptions(isReadOnly: true))
        #expect(harness.lines[0].contains("[READ-ONLY]"))
        harness.type("x")
        #expect(harness.state.overlays.isEmpty)
        #expect(harness.text.contains(CommandGate.readOnlyReason))
        harness.type(":users.delete")
        harness.press(.enter)
        #expect(harness.state.overlays.isEmpty)
        #expect(harness.toy("users")?.rows.count == 3)
        #expect(!harness.lines[23].contains("delete"))
    }

    @Test func anUnavailableCommandSaysWhy() {
        let harness = ConsoleHarness(panes: [ToyPane("users", "Users")])
        harness.type("xyxyxy")
        harness.type("x")
        #expect(harness.text.contains("There is nothing to delete."))
    }

    @Test func aClickOnYesAnswers() {
        let harness = ConsoleHarness(panes: [ToyPane("users", "Users")])
        harness.type("x")
        #expect(harness.click(on: "y delete"))
        #expect(harness.toy("users")?.rows.count == 2)
    }
}
