import Console
import ConsoleTestSupport
import OpsDomain
import TerminalCore
import Testing

/// More rows than are looked at on the screen's thread: filtering, sorting and marking them goes on elsewhere.
@Suite struct ManyRowsTests {
    private let services = ScriptedServices(records: World.records(6000))

    private func console() -> ConsoleHarness {
        services.setQueues(World.queues)
        services.setGroups(World.groups)
        let harness = ConsoleHarness(
            panes: PaneCatalog.panes(services.services), services: services, size: Size(rows: 24, columns: 100))
        services.tail.send(.caughtUp(at: World.now))
        harness.settle()
        harness.type("A")
        #expect(harness.text.contains("6,000"))
        return harness
    }

    @Test func theCursorStaysOnItsRecordThroughFilterAndSort() {
        let harness = console()
        harness.type("jjj")
        let email = World.user(3)["email"]?.displayText ?? "?"
        harness.type("/person")
        harness.press(.enter)
        harness.type("s")
        #expect(harness.lines.contains { $0.contains(email) })
        harness.press(.escape)
        #expect(harness.lines.contains { $0.contains(email) })
    }

    @Test func allAreMarkedTakenBackAndCopied() {
        let harness = console()
        harness.type("*")
        #expect(harness.text.contains("6,000 marked"))
        harness.type("C")
        #expect(harness.terminal.copied.last?.split(separator: "\n").count == 6000)
        harness.type("*")
        #expect(!harness.text.contains("marked ·"))
    }

    @Test func aMarkTakenAwayMeanwhileIsNotBroughtBack() {
        var driver = PaneDriver(CollectionPane(.users, service: ScriptedRecords(keys: "userId").service))
        driver.appear()
        driver.send(.pageArrived(World.batch(World.users(6000)), askedAt: World.now))
        #expect(driver.send(.list(.allMarked)).started == ["mark"])
        #expect(driver.send(.list(.marksCleared)).cancelled == ["mark"])
    }

    @Test func howFarALookIsStandsInTheTitle() {
        var driver = PaneDriver(CollectionPane(.users, service: ScriptedRecords(keys: "userId").service))
        driver.appear()
        driver.send(.pageArrived(World.batch(World.users(6000)), askedAt: World.now))
        driver.send(.list(.filterSet("person1")))
        driver.send(.arranging(0.42))
        #expect(driver.status.summary.hasPrefix("42% of 6,000 looked through /person1"))
        driver.send(.list(.filterSet("")))
        driver.send(.list(.sortedBy(column: 1)))
        driver.send(.arranging(0.9))
        #expect(driver.status.summary == "6,000 · sorting 90%")
    }
}
