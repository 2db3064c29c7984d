import ConsoleTestSupport
import OpsDomain
import TerminalCore
import Testing

@testable import Console

@Suite struct OverlayTests {
    private func harness(size: Size = Size(rows: 24, columns: 80)) -> ConsoleHarness {
        ConsoleHarness(panes: ToyPane.five, size: size)
    }

    @Test func helpListsWhatHoldsHereAndRunsTheChosenOne() {
        let harness = harness()
        harness.type("?")
        #expect(harness.text.contains("Keys: Users, list"))
        #expect(harness.text.contains("down: Go down a row."))
        harness.type("down a row")
        #expect(!harness.text.contains("Go up a row."))
        harness.press(.enter)
        #expect(harness.state.overlays.isEmpty)
        #expect(harness.toy("users")?.selected == 1)
    }

    @Test func helpBeginsWithWhatThePaneIsForAndTurnsByWhatIsSeen() {
        let harness = harness()
        harness.type("?")
        let headings = ["Look", "Change", "Move", "Everywhere"].compactMap { heading in
            harness.lines.firstIndex { $0.contains("│ \(heading) ") }
        }
        #expect(headings.count > 1 && headings == headings.sorted())
        #expect(!harness.text.contains("Elsewhere in the pane"))
        let seen = harness.lines.count { $0.contains(": ") } - 2
        harness.press(Key(.pageDown))
        guard case .help(let help) = harness.state.overlays.last else {
            Issue.record("the help is gone")
            return
        }
        #expect(abs(help.selection.cursor - (seen - 1)) <= 2, "\(help.selection.cursor) of \(seen)")
    }

    @Test(arguments: [("dlq", "Dead letters"), ("dl", "Dead letters"), ("quit", nil)])
    func thePaletteKnowsOtherNames(typed: String, title: String?) {
        let harness = harness()
        harness.type(":" + typed)
        harness.press(.enter)
        if let title {
            #expect(harness.state.focused?.title == title)
        } else {
            #expect(harness.exit == .quit)
        }
    }

    @Test func thePaletteTellsTheKeysAndHowManyCommandsThereAre() {
        let harness = harness()
        harness.type(":")
        #expect(harness.text.contains(" commands "))
        harness.type("wq")
        #expect(harness.text.contains("No such command."))
        harness.press(.control("u"))
        harness.type("console.redraw")
        #expect(harness.text.contains("console.redraw  ^L  Draw the whole screen anew."))
    }

    @Test func helpSearchedForNothingThatThereIsSaysSo() {
        let harness = harness()
        harness.type("?qqqq")
        #expect(harness.text.contains("No command is about that."))
        harness.press(.enter)
        #expect(harness.state.overlays.count == 1)
        harness.press(.escape)
        #expect(harness.state.overlays.isEmpty)
        #expect(harness.exit == nil)
    }

    @Test func theWholeHelpCanBeReachedByKeys() {
        let harness = harness(size: Size(rows: 10, columns: 40))
        harness.type("?")
        var seen = Set<String>()
        for _ in 0..<40 {
            seen.formUnion(harness.lines)
            harness.press(.down)
        }
        #expect(seen.contains { $0.contains("suspend") })
    }

    @Test(arguments: [(":users", "Users"), (":dead", "Dead letters"), (":logs", "Logs")])
    func thePaletteGoesToPanes(typed: String, title: String) {
        let harness = harness()
        harness.type("2" + typed)
        harness.press(.enter)
        #expect(harness.state.focused?.title == title)
    }

    @Test func thePaletteQuitsAndRefusesWhatItDoesNotKnow() {
        let harness = harness()
        harness.type(":xyzzy")
        #expect(harness.text.contains("No such command."))
        harness.press(.enter)
        #expect(harness.text.contains("No command is called \"xyzzy\"."))
        #expect(harness.exit == nil)
        harness.type(":q")
        harness.press(.enter)
        #expect(harness.exit == .quit)
    }

