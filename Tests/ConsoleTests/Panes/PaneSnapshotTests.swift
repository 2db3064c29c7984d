import Console
import ConsoleTestSupport
import OpsDomain
import TerminalCore
import Testing

/// Each pane in each of its states at three sizes, with its status in the first row: characters and styles.
@Suite struct PaneSnapshotTests {
    private static let sizes = [Size(rows: 24, columns: 80), Size(rows: 40, columns: 120), Size(rows: 10, columns: 40)]

    private func check<P: Pane>(
        _ name: String, _ pane: P, isFocused: Bool = true, isReadOnly: Bool = false,
        _ prepare: (inout PaneDriver<P>) -> Void = { _ in }
    ) {
        for size in Self.sizes {
            var driver = PaneDriver(
                pane, area: Size(rows: size.rows - 1, columns: size.columns - 1), isReadOnly: isReadOnly)
            driver.appear()
            prepare(&driver)
            var frame = Frame(size: size)
            let context = World.view(isFocused: isFocused)
            let status = pane.status(driver.state, context)
            let asOf = status.asOf.map { "as of \($0.age(at: World.now)) ago" } ?? "never"
            frame.write(
                "[\(status.summary)] \(status.isBusy ? "busy" : "idle") \(asOf) \(status.failure?.sentence ?? "")",
                row: 0, column: 0, style: .plain)
            pane.view(
                driver.state, into: &frame, Rect(row: 1, column: 0, rows: size.rows - 1, columns: size.columns - 1),
                context)
            let outcome = FrameSnapshot(frame).compare(
                named: "\(name)-\(size.columns)x\(size.rows)", besides: #filePath)
            #expect(outcome == .same)
        }
    }

    // MARK: - Collections

    private let users = CollectionPane(.users, service: ScriptedRecords(keys: "userId").service)
    private let orders = CollectionPane(.orders, service: ScriptedRecords(keys: "orderId").service)

    private func load(_ driver: inout PaneDriver<CollectionPane>, _ records: [Record], next: String? = "more") {
        let facts = CollectionFacts(
            tableName: "t", approximateCount: 2000, sizeInBytes: 1, keys: "userId")
        driver.send(.factsArrived(.success(facts), at: World.now))
        driver.send(.pageArrived(World.batch(records, next: next), askedAt: World.now))
    }

    @Test func usersLoading() { check("users-loading", users) }
    @Test func usersEmpty() { check("users-empty", users) { load(&$0, [], next: nil) } }
    @Test func usersLoaded() { check("users-loaded", users) { load(&$0, World.users(100)) } }
    @Test func usersUnfocused() { check("users-unfocused", users, isFocused: false) { load(&$0, World.users(100)) } }

    @Test func usersFailed() {
        check("users-failed", users) { $0.send(.pageFailed(World.unreachable)) }
    }

    @Test func usersStale() {
        check("users-stale", users) {
            load(&$0, World.users(100))
            $0.send(.refreshAsked)
            $0.send(.pageFailed(World.unreachable))
        }
    }

    @Test func usersFiltered() {
        check("users-filtered", users) { driver in
            load(&driver, World.users(100))
            driver.send(.list(.sortedBy(column: 0)))
            driver.send(.list(.filterOpened))
            for scalar in "person2".unicodeScalars { driver.send(.list(.filterEdited(.key(.character(scalar))))) }
            driver.send(.list(.moved(.down)))
            driver.send(.list(.markToggled))
        }
    }

    @Test func usersDetail() {
        check("users-detail", users) {
            load(&$0, World.users(100))
            $0.send(.opened)
        }
    }

    @Test func usersForm() {
        check("users-form", users) {
            load(&$0, World.users(100))
            $0.send(.editBegan)
            $0.send(.formFocusMoved(forwards: true))
            $0.send(.formEdited(.paste("old")))
        }
    }

    @Test func usersConflict() {
        check("users-conflict", users) {
            load(&$0, World.users(100))
            $0.send(.editBegan)
            $0.send(.formEdited(.paste("!")))
            $0.send(.saveAsked)
            var theirs = World.user(0)
            theirs["name"] = .string("Zoë Adler")
            theirs["age"] = .number("50")
            $0.send(
                .saveFailed(
                    ServiceFailure(reason: .conflict(current: theirs), sentence: "Somebody changed the record.")))
        }
    }

    @Test func usersConflictChosen() {
        check("users-conflict-chosen", users) {
            load(&$0, World.users(100))
            $0.send(.editBegan)
            $0.send(.formEdited(.paste("!")))
            $0.send(.saveAsked)
            var theirs = World.user(0)
            theirs["name"] = .string("Zoë Adler")
            theirs["address"] = .map(["city": .string("Oslo")])
            $0.send(
                .saveFailed(
                    ServiceFailure(reason: .conflict(current: theirs), sentence: "Somebody changed the record.")))
            $0.send(.editing(.conflictChosen(.mine)))
        }
    }

    private func edited(_ driver: inout PaneDriver<CollectionPane>, _ edit: (inout Record) -> Void) {
        let text = RecordText(editing: World.user(0), in: .users)
        var record = World.user(0)
        edit(&record)
        let errand = EditorErrand(text: text, job: EditorJob(World.user(0), text))
        let path = "/home/anna/.local/state/nightdesk/drafts/users-user-00000.json"
        driver.send(.editing(.editorReturned(.edited(text: text.text(of: record), path: path), errand)))
    }

    @Test func usersReview() {
        check("users-review", users) {
            load(&$0, World.users(100))
            edited(&$0) {
                $0["name"] = .string("Zoë Adler")
                $0["address"] = .map(["city": .string("Oslo"), "zip": .number("0150")])
                $0["email"] = World.user(0)["email"]
            }
        }
    }

    @Test func usersReviewWithAProblem() {
        check("users-review-problem", users) {
            load(&$0, World.users(100))
            edited(&$0) { $0["age"] = .string("old") }
        }
    }

    @Test func usersBulkForm() {
        check("users-bulk-form", users) {
            load(&$0, World.users(100))
            $0.send(.list(.markToggled))
            $0.send(.list(.markToggled))
            $0.send(.editBegan)
            $0.send(.editing(.bulkFieldMoved(1)))
        }
    }

    @Test func usersBulkOutcome() {
        check("users-bulk-outcome", users) {
            load(&$0, World.users(100))
            for _ in 0..<6 { $0.send(.list(.markToggled)) }
            $0.send(.editing(.deleteAsked))
            $0.send(.loadingStopped)
            let gone = ServiceFailure(
                reason: .conflict(current: nil), sentence: "The user is gone. Nothing was written.")
            $0.send(.editing(.bulkSettled(index: 0, .success(nil))))
            $0.send(.editing(.bulkSettled(index: 1, .failure(gone))))
            $0.send(.editing(.bulkSettled(index: 2, .failure(World.unreachable))))
            $0.send(.editing(.bulkSettled(index: 3, .success(nil))))
        }
    }

    @Test func ordersForm() {
        check("orders-form", orders) {
            load(&$0, (0..<12).map(World.order), next: nil)
            $0.send(.editBegan)
        }
    }

    @Test func ordersLoaded() { check("orders-loaded", orders) { load(&$0, (0..<12).map(World.order), next: nil) } }

    @Test func ordersDetail() {
        check("orders-detail", orders) {
            load(&$0, (0..<12).map(World.order), next: nil)
            $0.send(.opened)
        }
    }

    private func openNested(_ driver: inout PaneDriver<CollectionPane>) {
        var order = World.order(0)
        order["address"] = .map([
            "geo": .map(["lat": .number("59.91")]), "lines": .list([.map(["zip": .string("0150")]), .string("b")]),
        ])
        order["tags"] = .stringSet(["red", "blue"])
        order["memo"] = .string(String(repeating: "a memo that takes rows ", count: 8))
        load(&driver, [order], next: nil)
        driver.send(.opened)
        for _ in 0..<16 where driver.state.open?.detail.path?.text != "address.lines" {
            driver.send(.detail(.moved(.down)))
        }
    }

    @Test func ordersFolded() {
        check("orders-folded", orders) {
            openNested(&$0)
            $0.send(.detail(.activated))
        }
    }

    @Test func ordersTyped() {
        check("orders-typed", orders) {
            openNested(&$0)
            $0.send(.layoutCycled)
            $0.send(.detail(.moved(.last)))
            $0.send(.detail(.moved(.halfPageUp)))
        }
    }

    // MARK: - Queues

    private let queues = QueuesPane(service: QueueService(list: { [] }))

    private func read(_ driver: inout PaneDriver<QueuesPane>) {
        for (step, depth) in [0, 5, 20, 40].enumerated() {
            let readings = [World.queue("development-order-dlq", visible: depth, sources: ["development-order-queue"])]
            let moment = World.now.adding(seconds: Double(step * 5 - 20))
            driver.send(.readingsArrived(.success(readings), at: moment))
        }
        driver.send(.readingsArrived(.success(World.queues), at: World.now))
    }

    @Test func queuesLoading() { check("queues-loading", queues) }
    @Test func queuesEmpty() {
        check("queues-empty", queues) { $0.send(.readingsArrived(.success([]), at: World.now)) }
    }
    @Test func queuesLoaded() { check("queues-loaded", queues) { read(&$0) } }

    @Test func queuesFailed() {
        check("queues-failed", queues) { $0.send(.readingsArrived(.failure(World.unreachable), at: World.now)) }
    }

    @Test func queuesStale() {
        check("queues-stale", queues) {
            read(&$0)
            $0.send(.readingsArrived(.failure(World.unreachable), at: World.now))
        }
    }

    @Test func queuesFiltered() {
        check("queues-filtered", queues) {
            read(&$0)
            $0.send(.list(.filterSet("order")))
        }
    }

    @Test func queuesDetail() {
        check("queues-detail", queues) {
            read(&$0)
            $0.send(.list(.moved(.last)))
            $0.send(.opened)
        }
    }

    @Test func queuesMeasured() {
        check(
            "queues-measured",
            QueuesPane(
                service: QueueService(list: { [] }),
                thresholds: QueueThresholds(["order-queue": QueueLimits(depth: 10)]))
        ) { driver in
            read(&driver)
            World.measure { driver.send(.watch($0)) }
        }
    }

    @Test func queuesCharts() {
        check("queues-charts", queues) { driver in
            read(&driver)
            World.measure { driver.send(.watch($0)) }
            driver.send(.queueSought("development-order-queue"))
            driver.send(.opened)
            let consumer = QueueConsumer(
                id: "u", function: "development-sqs-handler", state: "Enabled", stateReason: "User initiated",
                batchSize: 10, reportsItemFailures: true)
            driver.send(
                .watch(.consumersArrived(queue: "development-order-queue", .success([consumer]), at: World.now)))
        }
    }

    @Test func queuesUnmeasured() {
        check("queues-unmeasured", queues) { driver in
            read(&driver)
            driver.send(.watch(.measured(.recent, .failure(World.unreachable), at: World.now)))
        }
    }

    // MARK: - Dead letters

    private let letters = DeadLettersPane(
        service: ScriptedServices().services.deadLetters, queues: ScriptedServices().services.queues)

    private func lease(_ driver: inout PaneDriver<DeadLettersPane>, _ letters: [DeadLetter] = World.letters) {
        driver.send(.leaseAsked)
        driver.send(.leaseOpened(queue: "development-order-dlq", retention: .seconds(1_209_600)))
        let until = World.now.adding(seconds: 112)
        if !letters.isEmpty { driver.send(.lettersLeased(letters.map { LeasedLetter($0, until: until) })) }
        driver.send(.caughtUp(at: World.now))
    }

    @Test func deadLettersUnleased() {
        check("dead-letters-unleased", letters, isFocused: false) {
            $0.send(.depthArrived(.success(World.deadLetterQueue(visible: 40)), at: World.now))
        }
    }

    @Test func deadLettersLoading() { check("dead-letters-loading", letters) { $0.send(.leaseAsked) } }
    @Test func deadLettersEmpty() { check("dead-letters-empty", letters) { lease(&$0, []) } }

    @Test func deadLettersElsewhere() {
        check("dead-letters-elsewhere", letters) {
            $0.send(.depthArrived(.success(World.deadLetterQueue(visible: 0, inFlight: 48)), at: World.now))
            lease(&$0, [])
        }
    }

    @Test func deadLettersLoaded() {
        check("dead-letters-loaded", letters) {
            lease(&$0)
            $0.send(.leasesLost(messageIDs: ["message-2"]))
        }
    }

    @Test func deadLettersFailed() {
        check("dead-letters-failed", letters) {
            $0.send(.leaseAsked)
            $0.send(.leasingFailed(World.unreachable))
        }
    }

    @Test func deadLettersStale() {
        check("dead-letters-stale", letters) {
            lease(&$0)
            $0.send(.leasingFailed(World.unreachable))
        }
    }

    @Test func deadLettersFiltered() {
        check("dead-letters-filtered", letters) {
            lease(&$0)
            $0.send(.list(.filterSet("order")))
        }
    }

    @Test func deadLettersDetail() {
        check("dead-letters-detail", letters) {
            lease(&$0)
            $0.send(.opened)
        }
    }

    // MARK: - Logs

    private let logs = LogsPane(service: ScriptedServices().services.logs)

    private func tail(_ driver: inout PaneDriver<LogsPane>, _ lines: [LogLine] = World.lines) {
        driver.send(.groupsArrived(World.groups))
        driver.send(.tailTold(.lines(lines)))
        driver.send(.tailTold(.caughtUp(at: World.now)))
    }

    @Test func logsLoading() { check("logs-loading", logs) }
    @Test func logsEmpty() { check("logs-empty", logs) { tail(&$0, []) } }
    @Test func logsLoaded() { check("logs-loaded", logs) { tail(&$0) } }
    @Test func logsFailed() { check("logs-failed", logs) { $0.send(.groupsFailed(World.unreachable)) } }

    @Test func logsStale() {
        check("logs-stale", logs) {
            tail(&$0)
            $0.send(.tailTold(.failed(group: World.groups[0], World.unreachable)))
            $0.send(
                .tailTold(
                    .gap(
                        group: World.groups[0], from: World.now.adding(seconds: -2), to: World.now, World.unreachable)))
        }
    }

    @Test func logsFiltered() {
        check("logs-filtered", logs) {
            tail(&$0)
            $0.send(.list(.filterSet("group:handler")))
            $0.send(.searchOpened)
            $0.send(.searchEdited(.paste("user")))
        }
    }

    @Test func logsWrapped() {
        check("logs-wrapped", logs) {
            tail(&$0)
            $0.send(.wrapToggled)
        }
    }

    @Test func logsDetail() {
        check("logs-detail", logs) {
            tail(&$0)
            $0.send(.errorAsked(forwards: false))
            $0.send(.opened)
        }
    }

    @Test func logsInvocations() {
        check("logs-invocations", logs) {
            tail(&$0)
            $0.send(.invocationsToggled)
        }
    }
}
