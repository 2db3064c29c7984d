import Console
import ConsoleTestSupport
import OpsDomain
import TerminalCore
import Testing

/// Moving dead letters back, key by key in the real runtime.
@Suite struct QueueRedriveTests {
    private let services = ScriptedServices()
    private var queues: ScriptedQueueOperations { services.queueOperations }
    private static let sizes = [Size(rows: 24, columns: 80), Size(rows: 40, columns: 120), Size(rows: 10, columns: 40)]
    private let clock = ManualClock()

    private func console(
        size: Size = Size(rows: 24, columns: 80), readings: [QueueReading] = World.queues
    ) -> ConsoleHarness {
        services.setQueues(readings)
        let pane = QueuesPane(
            service: services.services.queues, operations: queues.operations, files: services.services.files)
        let harness = ConsoleHarness(
            panes: [pane, LogsPane(service: services.services.logs)], services: services, size: size, clock: clock)
        harness.type("R")
        return harness
    }

    private func task(
        _ status: MoveTask.Status, moved: Int? = nil, toMove: Int? = nil, rate: Int? = nil,
        destination: String? = nil, failure: String? = nil, secondsAgo: Double = 10
    ) -> MoveTask {
        MoveTask(
            handle: status == .running ? "handle" : nil, status: status, destination: destination, rate: rate,
            moved: moved, toMove: toMove, failureReason: failure,
            startedAt: clock.console.now().adding(seconds: -secondsAgo))
    }

    private let moved = CanaryFate.Moved(oldID: "old-1", newID: "new-1", destination: "development-order-queue")

    private func sighting(waiting: Int = 0, inFlight: Int = 0, depth: Int = 39, returned: Set<String> = [])
        -> CanarySighting
    {
        CanarySighting(
            depth: depth,
            destinations: [
                CanarySighting.Depth(
                    queue: "development-order-queue", visible: waiting, inFlight: inFlight, delayed: 0)
            ], returned: returned, longestReturn: 900)
    }

    // MARK: Tasks

    @Test func allAreMovedAfterAQuestionAndWatched() {
        let harness = console()
        #expect(harness.text.contains("Redrive order-dlq: 40 waiting"))
        #expect(harness.text.contains("Goes back to order-queue, as fast as SQS chooses"))
        #expect(harness.text.contains("No redrive before."))
        harness.type("m")
        #expect(harness.text.contains("Move all messages of development-order-dlq?"))
        #expect(harness.text.contains("No canary went first"))
        queues.setMoves([task(.running, moved: 10, toMove: 40)])
        harness.type("y")
        #expect(queues.started == [MoveRequest(queue: "development-order-dlq")])
        #expect(harness.text.contains("10 of ~40 moved, 1.0/s · X cancels") && harness.text.contains("25%"))
        harness.type("m")
        #expect(harness.text.contains("A redrive is running already; X cancels it."))
        queues.setMoves([task(.completed, moved: 40, toMove: 40)])
        harness.advance(by: .seconds(2))
        #expect(harness.text.contains("The redrive is completed: 40 messages moved."))
        #expect(harness.text.contains("✓ completed  40 of ~40 moved"))
    }

    @Test func aRunningOneIsCancelledAfterAQuestion() {
        queues.setMoves([task(.running, moved: 10, toMove: 40)])
        let harness = console()
        harness.type("X")
        #expect(harness.text.contains("What it has moved stays where it is"))
        harness.type("y")
        #expect(queues.cancelled == ["handle"])
        queues.setMoves([task(.cancelled, moved: 12, toMove: 40)])
        harness.advance(by: .seconds(2))
        #expect(harness.text.contains("The redrive is cancelled: 12 messages moved."))
        harness.type("X")
        #expect(harness.text.contains("No redrive is running."))
    }

    @Test func whatSQSRefusesIsTold() {
        let harness = console(readings: [World.queue("development-lone", visible: 4)])
        #expect(harness.text.contains("No queue here sends its dead letters to it"))
        queues.fail(
            with: ServiceFailure(
                reason: .invalid,
                sentence: "development-lone is nobody's dead-letter queue: SQS moves messages out of those only."))
        harness.type("my")
        #expect(harness.text.contains("development-lone is nobody's dead-letter queue"))
        #expect(queues.started.isEmpty)
    }

