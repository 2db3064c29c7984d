import Console
import ConsoleTestSupport
import OpsDomain
import TerminalCore
import Testing

@Suite struct DeadLettersPaneTests {
    private static let until = World.now.adding(seconds: 112)

    private func driver() -> PaneDriver<DeadLettersPane> {
        let services = ScriptedServices().services
        var driver = PaneDriver(
            DeadLettersPane(service: services.deadLetters, queues: services.queues), area: Size(rows: 40, columns: 140))
        driver.appear()
        return driver
    }

    private func leased() -> PaneDriver<DeadLettersPane> {
        var driver = driver()
        _ = driver.pane.focusChanged(&driver.state, isFocused: true, driver.context)
        driver.send(.leaseOpened(queue: "development-order-dlq", retention: .seconds(1_209_600)))
        driver.send(.lettersLeased(World.letters.map { LeasedLetter($0, until: Self.until) }))
        driver.send(.caughtUp(at: World.now))
        return driver
    }

    @Test func nothingIsLeasedBeforeTheFocus() {
        var driver = driver()
        #expect(driver.state.lease == .none)
        driver.send(.depthArrived(.success(World.deadLetterQueue(visible: 40)), at: World.now))
        #expect(driver.lines().joined().contains("About 40 messages waiting."))
        #expect(driver.status.summary == "~40 waiting, none leased")
        let effects = driver.pane.focusChanged(&driver.state, isFocused: true, driver.context)
        #expect(EffectList(effects).started == ["lease"])
        #expect(driver.pane.focusChanged(&driver.state, isFocused: false, driver.context).isEmpty)
    }

    @Test func whatSomebodyElseHoldsIsToldAndNoEmptyQueue() {
        var driver = driver()
        driver.send(.depthArrived(.success(World.deadLetterQueue(visible: 0, inFlight: 48)), at: World.now))
        _ = driver.pane.focusChanged(&driver.state, isFocused: true, driver.context)
        driver.send(.leaseOpened(queue: "development-order-dlq", retention: nil))
        driver.send(.caughtUp(at: World.now))
        #expect(driver.status.summary == "~48 in flight elsewhere")
        #expect(driver.lines().joined().contains("About 48 messages in flight: another consumer or console holds"))
        driver.send(.lettersLeased(World.letters.map { LeasedLetter($0, until: Self.until) }))
        #expect(driver.status.summary == "4 leased, 1:52 left · ~44 in flight elsewhere")
        // A depth from before the last receive says nothing about who holds what.
        driver.send(
            .depthArrived(
                .success(World.deadLetterQueue(visible: 4, inFlight: 44)), at: World.now.adding(seconds: -1)))
        #expect(driver.status.summary == "4 leased, 1:52 left")
        driver.send(.depthArrived(.success(World.deadLetterQueue(visible: 0, inFlight: 4)), at: World.now))
        #expect(driver.status.summary == "4 leased, 1:52 left")
    }

    @Test func theOldestIsFirstAndTellsItsReason() {
        let driver = leased()
        let lines = driver.lines()
        #expect(lines[1].contains("order_cancelled"))
        #expect(lines[1].contains("! 6 h"))
        #expect(lines[2].contains("not JSON"))
        #expect(lines[3].contains("reserved word: status"))
        #expect(lines[4].contains("missing customerId"))
        #expect(driver.status.summary == "4 leased, 1:52 left")
        #expect(driver.pane.stagedWork(driver.state) == "4 leased messages to give back")
    }

    @Test func hostileBodiesAreShownAndNotSent() {
        var frame = Frame(size: Size(rows: 10, columns: 200))
        let driver = leased()
        driver.pane.view(driver.state, into: &frame, Rect(frame.size), World.view(isFocused: true))
        #expect(!frame.cells.contains { cell in cell.glyph.scalars.contains { $0.value < 0x20 } })
        #expect(frame.lines.joined().contains("not json at all"))
    }

    @Test func aLostLeaseIsTold() {
        var driver = leased()
        driver.send(.leasesLost(messageIDs: ["message-2"]))
        #expect(driver.lines().joined(separator: "\n").contains("lease lost"))
        #expect(driver.status.summary.hasSuffix("1 lost"))
        #expect(driver.state.heldCount == 3)
        driver.send(.leasesExtended(messageIDs: ["message-2"], until: Self.until))
        #expect(driver.state.heldCount == 4)
    }

