import Console
import ConsoleTestSupport
import OpsDomain
import TerminalCore
import Testing

/// A key on a table of 100,000 rows costs what it costs on a table of a hundred.
@Suite struct CursorCostTests {
    /// A page that is made of nothing and counts who asks.
    private final class CountingPage: RecordPage {
        let count: Int
        private let reads = Locked(0)

        init(count: Int) {
            self.count = count
        }

        func text(_ field: String, at row: Int) -> String? {
            reads.withLock { $0 += 1 }
            return "\(field) \(row)"
        }

        func value(_ field: String, at row: Int) -> FieldValue? { text(field, at: row).map { .string($0) } }

        func record(at row: Int) -> Record { Record(fields: ["userId": .string("userId \(row)")]) }

        /// Reads since the last time.
        func takeReads() -> Int {
            reads.withLock { reads in
                defer { reads = 0 }
                return reads
            }
        }
    }

    @Test(arguments: [nil, ColumnSort(column: 0)])
    func aKeyLooksAtTheRowsInSightAndAtNoOther(sort: ColumnSort?) {
        let page = CountingPage(count: 100_000)
        var driver = PaneDriver(
            CollectionPane(.users, service: ScriptedRecords(keys: "userId").service),
            area: Size(rows: 60, columns: 200))
        driver.appear()
        driver.send(.pageArrived(RecordBatch(page: page, next: nil, readUnits: nil), askedAt: World.now))
        if let sort {
            driver.send(.list(.sortedBy(column: sort.column)))
            let made = RecordArrangement.make(
                of: driver.state.rows, driver.state.query, columns: Collection.users.columns,
                after: driver.state.arrangement)
            if let made { driver.send(.arranged(made)) }
        }
        driver.send(.list(.moved(.to(50_000))))
        _ = driver.lines()
        _ = page.takeReads()
        for motion in [ListMotion.down, .pageDown, .up, .first, .last] {
            driver.send(.list(.moved(motion)))
            #expect(page.takeReads() <= 4)
            _ = driver.lines()
            // Each cell of the rows in sight once, and their keys.
            #expect(page.takeReads() <= 60 * (Collection.users.columns.count + 1))
        }
    }

    @Test func anAppendedPageLeavesTheRowsBeforeItAlone() {
        let (first, second) = (CountingPage(count: 50_000), CountingPage(count: 1000))
        var driver = PaneDriver(CollectionPane(.users, service: ScriptedRecords(keys: "userId").service))
        driver.appear()
        let next = PageCursor(token: [1])
        driver.send(.pageArrived(RecordBatch(page: first, next: next, readUnits: nil), askedAt: World.now))
        driver.send(.list(.moved(.to(100))))
        driver.send(.nextPageAsked)
        _ = first.takeReads()
        driver.send(.pageArrived(RecordBatch(page: second, next: nil, readUnits: nil), askedAt: World.now))
        #expect(first.takeReads() <= 2)
        #expect(driver.state.list.selection.cursor == 100)
        #expect(driver.state.arrangement.count == 51_000)
    }
}
