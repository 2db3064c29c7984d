import Console
import ConsoleTestSupport
import OpsDomain
import TerminalCore
import Testing

@Suite struct QueuesPaneTests {
    private func driver(_ readings: [QueueReading] = World.queues) -> PaneDriver<QueuesPane> {
        var driver = PaneDriver(QueuesPane(service: QueueService(list: { [] })), area: Size(rows: 40, columns: 150))
        driver.appear()
        driver.send(.readingsArrived(.success(readings), at: World.now))
        return driver
    }

    private func names(_ driver: PaneDriver<QueuesPane>) -> [String] {
        driver.state.order.places.map { driver.state.rows[$0].name }
    }

    @Test func theWorstIsFirst() {
        let driver = driver(World.queues + [World.queue("development-empty-dlq", visible: 0, sources: ["x"])])
        #expect(
            names(driver) == [
                "development-order-dlq", "development-audit", "development-order-queue", "development-empty-dlq",
            ])
    }

    @Test func aQueueThatCouldNotBeAskedShowsWhyAndNoNumber() {
        let line = driver().lines().first { $0.contains("audit") } ?? ""
        #expect(line.contains("You may not read this queue"))
        #expect(!line.contains("0"))
    }

    @Test func aQueueThatCannotBeAskedAnyMoreKeepsWhatItTold() {
        var driver = driver()
        var readings = World.queues
        readings[1] = QueueReading(name: "development-order-dlq", result: .failure(World.unreachable))
        driver.send(.readingsArrived(.success(readings), at: World.now.adding(seconds: 5)))
        driver.send(.readingsArrived(.success(readings), at: World.now.adding(seconds: 10)))
        let line = driver.lines().first { $0.contains("order-dlq") && $0.contains(" 40 ") } ?? ""
        #expect(!line.isEmpty)
        #expect(driver.status.failure == World.unreachable)
        #expect(driver.status.asOf == World.now)
        #expect(driver.state.watch.samples["development-order-dlq"]?.values == [40, nil, nil])
        driver.send(.opened)
        #expect(driver.lines().joined().contains(World.unreachable.sentence.prefix(20)))
        driver.send(.readingsArrived(.success(World.queues), at: World.now.adding(seconds: 15)))
        #expect(driver.status.failure == nil && driver.state.stale.isEmpty)
        #expect(driver.status.asOf == World.now.adding(seconds: 15))
        let gone = ServiceFailure(reason: .notFound(what: "queue"), sentence: "There is no such queue.")
        readings[1] = QueueReading(name: "development-order-dlq", result: .failure(gone))
        driver.send(.readingsArrived(.success(readings), at: World.now.adding(seconds: 20)))
        #expect(driver.state.snapshot(of: "development-order-dlq") == nil)
    }

    @Test func aLinkShowsTheDepthOfTheDeadLetterQueue() {
        let line = driver().lines().first { $0.contains("order-queue") && $0.contains("12") } ?? ""
        #expect(line.contains("40 → order-dlq"))
    }

    @Test func deadLettersThatAreLookedAtAreStillDead() {
        let driver = driver([
            World.queue("development-order-queue", visible: 900, deadLetters: "development-order-dlq"),
            World.queue("development-order-dlq", visible: 0, inFlight: 40, sources: ["development-order-queue"]),
        ])
        #expect(names(driver).first == "development-order-dlq")
        #expect(driver.status.summary.contains("40 dead letters"))
        #expect(driver.lines().contains { $0.contains("40 → order-dlq") })
        #expect(driver.state.watch.samples["development-order-dlq"]?.values == [40])
    }

    @Test func aFailedRefreshKeepsTheRowsAndLeavesAHoleInTheTrend() {
        var driver = driver()
        driver.send(.readingsArrived(.failure(World.unreachable), at: World.now.adding(seconds: 5)))
        #expect(names(driver).count == 3)
        #expect(driver.status.failure == World.unreachable)
        #expect(driver.status.asOf == World.now)
        #expect(driver.state.watch.samples["development-order-dlq"]?.values == [40, nil])
        // Stale it stays while it is asked again, and until that has gone well.
        driver.send(.refreshAsked)
        #expect(driver.status.isBusy)
        #expect(driver.status.failure == World.unreachable)
        driver.send(.readingsArrived(.success(World.queues), at: World.now.adding(seconds: 9)))
        #expect(driver.status.failure == nil)
    }

    @Test func theCursorStaysOnItsQueueWhenTheOrderChanges() {
        var driver = driver()
        driver.send(.list(.moved(.last)))
        #expect(driver.state.selected?.name == "development-order-queue")
        driver.send(
            .readingsArrived(
                .success([
                    World.queue("development-order-queue", visible: 900, deadLetters: "development-order-dlq"),
                    World.queue("development-order-dlq", visible: 0, sources: ["development-order-queue"]),
                ]), at: World.now))
        #expect(names(driver).first == "development-order-queue")
        #expect(driver.state.selected?.name == "development-order-queue")
    }

    @Test func growthIsReckonedOverTheLastMinute() {
        var history = QueueSamples()
        history.add(1000, at: World.now.adding(seconds: -300))
        history.add(10, at: World.now.adding(seconds: -30))
        history.add(nil, at: World.now.adding(seconds: -15))
        #expect(history.growthPerMinute == nil)
        history.add(25, at: World.now)
        #expect(history.growthPerMinute == 30)
        for second in 0..<100 { history.add(second, at: World.now.adding(seconds: Double(second))) }
        #expect(history.samples.count == QueueSamples.capacity)
    }

    @Test func attributesAreReadable() {
        var driver = driver()
        driver.send(.list(.moved(.last)))
        driver.send(.opened)
        let text = driver.lines().joined(separator: "\n")
        #expect(text.contains("5 m (300 s)"))
        #expect(text.contains("14 d (1209600 s)"))
        #expect(text.contains("development-order-dlq (about 40 waiting)"))
        #expect(text.contains("3 receives"))
    }

    @Test func theWayToTheDeadLettersIsOneKey() {
        var driver = driver()
        #expect(driver.availability(of: "queues.dead-letters") == .available)
        #expect(driver.send(.deadLettersAsked).requests == [.show(DeadLettersPane.id, find: nil)])
        var plain = self.driver([World.queue("development-lone", visible: 1)])
        plain.send(.list(.moved(.first)))
        #expect(
            plain.availability(of: "queues.dead-letters") == .unavailable("development-lone has no dead-letter queue."))
    }

    @Test func itAsksEveryFiveSecondsWithTheFocusAndEveryFifteenWithout() {
        let asked = Locked(0)
        let service = QueueService(list: {
            asked.withLock { $0 += 1 }
            return World.queues
        })
        let services = ScriptedServices()
        let harness = ConsoleHarness(
            panes: [QueuesPane(service: service), LogsPane(service: services.services.logs)], services: services,
            size: Size(rows: 40, columns: 120))
        #expect(asked.withLock { $0 } == 1)
        harness.advance(by: .seconds(60))
        #expect(asked.withLock { $0 } == 13)
        harness.press(.tab)
        harness.advance(by: .seconds(60))
        // The wait that had begun ends after five seconds; then 80, 95 and 110.
        #expect(asked.withLock { $0 } == 17)
        // Coming back asks at once.
        harness.press(.tab)
        #expect(asked.withLock { $0 } == 18)
        #expect(harness.text.contains("order-queue"))
    }
}
