import Console
import ConsoleTestSupport
import OpsDomain
import TerminalCore
import Testing

@Suite struct LogBufferTests {
    private func entry(_ id: Int, at second: Int, text: String = "x") -> LogEntry {
        LogEntry(
            LogArrayPage.line(
                text, group: "g", id: String(id), at: Timestamp(milliseconds: Int64(second) * 1000)))
    }

    private func ids(_ buffer: LogBuffer) -> [String] {
        buffer.numbers.compactMap { buffer[$0]?.line?.eventID }
    }

    @Test func lateLinesGoWhereTheyBelongAndEqualsStayBehind() {
        var buffer = LogBuffer()
        _ = buffer.insert([entry(1, at: 1), entry(2, at: 5), entry(3, at: 9)])
        let change = buffer.insert([entry(4, at: 5), entry(5, at: 7)])
        #expect(change?.from == 2)
        #expect(change?.inserted == 2)
        #expect(ids(buffer) == ["1", "2", "4", "5", "3"])
        _ = buffer.insert([entry(6, at: 0)])
        #expect(ids(buffer) == ["6", "1", "2", "4", "5", "3"])
        #expect(buffer.insert([]) == nil)
    }

    /// Whatever comes in whatever order, the buffer holds the newest in the order of time.
    @Test func anyBatchesGiveTheOrderOfTime() {
        var generator = SplitMix(state: 42)
        for capacity in [7, 40, 1000] {
            var buffer = LogBuffer(capacity: capacity)
            var all: [(second: Int, id: Int)] = []
            for batch in 0..<60 {
                let size = Int.random(in: 1...6, using: &generator)
                let lines = (0..<size).map {
                    (second: batch * 3 + Int.random(in: -9...3, using: &generator), id: all.count + $0)
                }
                .sorted { $0.second < $1.second }
                all += lines
                _ = buffer.insert(lines.map { entry($0.id, at: $0.second) })
                #expect(buffer.dropped + buffer.count == all.count)
            }
            let times = buffer.numbers.compactMap { buffer[$0]?.timestamp }
            #expect(times == times.sorted())
            #expect(buffer.count == min(capacity, all.count))
            if capacity == 1000 { #expect(Set(ids(buffer)) == Set(all.map { String($0.id) })) }
        }
    }

    @Test func numbersStayWhileOldEntriesGo() {
        var buffer = LogBuffer(capacity: 10)
        for second in 0..<35 { _ = buffer.insert([entry(second, at: second)]) }
        #expect(buffer.numbers == 25..<35)
        #expect(buffer[24] == nil)
        #expect(buffer[30]?.line?.eventID == "30")
    }
}

@Suite struct LogLinesTests {
    private func entry(_ id: Int, at second: Int? = nil, text: String = "plain") -> LogEntry {
        LogEntry(
            LogArrayPage.line(
                text, group: "g", id: String(id), at: Timestamp(milliseconds: Int64(second ?? id) * 1000)))
    }

    private func shown(_ lines: LogLines) -> [String] {
        (0..<lines.count).compactMap { lines.entry($0)?.line?.eventID }
    }

    private func filter(_ text: String) -> LogFilter? {
        LogFilter(text: RowFilter(text), invocation: nil, names: ResourceNames(environment: "development"))
    }

    @Test func followingStaysOnTheNewest() {
        var lines = LogLines()
        lines.selection.setPageSize(3)
        lines.insert((0..<5).map { entry($0) })
        #expect(lines.selected?.line?.eventID == "4")
        lines.insert([entry(5)])
        #expect(lines.selected?.line?.eventID == "5")
    }

    @Test func scrollingAwayStandsStillWhileLinesComeBeforeAndAfterAndOldOnesGo() {
        var lines = LogLines(capacity: 8)
        lines.selection.setPageSize(3)
        lines.insert((0..<6).map { entry($0, at: $0 * 10) })
        lines.move(.to(4))
        #expect(!lines.isFollowing)
        lines.insert([entry(10, at: 25), entry(11, at: 26), entry(12, at: 99)])
        #expect(lines.selected?.line?.eventID == "4")
        lines.insert([entry(13, at: 100)])
        #expect(lines.selected?.line?.eventID == "4")
        lines.move(.last)
        #expect(lines.isFollowing)
    }

    @Test func theCursorGoesToTheOldestKeptWhenItsLineIsGone() {
        var lines = LogLines(capacity: 4)
        lines.insert((0..<4).map { entry($0) })
        lines.move(.first)
        lines.insert((4..<7).map { entry($0) })
        #expect(lines.selected?.line?.eventID == "3")
    }

    @Test func aFilterHoldsForWhatIsThereAndForWhatComes() {
        var lines = LogLines()
        lines.insert((0..<6).map { entry($0, at: $0 * 2, text: $0.isMultiple(of: 2) ? "even" : "odd") })
        lines.setFilter(filter("even"))
        #expect(shown(lines) == ["0", "2", "4"])
        lines.insert([entry(6, at: 20, text: "even"), entry(7, at: 21, text: "odd")])
        #expect(shown(lines) == ["0", "2", "4", "6"])
        lines.insert([entry(8, at: 3, text: "even")])
        #expect(shown(lines) == ["0", "8", "2", "4", "6"])
        lines.setFilter(filter("!even"))
        #expect(shown(lines) == ["1", "3", "5", "7"])
        lines.setFilter(nil)
        #expect(lines.count == 9)
    }

    @Test func aFilterOverManyLinesGoesInSlicesFromTheNewest() {
        var lines = LogLines()
        lines.insert((0..<12_000).map { entry($0, text: $0.isMultiple(of: 1000) ? "needle" : "hay") })
        lines.setFilter(filter("needle"))
        #expect(!lines.isSifted)
        #expect(lines.entry(lines.count - 1)?.line?.eventID == "11000")
        lines.insert([entry(12_000, text: "needle")])
        while !lines.isSifted { lines.sift() }
        #expect(shown(lines) == (0...12).map { String($0 * 1000) })
    }

    @Test func aLateLineAmongThoseNotTriedYetIsNotMissed() {
        var lines = LogLines()
        lines.insert((0..<12_000).map { entry($0, text: "hay") })
        lines.setFilter(filter("needle"))
        lines.insert([entry(99_999, at: 10, text: "needle")])
        while !lines.isSifted { lines.sift() }
        #expect(shown(lines) == ["99999"])
    }

    @Test func aFilteredListDropsWhatTheBufferDrops() {
        var lines = LogLines(capacity: 10)
        lines.setFilter(filter("even"))
        for id in 0..<25 { lines.insert([entry(id, text: id.isMultiple(of: 2) ? "even" : "odd")]) }
        #expect(shown(lines) == ["16", "18", "20", "22", "24"])
    }

    @Test func caseCountsForNothingPastASCIIToo() {
        var lines = LogLines()
        lines.insert([entry(0, text: "Error here"), entry(1, text: "error here"), entry(2, text: "ÄRGER")])
        lines.setFilter(filter("Error"))
        #expect(shown(lines) == ["0", "1"])
        lines.setFilter(filter("error"))
        #expect(shown(lines) == ["0", "1"])
        lines.setFilter(filter("ärger"))
        #expect(shown(lines) == ["2"])
    }
}

/// A generator that gives the same numbers every time.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
