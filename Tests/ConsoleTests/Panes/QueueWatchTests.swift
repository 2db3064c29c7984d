import Console
import ConsoleTestSupport
import OpsDomain
import TerminalCore
import Testing

@Suite struct QueueWatchTests {
    private func driver(
        _ readings: [QueueReading] = World.queues, thresholds: QueueThresholds = QueueThresholds(),
        size: Size = Size(rows: 40, columns: 150)
    ) -> PaneDriver<QueuesPane> {
        var driver = PaneDriver(
            QueuesPane(service: QueueService(list: { [] }), thresholds: thresholds), area: size)
        driver.appear()
        driver.send(.readingsArrived(.success(readings), at: World.now))
        return driver
    }

    private func line(_ queue: String, _ driver: PaneDriver<QueuesPane>) -> String {
        driver.lines().first { $0.drop { "▌ !≈✗".contains($0) }.hasPrefix(queue) } ?? ""
    }

    private let denied = ServiceFailure(
        reason: .denied(action: "cloudwatch:GetMetricData"),
        sentence: "Not allowed: cloudwatch:GetMetricData on queue metrics of development.")

    @Test func agesRatesAndDrainsOutOfCloudWatchStandBesideTheDepths() {
        var driver = driver()
        #expect(!line("order-queue", driver).contains("keeps up"))
        World.measure { driver.send(.watch($0)) }
        let queue = line("order-queue", driver)
        #expect(queue.contains("1 m"))
        #expect(queue.contains(" 30/42 ") && queue.contains("keeps up"))
        let dead = line("order-dlq", driver)
        #expect(dead.contains("6 d 4 h"))
        // Redrive policies bring in what nobody sent: no number is better than a wrong one.
        #expect(dead.contains("–/0"))
    }

    @Test func withoutCloudWatchTheRestWorksAndTheReasonIsTold() {
        var driver = driver()
        driver.send(.watch(.measured(.recent, .failure(denied), at: World.now)))
        #expect(driver.status.failure == nil)
        #expect(driver.status.concern == denied)
        #expect(driver.status.asOf == World.now)
        let queue = line("order-queue", driver)
        #expect(queue.contains(" 12 ") && queue.contains("?"))
        driver.send(.list(.moved(.last)))
        driver.send(.opened)
        #expect(driver.lines().contains { $0.contains("Not allowed: cloudwatch:GetMetricData") })
        World.measure { driver.send(.watch($0)) }
        #expect(driver.status.concern == nil)
        // What it told before stays when it fails again, and says so.
        driver.send(.watch(.measured(.recent, .failure(denied), at: World.now)))
        #expect(driver.lines().contains { $0.contains("24 h ago") })
        #expect(driver.lines().contains { $0.contains("The charts are old. Not allowed") })
    }

    @Test func theOldGoFirst() {
        let readings = [
            World.queue("development-short", visible: 1), World.queue("development-long", visible: 900),
        ]
        var driver = driver(readings)
        func first() -> String? { driver.state.order[0].map { driver.state.rows[$0].name } }
        #expect(first() == "development-long")
        let old = QueueSeries(start: World.now.adding(seconds: -60), period: 60, values: [7200])
        driver.send(
            .watch(.measured(.recent, .success(["development-short": [.oldestAge: old]]), at: World.now)))
        #expect(first() == "development-short")
    }

    @Test func cloudWatchIsAskedOnceAMinuteAtMostAndForTheDayEveryFive() {
        let asked = Locked<[QueueSpan]>([])
        let monitor = QueueMonitor(
            measure: { queues, span, _ in
                #expect(queues == ["development-order-queue", "development-order-dlq"])
                asked.withLock { $0.append(span) }
                return [:]
            }, consumers: { _ in [] })
        let services = ScriptedServices()
        let pane = QueuesPane(service: QueueService(list: { World.queues }, monitor: monitor))
        let harness = ConsoleHarness(
            panes: [pane, LogsPane(service: services.services.logs)], services: services,
            size: Size(rows: 24, columns: 80))
        #expect(asked.withLock { $0 } == [.recent, .day])
        harness.advance(by: .seconds(50))
        harness.press(.control("r"))
        #expect(asked.withLock { $0 }.count == 2)
        harness.advance(by: .seconds(250))
        #expect(asked.withLock { $0 } == [.recent, .day, .recent, .recent, .recent, .recent, .recent, .day])
        // Nobody looks: nothing is paid for.
        harness.press(Key.character("2"))
        harness.advance(by: .seconds(600))
        #expect(asked.withLock { $0 }.count == 8)
    }