    @Test func thePaletteRunsACommandOfAnotherPaneThere() {
        let harness = harness()
        harness.type(":orders.down")
        harness.press(.enter)
        #expect(harness.state.focused?.title == "Orders")
        #expect(harness.toy("orders")?.selected == 1)
        #expect(harness.toy("users")?.selected == 0)
    }

    @Test func thePaletteCompletesAndRemembers() {
        let harness = harness()
        harness.type(":users.dow")
        harness.press(Key(.tab), Key(.enter))
        #expect(harness.toy("users")?.selected == 1)
        harness.type(":")
        harness.press(.control("p"))
        guard case .palette(let palette) = harness.state.overlays.last else {
            Issue.record("the palette is not open")
            return
        }
        #expect(palette.field.text == "users.down")
        harness.press(.enter)
        #expect(harness.toy("users")?.selected == 2)
    }

    @Test func aCommandOutOfItsScopeSaysWhereItWorks() {
        let harness = harness()
        harness.type(":users.close")
        harness.press(.enter)
        #expect(harness.text.contains("\"close\" works in the detail or form of Users."))
    }

    @Test func textKeysAreTextInAForm() {
        let harness = harness()
        harness.type("eq?:1Z")
        #expect(harness.toy("users")?.draft == "q?:1Z")
        #expect(harness.state.overlays.isEmpty)
        harness.paste("two\nlines")
        #expect(harness.toy("users")?.draft == "q?:1Ztwo\nlines")
    }

    @Test func pastedTextIsNeverReadAsKeys() {
        let harness = harness()
        harness.paste("xqqq")
        #expect(harness.exit == nil)
        #expect(harness.toy("users")?.rows.count == 3)
        #expect(harness.text.contains("never read as keys"))
    }

    @Test func anotherPaneIsShownWithSomethingToLookFor() {
        let harness = harness()
        harness.type("jo")
        #expect(harness.state.focused?.title == "Orders")
        #expect(harness.toy("orders")?.found == "beta")
    }

    @Test func panesAreReachedByNumberTabAndClick() {
        let harness = harness(size: Size(rows: 40, columns: 120))
        harness.type("4")
        #expect(harness.state.focused?.title == "Dead letters")
        harness.press(.tab)
        #expect(harness.state.focused?.title == "Logs")
        harness.press(.tab)
        #expect(harness.state.focused?.title == "Users")
        harness.press(Key(.tab, .shift))
        #expect(harness.state.focused?.title == "Logs")
        harness.click(row: 3, column: 70)
        #expect(harness.state.focused?.title == "Queues")
        #expect(harness.toy("queues")?.clicks == [MouseEvent(.press(.left), at: Point(row: 1, column: 9))])
    }

    @Test func theWheelTurnsWhatIsUnderItAndLeavesTheFocus() {
        let harness = harness(size: Size(rows: 40, columns: 120))
        harness.mouse(.wheelDown, row: 35, column: 5)
        #expect(harness.state.focused?.title == "Users")
        #expect(harness.toy("logs")?.clicks.map(\.action) == [.wheelDown])
    }

    @Test func aClickOnTheFooterRunsWhatStandsThere() {
        let harness = harness()
        #expect(harness.click(on: "e edit"))
        #expect(harness.toy("users")?.draft == "")
        harness.press(.escape)
        #expect(harness.click(on: "? help"))
        #expect(harness.state.overlays.count == 1)
        #expect(harness.click(on: "Esc close"))
        #expect(harness.state.overlays.isEmpty)
    }

    @Test func timestampsGoRound() {
        let harness = ConsoleHarness(
            panes: ToyPane.five, options: ConsoleOptions(utcOffset: 7200), clock: ManualClock())
        #expect(harness.lines[0].hasSuffix("04:14 local"))
        harness.type("tt")
        #expect(harness.state.timestamps == .utc)
        #expect(harness.lines[0].hasSuffix("02:14 UTC"))
    }
}