    @Test func comingBackLeasesAnewAndForgetsWhatIsGone() {
        var driver = leased()
        driver.send(.list(.moved(.to(2))))
        driver.pane.disappeared(&driver.state)
        driver.appear()
        #expect(driver.state.heldCount == 0)
        #expect(driver.state.letters.count == 4)
        #expect(driver.pane.stagedWork(driver.state) == nil)
        _ = driver.pane.focusChanged(&driver.state, isFocused: true, driver.context)
        driver.send(.lettersLeased([LeasedLetter(World.letters[1], until: Self.until)]))
        driver.send(.caughtUp(at: World.now))
        #expect(driver.state.letters.map(\.id) == ["message-2"])
        #expect(driver.state.selected?.id == "message-2")
    }

    @Test func theDetailUnwrapsSNSAndTellsWhy() {
        var driver = leased()
        driver.send(.opened)
        let text = driver.lines().joined(separator: "\n")
        #expect(text.contains("Body (inside its SNS envelope)"))
        #expect(text.contains(#""type": "order_cancelled""#))
        #expect(text.contains("arn:aws:sns:eu-central-1:123456789012:orders"))
        #expect(text.contains("source (String)  shop"))
        driver.send(.formCycled)
        #expect(driver.lines()[0].hasPrefix(#" {"Message":"#))
    }

    @Test func theOrderIsOneKeyAway() {
        var driver = leased()
        driver.send(.list(.moved(.last)))
        #expect(driver.send(.orderAsked).requests == [.show(PaneID("orders"), find: "order-0001")])
        driver.send(.list(.moved(.first)))
        #expect(driver.availability(of: "dead-letters.order") == .unavailable("The message names no order."))
    }

    @Test func theFilterLooksIntoWholeBodies() {
        var driver = leased()
        driver.send(.list(.filterSet("updates")))
        #expect(driver.state.order.count == 1)
        driver.send(.list(.filterSet("reason:json")))
        #expect(driver.state.selected?.id == "message-3")
    }

    @Test func aFailureIsToldAndGoneWithTheNextSuccess() {
        var driver = leased()
        driver.send(.leasingFailed(World.unreachable))
        #expect(driver.status.failure == World.unreachable)
        #expect(driver.state.letters.count == 4)
        driver.send(.leasesExtended(messageIDs: ["message-1"], until: Self.until))
        #expect(driver.status.failure == nil)
    }

    @Test func theLeaseBeginsWithTheFocusGoesOnBesideOthersAndEndsOutOfView() {
        let services = ScriptedServices()
        services.setQueues(World.queues)
        let (pane, queues) = (
            DeadLettersPane(service: services.services.deadLetters, queues: services.services.queues),
            QueuesPane(service: services.services.queues)
        )
        let harness = ConsoleHarness(panes: [queues, pane], services: services, size: Size(rows: 40, columns: 120))
        #expect(services.leases.openedCount == 0)
        #expect(harness.text.contains("About 40 messages waiting."))
        harness.press(.tab)
        #expect(services.leases.readerCount == 1)
        services.leases.send(.leased(World.letters, until: World.now.adding(seconds: 100)))
        harness.settle()
        #expect(harness.text.contains("4 leased"))
        harness.press(.tab)
        #expect(services.leases.readerCount == 1)
        // Zoomed, the other pane has the whole body.
        harness.type("Z")
        #expect(services.leases.readerCount == 0)
        harness.type("Z")
        #expect(services.leases.openedCount == 1)
        #expect(!harness.text.contains("4 leased"))
        harness.press(.tab)
        #expect(services.leases.openedCount == 2)
    }

    @Test func outOfViewNothingIsHeldAndQuittingAsksNothing() {
        let services = ScriptedServices()
        services.setQueues(World.queues)
        let panes: [any Pane] = [
            DeadLettersPane(service: services.services.deadLetters, queues: services.services.queues),
            QueuesPane(service: services.services.queues),
        ]
        let harness = ConsoleHarness(panes: panes, services: services)
        services.leases.send(.leased(World.letters, until: World.now.adding(seconds: 100)))
        harness.settle()
        harness.press(.tab)
        harness.press(.control("c"))
        #expect(harness.exit == .quit)
    }

    @Test func lettersOfOneMomentKeepTheirOrderHoweverTheyAreHandedOut() {
        var driver = leased()
        driver.send(.list(.sortedBy(column: 2)))
        let order = driver.state.order.places.map { driver.state.letters[$0].id }
        var again = self.driver()
        again.send(.leaseOpened(queue: "development-order-dlq", retention: nil))
        again.send(.lettersLeased(World.letters.reversed().map { LeasedLetter($0, until: Self.until) }))
        again.send(.list(.sortedBy(column: 2)))
        #expect(again.state.order.places.map { again.state.letters[$0].id } == order)
    }
}
