import Console
import ConsoleTestSupport
import OpsDomain
import TerminalCore
import Testing

/// What the consumer's log says of an open letter, and the way to it.
@Suite struct LetterTraceTests {
    private static let until = World.now.adding(seconds: 112)
    private let services = ScriptedServices(records: World.records(5))

    private func console(_ size: Size = Size(rows: 24, columns: 80)) -> ConsoleHarness {
        World.consoleOnFailing(services, size)
    }

    /// Opens the letter of an id.
    private func open(_ id: String, _ harness: ConsoleHarness) {
        harness.type("/\(id)")
        harness.press(.enter)
        harness.press(.enter)
    }

    @Test func theTracebackStandsBesideTheMessage() {
        let harness = console()
        open("message-12", harness)
        #expect(harness.text.contains("sqs-handler failed on it"))
        #expect(harness.text.contains("request \(World.request)"))
        #expect(harness.text.contains(#"File "/var/task/app.py", line 12, in handler"#))
        #expect(harness.text.contains("KeyError: 'total'"))
        // From then on the list tells it too, without another request.
        harness.press(.escape)
        #expect(harness.lines.contains { $0.contains("order_created") && $0.contains("KeyError: 'total'") })
        let count = services.searches.count
        harness.press(.enter)
        #expect(services.searches.count == count)
    }

    @Test func aMessageThatNoLineNamesIsToldWithWhatWasLookedThrough() {
        let harness = console()
        open("message-3", harness)
        #expect(harness.text.contains("The handler raises: ValueError: Missing required fields"))
        #expect(harness.text.contains("The log of sqs-handler does not name it, from 2026-02-28"))
        harness.type("L")
        #expect(harness.text.contains("No line of the log is known that tells of this message."))
    }

    @Test func aRefusalIsToldInItsPlaceAndTheRestWorks() {
        let harness = console()
        let denied = ServiceFailure(
            reason: .denied(action: "logs:FilterLogEvents"), sentence: "Not allowed: logs:FilterLogEvents.")
        services.setLogged([], failure: denied)
        open("message-1", harness)
        #expect(harness.text.contains("The log of sqs-handler could not be asked: Not allowed:"))
        #expect(harness.text.contains("orderId"))
        services.setLogged(World.failureLog)
        harness.press(.escape)
        harness.press(.enter)
        #expect(!harness.text.contains("could not be asked"))
    }

    @Test func theSearchEndsWithTheDetail() {
        let services = services.services
        var driver = PaneDriver(
            DeadLettersPane(service: services.deadLetters, queues: services.queues, logs: services.logs))
        driver.appear()
        driver.send(.lettersLeased(World.failing.map { LeasedLetter($0, until: Self.until) }))
        #expect(driver.send(.opened).started == ["why"])
        #expect(driver.lines().joined().contains("Looking into the log of sqs-handler"))
        #expect(driver.send(.detailClosed).cancelled.contains("why"))
        #expect(driver.send(.opened).started == ["why"])
        // Hidden, it was cancelled with the pane; shown again, it is made again.
        driver.pane.disappeared(&driver.state)
        #expect(driver.appear().started.contains("why"))
    }

    @Test func theBodyIsShownLaidOutRawAndAsBytes() {
        let harness = console()
        open("message-12", harness)
        harness.type("y")
        #expect(harness.text.contains("raw ·"))
        #expect(harness.lines[2].contains(#"{"type":"order_created""#))
        harness.type("y")
        #expect(harness.text.contains("hex ·"))
        #expect(harness.lines[2].contains("000000  7b 22 74 79 70 65 22 3a"))
        harness.type("y")
        #expect(harness.text.contains("Why it failed"))
    }

    // MARK: - To the line

    @Test func aKeyLeadsToTheLineThatTheStreamDoesNotReach() {
        let harness = console()
        open("message-12", harness)
        harness.type("L")
        #expect(harness.text.contains("one invocation"))
        #expect(harness.lines.contains { $0.contains("▌") && $0.contains("KeyError: 'total'") })
        #expect(harness.text.contains("START \(World.request.prefix(8))"))
        // Back where it came from.
        harness.press(.escape)
        #expect(harness.text.contains("Why it failed"))
        harness.type("5")
        #expect(harness.text.contains("one invocation"))
        harness.press(.escape)
        #expect(!harness.text.contains("one invocation"))
    }

    @Test func theStreamGoesOnBehindAnExcerpt() {
        let harness = console(Size(rows: 24, columns: 120))
        open("message-12", harness)
        harness.type("L")
        services.tail.send(.lines(World.lines))
        services.tail.send(.caughtUp(at: World.now))
        harness.settle()
        #expect(!harness.text.contains("Created user: user-00001"))
        harness.press(.escape)
        harness.type("5")
        harness.press(.escape)
        #expect(harness.text.contains("Created user: user-00001"))
        #expect(harness.text.contains("8 lines"))
    }

    @Test func whatTheStreamHoldsIsShownAmongItsNeighbours() {
        var driver = PaneDriver(LogsPane(service: services.services.logs))
        driver.appear()
        driver.send(.groupsArrived(World.groups))
        driver.send(.tailTold(.lines(World.lines)))
        let line = World.lines[2]
        let place = LogPlace(
            group: line.group, eventID: line.eventID, timestamp: line.timestamp, text: World.request)
        #expect(driver.send(.lineSought(place)).started.isEmpty)
        #expect(driver.state.excerpt == nil)
        #expect(driver.state.lines.selected?.line?.eventID == line.eventID)
        #expect(driver.state.lines.count == World.lines.count)
    }

    @Test func aLineThatIsGoneAndALogThatRefusesAreTold() {
        var driver = PaneDriver(LogsPane(service: services.services.logs))
        driver.appear()
        let place = LogPlace(group: World.groups[1], eventID: "gone", timestamp: World.now, text: "x")
        #expect(driver.send(.lineSought(place)).started == ["excerpt"])
        #expect(driver.lines().joined().contains("Reading"))
        driver.send(.excerptArrived("gone", .success(LogSearchAnswer(lines: [], isComplete: true))))
        #expect(driver.lines().joined().contains("The line is no longer in the log"))
        driver.send(.lineSought(place))
        driver.send(.excerptArrived("gone", .failure(World.unreachable)))
        #expect(driver.status.failure == World.unreachable)
        // An answer about another line is none.
        driver.send(.excerptArrived("other", .success(LogSearchAnswer(lines: World.lines, isComplete: true))))
        #expect(driver.state.lines.count == 0)
        driver.send(.narrowingLifted)
        #expect(driver.status.failure == nil)
    }
}