    @Test func aDayThatCouldNotBeToldIsAskedForAgainAMinuteLater() {
        let asked = Locked<[QueueSpan]>([])
        let failure = denied
        let monitor = QueueMonitor(
            measure: { _, span, _ in
                let count = asked.withLock { spans in
                    spans.append(span)
                    return spans.count
                }
                if count == 1 { throw failure }
                return [:]
            }, consumers: { _ in [] })
        let services = ScriptedServices()
        let pane = QueuesPane(service: QueueService(list: { World.queues }, monitor: monitor))
        let harness = ConsoleHarness(panes: [pane], services: services, size: Size(rows: 24, columns: 80))
        // What was refused for the minutes is not asked for the day, too.
        #expect(asked.withLock { $0 } == [.recent])
        #expect(harness.text.contains("Not allowed: cloudwatch:GetMetricData"))
        harness.press(.enter)
        harness.advance(by: .seconds(60))
        #expect(asked.withLock { $0 } == [.recent, .recent, .day])
        #expect(harness.text.contains("CloudWatch has no points of this queue"))
    }

    @Test func aDetailAsksWhoReadsTheQueue() {
        var driver = driver()
        driver.send(.list(.moved(.last)))
        #expect(driver.send(.opened).started == ["consumers"])
        #expect(driver.lines().contains { $0.contains("Lambda has not answered yet") })
        let consumer = QueueConsumer(
            id: "u", function: "development-sqs-handler", state: "Disabled", batchSize: 10, reportsItemFailures: true)
        let name = "development-order-queue"
        driver.send(.watch(.consumersArrived(queue: "other", .success([]), at: World.now)))
        driver.send(.watch(.consumersArrived(queue: name, .success([consumer]), at: World.now)))
        let text = driver.lines().joined(separator: "\n")
        #expect(text.contains("development-sqs-handler") && text.contains("Disabled"))
        #expect(text.contains("up to 10 messages, failures reported one by one"))
        #expect(driver.send(.refreshAsked).started.contains("consumers"))
        driver.send(.watch(.consumersArrived(queue: name, .failure(World.unreachable), at: World.now)))
        #expect(driver.lines().joined().contains("development-sqs-handler"))
        #expect(driver.lines().joined().contains(World.unreachable.sentence))
    }

    @Test func aDetailThatWasHiddenAsksAgain() {
        var driver = driver()
        driver.send(.list(.moved(.last)))
        driver.send(.opened)
        driver.pane.disappeared(&driver.state)
        #expect(driver.appear().started.contains("consumers"))
        driver.send(.watch(.consumersArrived(queue: "development-order-queue", .success([]), at: World.now)))
        driver.pane.disappeared(&driver.state)
        #expect(!driver.appear().started.contains("consumers"))
        #expect(driver.lines().contains { $0.contains("No function reads this queue") })
    }

    @Test func anOpenQueueThatIsGoneIsNotShownAsItWas() {
        var driver = driver()
        driver.send(.queueSought("development-order-queue"))
        driver.send(.opened)
        driver.send(.readingsArrived(.success([World.denied]), at: World.now))
        #expect(driver.lines().contains { $0.contains("This queue is no more") })
        #expect(!driver.lines().joined().contains("about 12"))
        driver.send(.readingsArrived(.success(World.queues), at: World.now))
        #expect(driver.lines().joined().contains("about 12"))
    }

