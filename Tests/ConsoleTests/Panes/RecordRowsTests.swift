import Console
import ConsoleTestSupport
import OpsDomain
import Testing

/// Rows against the plainest model of them: an array.
@Suite struct RecordRowsTests {
    private func record(_ key: Int, _ version: Int) -> Record {
        Record(fields: ["id": .string("k\(key)"), "version": .number("\(version)")])
    }

    @Test(arguments: 0..<60)
    func pagesAndWritesInAnyOrderGiveWhatAnArrayWould(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var rows = RecordRows(keys: "id")
        var model: [(key: Int, version: Int)] = []
        var written: Set<Int> = []
        var next = 0
        for step in 0..<40 {
            if Bool.random(using: &generator) {
                let keys = (0..<Int.random(in: 0...7, using: &generator)).map { next + $0 }
                next += keys.count
                rows.append(RecordArrayPage(keys.map { record($0, 0) }))
                model += keys.filter { !written.contains($0) }.map { ($0, 0) }
            } else {
                // A key that stands here, or one that no page has brought yet.
                let key = Int.random(in: 0...next + 3, using: &generator)
                let place = model.firstIndex { $0.key == key }
                rows.write(record(key, step), near: Bool.random(using: &generator) ? place : nil)
                if let place {
                    model[place].version = step
                } else {
                    model.insert((key, step), at: 0)
                    written.insert(key)
                }
            }
            #expect(rows.count == model.count)
            #expect((0..<rows.count).map { rows.text("id", at: $0) } == model.map { "k\($0.key)" })
            #expect((0..<rows.count).map { rows.text("version", at: $0) } == model.map { "\($0.version)" })
        }
        #expect(rows.text("id", at: -1) == nil && rows.text("id", at: rows.count) == nil)
        #expect(Set((0..<rows.count).map { rows.identity($0) }).count == rows.count)
    }

    @Test func whoIsMissingIsToldAmongManyThatAreThere() {
        var rows = RecordRows(keys: "id")
        for page in 0..<20 { rows.append(RecordArrayPage((0..<5000).map { record(page * 5000 + $0, 0) })) }
        let asked = [record(99_999, 1), record(100_000, 1), record(0, 1), record(-7, 1)]
        #expect(rows.missing(asked) == [asked[1], asked[3]])
        #expect(rows.row(ofKey: "k70001", near: nil) == 70_001)
        #expect(rows.row(ofKey: "k70001", near: 3) == 70_001)
        #expect(rows.row(ofKey: "k100000", near: 3) == nil)
    }

    @Test func aRowIsFoundByItsIdentityWhereverItWent() throws {
        var rows = RecordRows(keys: "id")
        rows.append(RecordArrayPage((0..<10).map { record($0, 0) }))
        let identity = try #require(rows.identity(7))
        rows.prepend([record(50, 1), record(51, 1)])
        rows.remove("k3", near: nil)
        #expect(rows.row(of: identity) == 8)
        rows.write(record(7, 2), near: nil)
        #expect(rows.row(of: identity) == nil)
    }
}