    @Test func aFailedTaskSaysWhatWouldHelp() {
        queues.setMoves([task(.running, moved: 0, toMove: 4)])
        let harness = console()
        queues.setMoves([task(.failed, moved: 0, toMove: 4, failure: "CouldNotDetermineMessageSource")])
        harness.advance(by: .seconds(2))
        #expect(harness.text.contains("Choose a destination."))
    }

    @Test func settingsAreKeptOnceTheyAreRight() {
        let harness = console()
        harness.type("e")
        harness.type("501")
        harness.press(.enter)
        #expect(harness.text.contains("1 to 500 messages a second."))
        harness.press(.control("u"))
        harness.type("20")
        harness.press(.tab)
        harness.type("order-dlq")
        harness.press(.enter)
        #expect(harness.text.contains("That is where they are."))
        harness.press(.control("u"))
        harness.type("order-queue")
        harness.press(Key(.tab), .control("u"))
        harness.type("3")
        harness.press(.enter)
        #expect(harness.text.contains("Goes to order-queue, at most 20 a second"))
        harness.type("e")
        harness.press(.control("u"), Key(.escape))
        #expect(harness.text.contains("at most 20 a second"))
        harness.type("my")
        #expect(
            queues.started == [
                MoveRequest(queue: "development-order-dlq", destination: "development-order-queue", rate: 20)
            ])
        // Left and entered again, all is as it was.
        harness.press(.escape)
        harness.type("R")
        #expect(harness.text.contains("at most 20 a second"))
    }

    // MARK: The canary

    @Test func aCanaryThatComesBackStopsThere() {
        queues.setFates([.moved(moved)])
        queues.setSightings([
            sighting(waiting: 1), sighting(inFlight: 1), sighting(depth: 40, returned: ["new-1"]),
        ])
        let harness = console()
        harness.type("c")
        #expect(harness.text.contains("Send 1 message of development-order-dlq back?"))
        #expect(harness.text.contains("To order-queue; its consumer is watched for 60 s."))
        harness.type("y")
        #expect(queues.canaries == [CanaryRequest(queue: "development-order-dlq")])
        #expect(harness.text.contains("None has come back so far."))
        #expect(harness.text.contains("order-queue: 1 waiting, 0 in flight"))
        #expect(harness.text.contains("old-1 → new-1"))
        harness.advance(by: .seconds(3))
        #expect(harness.text.contains("Canary, 3 of 60 s"))
        harness.advance(by: .seconds(3))
        #expect(harness.text.contains("The message came back after 6 s: the consumer still fails."))
        #expect(queues.looks == [.ifGrown(beyond: nil), .ifGrown(beyond: 39), .ifGrown(beyond: 39)])
        harness.advance(by: .seconds(60))
        #expect(queues.looks.count == 3)
        harness.type("m")
        #expect(harness.text.contains("The canary came back: the consumer still fails."))
    }

    @Test func oneThatIsConsumedLetsTheRestGo() {
        queues.setFates([.moved(moved)])
        queues.setSightings([sighting(waiting: 1), sighting()])
        let harness = console()
        harness.type("cy")
        harness.advance(by: .seconds(60))
        #expect(harness.text.contains("consumed.") && harness.text.contains("m moves the rest."))
        #expect(queues.looks.last == .always)
        harness.type("my")
        #expect(queues.started.count == 1)
    }

    @Test func whatStillWaitsIsTold() {
        queues.setFates([.moved(moved)])
        queues.setSightings([sighting(inFlight: 1)])
        let harness = console()
        harness.type("cy")
        harness.advance(by: .seconds(61))
        #expect(harness.text.contains("1 in flight.") && harness.text.contains("15 m to come back"))
    }

    @Test func whatCouldNotBeMovedIsTold() {
        let failure = ServiceFailure(reason: .invalid, sentence: "Choose a destination.")
        queues.setFates([.kept(messageID: "old-1", failure)])
        let harness = console()
        harness.type("cy")
        #expect(harness.text.contains("old-1 was not moved: Choose a destination."))
        #expect(queues.looks.isEmpty)
        queues.fail(with: World.unreachable)
        harness.type("cy")
        #expect(harness.text.contains("The endpoint cannot be reached"))
    }

    @Test func aLookThatFailsIsToldAndTriedAgain() {
        queues.setFates([.moved(moved)])
        let harness = console()
        harness.type("cy")
        #expect(harness.text.contains("Nothing was scripted."))
        queues.setSightings([sighting()])
        harness.advance(by: .seconds(3))
        #expect(!harness.text.contains("Nothing was scripted."))
    }

    @Test func anAnswerThatComesAfterLeavingIsTold() {
        services.setQueues(World.queues)
        var driver = PaneDriver(QueuesPane(service: services.services.queues, operations: queues.operations))
        driver.appear()
        driver.send(.readingsArrived(.success(World.queues), at: World.now))
        driver.send(.operation(.redriveBegan))
        #expect(driver.send(.operation(.canaryAsked)).started == ["canary"])
        #expect(driver.send(.operation(.redriveLeft)).cancelled == ["moves", "moves-wait", "sight"])
        let sent = QueueOperationMessage.canarySent(
            queue: "development-order-dlq", .success([.moved(moved)]), at: World.now)
        #expect(driver.send(.operation(sent)).notices == ["The canary of order-dlq was sent; R watches it."])
        #expect(driver.send(.operation(.redriveBegan)).started == ["moves", "sight"])
        // And one of a start that failed.
        driver.send(.operation(.moveAsked))
        driver.send(.operation(.redriveLeft))
        let failed = QueueOperationMessage.moveStarted(queue: "development-order-dlq", World.unreachable)
        #expect(driver.send(.operation(failed)).notices == ["order-dlq: \(World.unreachable.sentence)"])
        driver.send(.operation(.redriveBegan))
        #expect(driver.availability(of: "queues.redrive.move") == .available)
        // Answers about another queue change nothing here.
        driver.send(.operation(.moveAsked))
        driver.send(.operation(.moveStarted(queue: "development-other-dlq", nil)))
        #expect(driver.availability(of: "queues.redrive.move") == .unavailable("The redrive is being started."))
    }

    @Test func theWatchGoesOnWhereItWasLeft() {
        queues.setFates([.moved(moved)])
        queues.setSightings([sighting(waiting: 1)])
        let harness = console()
        harness.type("cy")
        harness.press(.escape)
        harness.advance(by: .seconds(30))
        let looks = queues.looks.count
        harness.type("R")
        #expect(queues.looks.count == looks + 1 && harness.text.contains("Canary, 30 of 60 s"))
        // Another pane, and back.
        harness.press(.tab)
        harness.advance(by: .seconds(40))
        harness.press(Key(.tab, .shift))
        #expect(queues.looks.last == .always && harness.text.contains("did not come back within"))
    }

    // MARK: Looks

    private func check(_ name: String, _ prepare: (ConsoleHarness) -> Void) {
        for size in Self.sizes {
            let harness = console(size: size)
            prepare(harness)
            let outcome = FrameSnapshot(harness.frame).compare(
                named: "\(name)-\(size.columns)x\(size.rows)", besides: #filePath)
            #expect(outcome == .same)
        }
    }

    @Test func aRedriveLooksLikeThis() {
        check("queue-redrive-none") { _ in }
        check("queue-redrive-settings") { $0.type("e") }
        queues.setMoves([
            task(.running, moved: 12, toMove: 48, rate: 5),
            task(.completed, moved: 40, toMove: 40, secondsAgo: 7200),
            task(.cancelled, moved: 3, toMove: 40, rate: 1, destination: "development-order-queue", secondsAgo: 9000),
            task(.failed, moved: 0, toMove: 40, failure: "CouldNotDetermineMessageSource", secondsAgo: 90_000),
        ])
        check("queue-redrive-running") { _ in }
    }

    @Test func aCanaryLooksLikeThis() {
        queues.setFates([.moved(moved)])
        queues.setSightings([sighting(waiting: 1)])
        check("queue-canary-watched") { $0.type("cy") }
        queues.setSightings([sighting(depth: 40, returned: ["new-1"])])
        check("queue-canary-returned") { $0.type("cy") }
    }
}