    @Test func oneKeyLeadsToTheDeadLetterQueueAndBack() {
        var driver = driver([
            World.queue("development-a", visible: 1, deadLetters: "development-dlq"),
            World.queue("development-b", visible: 9, deadLetters: "development-dlq"),
            World.queue("development-dlq", visible: 3, sources: ["development-a", "development-b"]),
            World.queue("development-lone", visible: 1, deadLetters: "elsewhere"),
            World.queue("development-z", visible: 0),
        ])
        driver.send(.queueSought("development-b"))
        driver.send(.watch(.otherEndAsked))
        #expect(driver.state.selected?.name == "development-dlq")
        driver.send(.watch(.otherEndAsked))
        #expect(driver.state.selected?.name == "development-b")
        driver.send(.opened)
        #expect(driver.send(.watch(.otherEndAsked)).started == ["consumers"])
        #expect(driver.state.open?.name == "development-dlq")
        driver.send(.watch(.otherEndAsked))
        #expect(driver.state.open?.name == "development-b")
        driver.send(.queueSought("development-lone"))
        #expect(driver.send(.watch(.otherEndAsked)).notices == ["elsewhere is not among these queues."])
        driver.send(.queueSought("development-z"))
        #expect(
            driver.availability(of: "queues.other-end")
                == .unavailable("development-z has no dead-letter queue, and is none."))
    }

    @Test func aThresholdRingsOnceUntilTheQueueWentBelow() {
        var driver = driver([], thresholds: QueueThresholds(["*-dlq": QueueLimits(depth: 10, age: 3600)]))
        func arrive(_ depth: Int, _ step: Double) -> [ConsoleRequest] {
            let reading = World.queue("development-order-dlq", visible: depth, sources: ["x"])
            return driver.send(.readingsArrived(.success([reading]), at: World.now.adding(seconds: step))).requests
        }
        #expect(arrive(9, 0) == [])
        #expect(
            arrive(10, 5) == [.notice("order-dlq: 10 messages wait (limit 10).", isProblem: true), .bell])
        #expect(arrive(12, 10) == [])
        #expect(arrive(3, 15) == [])
        #expect(arrive(11, 20).count == 2)
        // A queue that could not be asked has not gone below.
        let failed = QueueReading(name: "development-order-dlq", result: .failure(World.unreachable))
        driver.send(.readingsArrived(.success([failed]), at: World.now.adding(seconds: 25)))
        #expect(arrive(11, 30) == [])
        let old = QueueSeries(start: World.now.adding(seconds: -60), period: 60, values: [7200])
        let measured = driver.send(
            .watch(.measured(.recent, .success(["development-order-dlq": [.oldestAge: old]]), at: World.now)))
        #expect(
            measured.requests.first
                == .notice(
                    "order-dlq: 11 messages wait (limit 10), the oldest message is 2 h old (limit 1 h).",
                    isProblem: true))
    }

    @Test func chartsTurnAndGiveWayOnASmallScreen() {
        var driver = driver(size: Size(rows: 19, columns: 78))
        driver.send(.list(.moved(.last)))
        driver.send(.opened)
        #expect(
            driver.availability(of: "queues.charts")
                == .unavailable("CloudWatch has told no history of this queue."))
        World.measure { driver.send(.watch($0)) }
        #expect(driver.lines()[0].contains("Visible") && driver.lines()[0].contains("Oldest age"))
        driver.send(.watch(.chartsTurned))
        #expect(driver.lines()[0].contains("Oldest age") && driver.lines()[0].contains("Sent a minute"))
        let click = MouseEvent(.press(.left), at: Point(row: 3, column: 5))
        if case .watch(.chartsTurned)? = driver.pane.message(
            forMouse: click, driver.state, area: driver.context.area)
        {
        } else {
            Issue.record("a click on the charts turns them")
        }
        // The eighth row is the text's first, which is a heading.
        let below = MouseEvent(.press(.left), at: Point(row: 10, column: 5))
        if case .detail(.moved(.toLine(let line)))? = driver.pane.message(
            forMouse: below, driver.state, area: driver.context.area)
        {
            #expect(line == 3)
        } else {
            Issue.record("a click below the charts goes to the line there")
        }
        driver.context = UpdateContext(
            now: World.now, area: Size(rows: 8, columns: 38), isReadOnly: false, place: driver.context.place)
        #expect(driver.lines()[0].contains("development-order-queue"))
        driver.send(.watch(.chartsTurned))
        #expect(
            driver.availability(of: "queues.charts")
                == .unavailable("There is no room for charts here: Z gives the pane the whole screen."))
    }
}
