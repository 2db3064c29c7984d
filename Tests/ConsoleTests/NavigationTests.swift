import Console
import ConsoleTestSupport
import OpsDomain
import TerminalCore
import Testing

/// Jumping and coming back, keys that arrive together, and asking what is wrong.
@Suite struct NavigationTests {
    private func harness() -> ConsoleHarness {
        ConsoleHarness(panes: [ToyPane("users", "Users"), ToyPane("orders", "Orders"), ToyPane("logs", "Logs")])
    }

    @Test func escapeGoesBackToWhereAJumpBegan() {
        let harness = harness()
        harness.type("o")
        #expect(harness.state.focused?.id.name == "orders")
        #expect(harness.text.contains("Esc goes back to Users."))
        harness.type("j")
        harness.press(.escape)
        #expect(harness.state.focused?.id.name == "users")
        harness.press(.escape)
        #expect(harness.state.focused?.id.name == "users")
    }

    @Test func escapeInTheDetailClosesTheDetailFirst() {
        let harness = harness()
        harness.type("o")
        harness.press(.enter)
        harness.press(.escape)
        #expect(harness.state.focused?.id.name == "orders")
        harness.press(.escape)
        #expect(harness.state.focused?.id.name == "users")
    }

    @Test func whoeverGoesOnElsewhereIsNotSentBack() {
        let harness = harness()
        harness.type("o")
        harness.type("3")
        harness.press(.escape)
        #expect(harness.state.focused?.id.name == "logs")
        harness.type("1o/a")
        harness.press(.enter)
        harness.press(.escape)
        #expect(harness.state.focused?.id.name == "orders")
    }

    @Test func altWithAKeyThatNobodyKnowsIsEscapeAndTheKey() {
        let harness = harness()
        harness.press(.enter)
        #expect(harness.state.focused?.scope == .detail)
        harness.press(Key(.character("2"), .alt))
        #expect(harness.state.focused?.id.name == "orders")
        harness.type("1")
        #expect(harness.state.focused?.scope == .list)
        harness.type("?")
        harness.press(Key(.character("3"), .alt))
        #expect(harness.state.overlays.isEmpty)
        #expect(harness.state.focused?.id.name == "logs")
    }

    @Test func anyTableIsAPaneByItsName() {
        let things = ScriptedRecords([
            Record(fields: ["id": .string("t-1"), "weight": .number("12")]),
            Record(fields: ["id": .string("t-2"), "weight": .number("7")]),
        ])
        let services = ScriptedServices(records: ["other-things": things])
        let harness = ConsoleHarness(panes: [ToyPane("users", "Users")], services: services)
        harness.type(":table nowhere")
        harness.press(.enter)
        #expect(harness.text.contains("There is no table nowhere."))
        harness.type(":tab")
        harness.press(.tab)
        harness.type("other-things")
        harness.press(.enter)
        #expect(harness.state.focused?.title == "other-things")
        for text in ["t-1", "t-2", "weight", "12"] { #expect(harness.text.contains(text), "\(text)") }
        // Its keys are known, it has a number, and it is asked for once.
        harness.type("1")
        harness.type("2j")
        harness.press(.enter)
        #expect(harness.text.contains("weight N"))
        harness.type("1:table other-things")
        harness.press(.enter)
        #expect(harness.state.panes.count == 2 && harness.state.focus == 1)
        harness.type(":table")
        harness.press(.enter)
        #expect(harness.text.contains("Type the table's name after it"))
    }

    @Test func whatIsWrongIsToldInFull() {
        let services = ScriptedServices()
        let sentence = "CloudWatch Logs cannot be reached (connection refused). Check the network and the endpoint."
        services.setGroups(
            [], failure: ServiceFailure(reason: .unreachable, sentence: sentence, requestID: "r-1"))
        let harness = ConsoleHarness(
            panes: [LogsPane(service: services.services.logs), ToyPane("users", "Users")], services: services)
        harness.type("!")
        let words = harness.text.split { !$0.isLetter && $0 != "-" && !$0.isNumber }.map(String.init)
        #expect(harness.text.contains("What is wrong now"))
        #expect(words.contains("refused") && words.contains("endpoint"))
        #expect(harness.text.contains("Request r-1"))
        harness.press(.escape)
        #expect(harness.state.overlays.isEmpty)
        var options = ConsoleOptions()
        options.warnings = ["config.toml, colour: no such setting", "There is no theme called nosuch."]
        let warned = ConsoleHarness(panes: [ToyPane("users", "Users")], services: services, options: options)
        #expect(warned.text.contains("2 problems, see !: config.toml, colour"))
        warned.type("!")
        #expect(warned.text.contains("colour") && warned.text.contains("nosuch"))
        let well = self.harness()
        well.type("!")
        #expect(well.text.contains("Nothing is wrong"))
    }
}
