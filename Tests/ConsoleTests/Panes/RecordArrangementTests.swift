import Console
import ConsoleTestSupport
import OpsDomain
import TerminalCore
import Testing

@Suite struct RecordArrangementTests {
    private let columns = Collection.users.columns

    private func rows(_ records: [Record]) -> RecordRows {
        var rows = RecordRows(keys: "userId")
        rows.append(RecordArrayPage(records))
        return rows
    }

    private func keys(_ arrangement: RecordArrangement?) -> [String] {
        guard let arrangement else { return [] }
        return (0..<arrangement.count).compactMap { arrangement[$0].flatMap(arrangement.rows.key)?.text }
    }

    private func column(_ field: String) -> Int { columns.firstIndex { $0.field == field } ?? 0 }

    /// Pages merged in one by one give what sorting everything at once gives, for every column, both ways, filtered too.
    @Test(arguments: [SortOrder.ascending, .descending], [nil, "!person1"])
    func mergingPagesEqualsSortingOnce(order: SortOrder, filter: String?) {
        let users = World.users(120)
        for column in columns.indices {
            let query = RowQuery(
                filter: filter.flatMap { RowFilter($0) }, sort: ColumnSort(column: column, order: order))
            var grown = RecordRows(keys: "userId")
            var merged: RecordArrangement? = RecordArrangement(grown)
            for start in stride(from: 0, to: users.count, by: 13) {
                grown.append(RecordArrayPage(Array(users[start..<min(users.count, start + 13)])))
                merged = merged.flatMap { RecordArrangement.make(of: grown, query, columns: columns, after: $0) }
            }
            let once = RecordArrangement.make(
                of: rows(users), query, columns: columns, after: RecordArrangement(RecordRows(keys: "userId")))
            #expect(keys(merged) == keys(once))
            #expect(
                keys(merged).count
                    == (filter == nil ? 120 : users.count { !($0["email"]?.displayText.contains("person1") ?? false) }))
        }
    }

    @Test func anAppendedRowIsLookedForAmongTheOthersByHalving() {
        var grown = rows(World.users(50))
        let query = RowQuery(sort: ColumnSort(column: 0))
        let first = RecordArrangement.make(of: grown, query, columns: columns, after: RecordArrangement(grown))
        grown.append(RecordArrayPage([World.user(60)]))
        #expect(first.map { RecordArrangement.work(for: grown, query, after: $0) } == 7)
        #expect(RecordArrangement.work(for: grown, RowQuery(), after: RecordArrangement(grown)) == 0)
        grown.write(World.user(3), near: nil)
        #expect(first.map { RecordArrangement.work(for: grown, query, after: $0) } == 51)
    }

    @Test func numbersSortByValueAndAbsentOnesComeLast() {
        let ages: [String?] = ["9", nil, "100", "20"]
        let users = ages.enumerated().map { index, age in
            var user = Record(fields: ["userId": .string("u\(index)")])
            user["age"] = age.map { .number($0) }
            return user
        }
        for (order, expected) in [
            (SortOrder.ascending, ["u0", "u3", "u2", "u1"]), (.descending, ["u2", "u3", "u0", "u1"]),
        ] {
            let query = RowQuery(sort: ColumnSort(column: column("age"), order: order))
            let rows = rows(users)
            #expect(
                keys(RecordArrangement.make(of: rows, query, columns: columns, after: RecordArrangement(rows)))
                    == expected)
        }
    }

    /// Who types on, sorts another way or takes the filter back is shown what a look at everything would show.
    @Test(arguments: 0..<40)
    func whatIsMadeOfTheLastEqualsWhatIsMadeOfEverything(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var grown = rows(World.users(200))
        let filters = ["", "p", "pe", "person1", "person12", "!person1", "name:e", "age > 30", "PERSON", "é"]
        var made = RecordArrangement(grown)
        for step in 0..<12 {
            if Int.random(in: 0..<4, using: &generator) == 0 {
                grown.append(RecordArrayPage(World.users(7 * (step + 1))))
            }
            let text = filters.randomElement(using: &generator) ?? ""
            let sort = [nil, ColumnSort(column: 0), ColumnSort(column: 2, order: .descending)]
                .randomElement(using: &generator)
            let names = columns.map { [$0.field, $0.title] }
            let filter = FilterReading(text, columns: names, readsExpressions: true).filter
            let query = RowQuery(filter: filter, sort: sort ?? nil)
            let whole = RecordArrangement.make(
                of: grown, query, columns: columns, after: RecordArrangement(RecordRows(keys: "userId")))
            guard let next = RecordArrangement.make(of: grown, query, columns: columns, after: made) else { return }
            made = next
            #expect((0..<made.count).map { made[$0] } == whole.map { whole in (0..<whole.count).map { whole[$0] } })
        }
    }

    /// More rows than are sorted at a time, many of them equal.
    @Test(arguments: [SortOrder.ascending, .descending])
    func aHundredThousandRowsAreSortedAsAnArrayWouldBe(order: SortOrder) {
        var generator = SeededGenerator(seed: 5)
        let ages = (0..<100_000).map { _ in Int.random(in: -40...40, using: &generator) }
        let users = ages.enumerated().map { index, age in
            Record(fields: ["userId": .string("u\(index)"), "age": .number("\(age)")])
        }
        let rows = rows(users)
        let query = RowQuery(sort: ColumnSort(column: column("age"), order: order))
        let made = RecordArrangement.make(of: rows, query, columns: columns, after: RecordArrangement(rows))
        let expected = ages.indices.sorted {
            if ages[$0] == ages[$1] { return $0 < $1 }
            return order == .ascending ? ages[$0] < ages[$1] : ages[$0] > ages[$1]
        }
        #expect(made.map { made in (0..<made.count).map { made[$0] } } == expected)
        #expect(made?.index(ofKey: "u777", near: 0) == expected.firstIndex(of: 777))
    }

    @Test func aCancelledMakingAnswersNothing() {
        let rows = rows(World.users(10))
        let query = RowQuery(filter: RowFilter("a"))
        #expect(
            RecordArrangement.make(of: rows, query, columns: columns, after: RecordArrangement(rows)) { _ in false }
                == nil)
    }

    @Test func aWrittenRecordTakesThePlaceOfItsRow() {
        var rows = rows(World.users(5))
        var changed = World.user(3)
        changed["name"] = .string("New")
        rows.write(changed, near: 1)
        #expect(rows.count == 5)
        #expect(rows.text("name", at: 3) == "New")
        #expect(rows.record(at: 3) == changed)
    }

    @Test func aCreatedRecordIsNotShownTwiceWhenAPageBringsIt() {
        var rows = rows(World.users(2))
        rows.write(World.user(7), near: nil)
        #expect(rows.key(at: 0) == "user-00007")
        rows.append(RecordArrayPage([World.user(2), World.user(7)]))
        #expect((0..<rows.count).compactMap(rows.key) == ["user-00007", "user-00000", "user-00001", "user-00002"])
    }
}
