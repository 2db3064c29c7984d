import Console
import ConsoleTestSupport
import OpsDomain
import TerminalCore
import Testing

/// A look through a table that is worth four readers.
@Suite struct TableSearchTests {
    private func driver(capacity: Int? = nil) -> PaneDriver<CollectionPane> {
        var driver = PaneDriver(
            CollectionPane(.users, service: ScriptedRecords(keys: "userId").service),
            area: Size(rows: 11, columns: 80))
        driver.appear()
        let facts = CollectionFacts(
            tableName: "users", approximateCount: 80_000, sizeInBytes: 40_960_000, keys: "userId",
            keyTypes: [ExactText("userId"): .string], readCapacity: capacity)
        driver.send(.factsArrived(.success(facts), at: World.now))
        driver.send(.pageArrived(World.batch(World.users(100), next: "100"), askedAt: World.now))
        driver.send(.list(.filterOpened))
        driver.send(.list(.filterEdited(.paste("age > 40"))))
        driver.send(.list(.filterAccepted))
        return driver
    }

    private func page(_ records: [Record], next: String?, scanned: Int = 1000) -> CollectionMessage {
        .searchArrived(
            0, records,
            RecordBatch(
                page: RecordArrayPage(records), next: next.map { PageCursor(token: Array($0.utf8)) }, readUnits: 100,
                scanned: scanned))
    }

    @Test func theOfferTellsItemsSizeUnitsMoneyAndTime() {
        var slow = driver(capacity: 100)
        #expect(
            slow.send(.searchAsked).notices
                == ["F again reads it all: ~80,000 items, 41 MB, ~5,000 read units, <$0.01, ~1 m"])
        var fast = driver()
        #expect(fast.send(.searchAsked).notices.first?.hasSuffix("~5,000 read units, <$0.01, ~3 s") == true)
    }

    @Test func fourSegmentsAreReadSideBySideAndGoOnWhereTheyStopped() {
        var driver = driver()
        driver.send(.searchAsked)
        let all = ["search-0", "search-1", "search-2", "search-3"]
        #expect(driver.send(.searchAsked).started == all)
        #expect(driver.send(.searchAsked).notices == ["Looking already; X stops."])
        let found = World.user(50_000)
        #expect(driver.send(page([found, World.user(3)], next: "a")).started == ["search-0"])
        // One was loaded already.
        #expect(driver.state.rows.count == 101 && driver.state.rows.record(at: 0) == found)
        #expect(driver.send(page([], next: nil)).started.isEmpty)
        #expect(driver.lines().last?.contains("2,000 of ~80,000 read, 2 found · X stops") == true)
        #expect(driver.send(.loadingStopped).cancelled == ["search-1", "search-2", "search-3"])
        #expect(driver.send(.searchAsked).started == ["search-1", "search-2", "search-3"])
        let failure = ServiceFailure(reason: .throttled, sentence: "Too fast.")
        #expect(driver.send(.searchFailed(failure)).notices == ["Too fast. F goes on from there."])
        #expect(driver.send(.searchAsked).started == ["search-1", "search-2", "search-3"])
        #expect(driver.send(page([], next: nil)).notices.isEmpty)
    }

    @Test func anotherQuestionEndsTheFirst() {
        var driver = driver()
        driver.send(.searchAsked)
        driver.send(.searchAsked)
        driver.send(.list(.filterSet("age > 40 and name ~ a")))
        #expect(driver.send(.searchAsked).cancelled == ["search-0", "search-1", "search-2", "search-3"])
        #expect(driver.send(.searchAsked).started.count == 4)
    }
}
