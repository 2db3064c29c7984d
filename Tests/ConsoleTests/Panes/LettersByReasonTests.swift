import Console
import ConsoleTestSupport
import OpsDomain
import TerminalCore
import Testing

/// Dead letters by what they fail with, and many of them.
@Suite struct LettersByReasonTests {
    private static let until = World.now.adding(seconds: 112)
    private let services = ScriptedServices(records: World.records(5))

    private func pane(readsLog: Bool = true) -> DeadLettersPane {
        let services = services.services
        return DeadLettersPane(
            service: services.deadLetters, queues: services.queues, logs: readsLog ? services.logs : nil)
    }

    private func driver(_ letters: [DeadLetter] = World.failing, readsLog: Bool = true) -> PaneDriver<DeadLettersPane> {
        var driver = PaneDriver(pane(readsLog: readsLog), area: Size(rows: 20, columns: 120))
        driver.appear()
        driver.send(.leaseOpened(queue: "development-order-dlq", retention: .seconds(1_209_600)))
        driver.send(.lettersLeased(letters.map { LeasedLetter($0, until: Self.until) }))
        driver.send(.caughtUp(at: World.now))
        return driver
    }

    private func console(_ size: Size = Size(rows: 24, columns: 80)) -> ConsoleHarness {
        World.consoleOnFailing(services, size)
    }

    @Test func theLargestClusterIsFirstAndTheLogTellsWhatBodiesDoNot() {
        let harness = console()
        harness.type("i")
        #expect(harness.text.contains("4 clusters"))
        let rows = harness.lines.filter { $0.contains("missing") || $0.contains("KeyError") || $0.contains("reserved") }
        #expect(rows.count == 3)
        #expect(rows[0].contains("3") && rows[0].contains("missing customerId"))
        #expect(rows[1].contains("2") && rows[1].contains("KeyError: 'total'"))
        // One search for all whose bodies do not tell.
        #expect(services.searches.count == 1)
        harness.type("ii")
        #expect(services.searches.count == 1)
    }

    @Test func enterShowsAClustersMessagesAndEscapeLeadsBackALevelAtATime() {
        let harness = console()
        harness.type("ij")
        harness.press(.enter)
        #expect(harness.text.contains("2 of 7: KeyError: 'total'"))
        harness.type("/order-12")
        harness.press(.enter)
        #expect(harness.text.contains("1 of 7 match /order-12"))
        harness.press(.escape)
        #expect(harness.text.contains("2 of 7: KeyError: 'total'"))
        harness.press(.escape)
        #expect(harness.text.contains("4 clusters"))
        #expect(harness.lines.contains { $0.contains("▌") && $0.contains("KeyError: 'total'") })
        harness.press(.escape)
        #expect(harness.text.contains("First seen"))
    }

    @Test func aClustersMarkIsItsMessagesMarks() {
        var driver = driver(readsLog: false)
        driver.send(.clustersToggled)
        #expect(driver.state.subjects.map(\.id) == ["message-1", "message-2", "message-3"])
        driver.send(.list(.markToggled))
        #expect(driver.state.list.marks == ["message-1", "message-2", "message-3"])
        #expect(driver.status.summary.hasPrefix("3 marked · 4 clusters"))
        // The marks count, wherever the bar is.
        driver.send(.list(.moved(.last)))
        #expect(driver.state.subjects.count == 3)
        driver.send(.list(.allMarked))
        #expect(driver.state.subjects.count == 7)
        driver.send(.list(.allMarked))
        driver.send(.clustersToggled)
        #expect(driver.state.list.marks.isEmpty)
        #expect(driver.state.subjects.map(\.id) == [driver.state.selected?.id])
    }

    @Test func anActionIsAboutTheOpenLetterBeforeTheMarks() {
        var driver = driver(readsLog: false)
        driver.send(.list(.allMarked))
        #expect(driver.state.subjects.count == 7)
        driver.send(.opened)
        #expect(driver.state.subjects.count == 1)
        driver.send(.detailClosed)
        // Marks outlast a filter that hides them.
        driver.send(.list(.filterSet("order-12")))
        #expect(driver.state.order.count == 1)
        #expect(driver.state.subjects.count == 7)
    }

    @Test func aClusterIsCopiedWholeAndItsOneIdIsNone() {
        var driver = driver(readsLog: false)
        driver.send(.clustersToggled)
        #expect(driver.availability(of: "dead-letters.copy-id") != .available)
        guard case .copy(let text, let what)? = driver.send(.letterCopied).requests.first else {
            Issue.record("nothing was copied")
            return
        }
        #expect(what == "3 messages as JSON lines")
        #expect(text.split(separator: "\n").count == 3)
    }

