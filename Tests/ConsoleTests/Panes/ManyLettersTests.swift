import Console
import ConsoleTestSupport
import OpsDomain
import TerminalCore
import Testing

/// Ten thousand letters: what is beyond a frame is done beside the screen, and what came is taken in without a look at all.
@Suite struct ManyLettersTests {
    private static let until = World.now.adding(seconds: 112)

    private static let letters = (0..<10_000).map { number in
        LeasedLetter(World.letter(number % 700 + 1, body: body(number), id: "many-\(number)"), until: until)
    }

    private static func body(_ number: Int) -> String {
        let padding = String(repeating: "x", count: 400)
        return #"{"type":"order_created","orderId":"order-\#(number)","customerId":"","note":"\#(padding)"}"#
    }

    private func driver() -> PaneDriver<DeadLettersPane> {
        let services = ScriptedServices().services
        var driver = PaneDriver(
            DeadLettersPane(service: services.deadLetters, queues: services.queues), area: Size(rows: 40, columns: 140))
        driver.appear()
        driver.send(.leaseOpened(queue: "development-order-dlq", retention: .seconds(1_209_600)))
        return driver
    }

    @Test func batchByBatchTheyComeToTheOrderThatAllAtOnceHave() {
        var driver = driver()
        let letters = Array(Self.letters.prefix(2_500))
        for start in stride(from: 0, to: letters.count, by: 10) {
            let effects = driver.send(.lettersLeased(Array(letters[start..<start + 10])))
            #expect(effects.started.isEmpty)
        }
        let ids = driver.state.order.places.map { driver.state.letters[$0].id }
        let query = driver.state.query
        let all = LetterArrangement.places(letters.indices, of: letters, query) ?? []
        #expect(ids == all.map { letters[$0].id })
    }

    @Test func theCursorStaysOnItsLetterWhileOthersCome() {
        var driver = driver()
        driver.send(.lettersLeased(Array(Self.letters.prefix(50))))
        driver.send(.list(.moved(.to(20))))
        let selected = driver.state.selected?.id
        driver.send(.lettersLeased(Array(Self.letters[50..<500])))
        #expect(driver.state.selected?.id == selected)
    }

    @Test func aSearchThroughAllIsMadeBesideTheScreen() {
        var driver = driver()
        driver.send(.lettersLeased(Self.letters))
        #expect(driver.state.order.count == 10_000)
        let effects = driver.send(.list(.filterSet("order-99")))
        #expect(effects.started == ["arrange"])
        // The old rows stay until the new ones are there.
        #expect(driver.state.order.count == 10_000)
        #expect(driver.status.summary.hasPrefix("looking for /order-99"))
        #expect(driver.status.isBusy)
        let query = driver.state.query
        let generation = driver.state.generation
        let letters = driver.state.letters
        let places = LetterArrangement.places(letters.indices, of: letters, query) ?? []
        // What comes meanwhile is not lost.
        driver.send(
            .lettersLeased([LeasedLetter(World.letter(5, body: "order-99 late", id: "late"), until: Self.until)]))
        driver.send(.arranged(places, count: letters.count, query, generation: generation))
        #expect(driver.state.order.count == 112)
        #expect(!driver.status.isBusy)
        // An answer to an earlier question is none.
        driver.send(.list(.filterSet("order-999")))
        driver.send(.arranged([], count: letters.count, query, generation: generation))
        #expect(driver.state.order.count == 112)
    }

    @Test func theRuntimeComesToTheSameThroughItsEffects() {
        let services = ScriptedServices()
        services.setQueues(World.queues)
        let pane = DeadLettersPane(service: services.services.deadLetters, queues: services.services.queues)
        let harness = ConsoleHarness(panes: [pane], services: services, size: Size(rows: 24, columns: 100))
        services.leases.send(.leased(Self.letters.prefix(4_000).map(\.letter), until: Self.until))
        services.leases.send(.caughtUp(at: World.now))
        harness.settle()
        harness.type("/order-3999")
        harness.press(.enter)
        #expect(harness.text.contains("1 of 4,000 match /order-3999"))
        harness.press(.escape)
        #expect(harness.text.contains("4,000 leased"))
    }

    @Test func aLargeBodyIsLaidOutBesideTheScreen() {
        var driver = driver()
        let body = #"{"type":"order_cancelled","note":"\#(String(repeating: "x", count: 1 << 20))"}"#
        driver.send(.lettersLeased([LeasedLetter(World.letter(1, body: body), until: Self.until)]))
        let effects = driver.send(.opened)
        #expect(effects.started == ["lay-out"])
        #expect(driver.lines()[0].contains("Reading 1.0 MB"))
    }

    /// The clock is not asserted: other work on the machine would make it lie. What it showed on the way stands in the
    /// commit that made this test.
    @Test func whatTenThousandCost() {
        var driver = driver()
        let clock = ContinuousClock()
        func measure(_ what: String, _ body: () -> Void) { print("10,000 letters: \(what) \(clock.measure(body))") }
        measure("taken in at once") { driver.send(.lettersLeased(Self.letters)) }
        measure("ten more") {
            driver.send(
                .lettersLeased(
                    (0..<10).map { LeasedLetter(World.letter($0, body: "{}", id: "more-\($0)"), until: Self.until) }))
        }
        measure("drawn") { _ = driver.lines() }
        measure("clusters") { driver.send(.clustersToggled) }
        #expect(driver.state.clusters.count == 2)
        let letters = driver.state.letters
        for column in [0, 2, 4, 5] {
            let query = LetterQuery(filter: nil, cluster: nil, sort: ColumnSort(column: column))
            measure("sorted by column \(column)") {
                _ = LetterArrangement.places(letters.indices, of: letters, query)
            }
        }
        let search = LetterQuery(filter: RowFilter("order-99"), cluster: nil, sort: nil)
        measure("searched") { _ = LetterArrangement.places(letters.indices, of: letters, search) }
    }
}