    @Test func clustersAreFilteredAndSortedAsLettersAre() {
        var driver = driver(readsLog: false)
        driver.send(.clustersToggled)
        driver.send(.list(.sortedBy(column: 0)))
        #expect(driver.state.clusters.selected?.count == 3)
        driver.send(.list(.sortedBy(column: 0)))
        #expect(driver.state.clusters[0]?.count == 1)
        driver.send(.list(.filterSet("reserved")))
        #expect(driver.state.clusters.count == 1)
        #expect(driver.state.scope == .narrowedList)
        driver.send(.list(.narrowingCleared))
        #expect(driver.state.clusters.count == 4)
        driver.send(.list(.narrowingCleared))
        #expect(driver.state.mode == .letters)
    }

    @Test func aLogThatCannotBeAskedIsToldAndTheClustersStand() {
        let harness = console()
        let denied = ServiceFailure(
            reason: .denied(action: "logs:FilterLogEvents"), sentence: "Not allowed: logs:FilterLogEvents.")
        services.setLogged([], failure: denied)
        harness.type("i")
        #expect(harness.text.contains("without the consumer's log"))
        #expect(harness.text.contains("nothing wrong in the body"))
        services.setLogged(World.failureLog)
        harness.type("ii")
        #expect(harness.text.contains("KeyError: 'total'"))
    }

    @Test func aRepairIsAboutTheClusterUnderTheBarAsFarAsItIsHeld() {
        var driver = driver(readsLog: false)
        driver.send(.leasesLost(messageIDs: ["message-2"]))
        driver.send(.clustersToggled)
        #expect(driver.state.subjects.count == 3)
        #expect(driver.state.repairable.map(\.id) == ["message-1", "message-3"])
        #expect(driver.availability(of: "dead-letters.resend") == .available)
        #expect(driver.availability(of: "dead-letters.edit") != .available)
    }

    @Test func whatWasDeletedLeavesListClustersAndMarks() {
        var driver = driver(readsLog: false)
        driver.send(.list(.moved(.last)))
        driver.send(.clustersToggled)
        driver.send(.list(.markToggled))
        driver.send(.lettersRemoved(messageIDs: ["message-1", "message-2"]))
        #expect(driver.state.letters.count == 5)
        #expect(driver.state.list.marks == ["message-3"])
        #expect(driver.state.clusters.clusters.reduce(0) { $0 + $1.count } == 5)
        driver.send(.clustersToggled)
        #expect(driver.state.order.count == 5)
        // The bar's letter is gone: the nearest has it.
        #expect(driver.state.selected?.id == "message-3")
        let ids = driver.state.order.places.map { driver.state.letters[$0].id }
        #expect(ids == ["message-21", "message-20", "message-12", "message-11", "message-3"])
    }

    // MARK: - Expiry

    @Test func aFIFOQueuesLettersLiveUntilThenAtLeast() {
        let letter = DeadLetter(
            messageID: "m", receiptHandle: "r", queue: "development-order-dlq.fifo", body: "{}", attributes: [:],
            systemAttributes: [:], receiveCount: 1, sentAt: World.now.adding(seconds: -86_400), firstReceivedAt: nil)
        var driver = driver([letter], readsLog: false)
        #expect(driver.lines()[1].contains("13 d+"))
        driver.send(.opened)
        #expect(driver.lines().joined().contains("or later: a FIFO queue starts the clock anew"))
    }

    @Test func aLetterWithoutAnythingIsShownAllTheSame() {
        let letter = DeadLetter(
            messageID: "bare", receiptHandle: "r", queue: "q", body: "", attributes: [:], systemAttributes: [:],
            receiveCount: 0, sentAt: nil, firstReceivedAt: nil)
        var driver = driver([letter])
        #expect(driver.lines()[1].contains("not JSON"))
        driver.send(.opened)
        #expect(driver.lines().joined().contains("Why it failed"))
        driver.send(.clustersToggled)
    }

    // MARK: - Others

    @Test func whatOthersDeleteWhileWeHoldItIsTold() {
        var driver = driver(readsLog: false)
        func depth(_ inFlight: Int, after seconds: Double) {
            driver.send(
                .depthArrived(
                    .success(World.deadLetterQueue(visible: 0, inFlight: inFlight)),
                    at: World.now.adding(seconds: seconds)))
        }
        // SQS's counts need a minute.
        depth(2, after: 30)
        #expect(!driver.status.summary.contains("deleted"))
        depth(2, after: 61)
        #expect(driver.status.summary.contains("~5 deleted by somebody else"))
        depth(7, after: 91)
        #expect(!driver.status.summary.contains("deleted"))
    }
}
