import Testing

@testable import TerminalCore

@Suite struct SplitTests {
    @Test func flexiblePartsShareWhatFixedOnesLeave() {
        let parts = Rect(row: 0, column: 0, rows: 24, columns: 80).rows([.fixed(1), .flexible(), .fixed(1)])
        #expect(parts.map(\.rows) == [1, 22, 1])
        #expect(parts.map(\.row) == [0, 1, 23])
        #expect(Split.lengths(of: [.flexible(weight: 2), .flexible(weight: 1)], in: 90) == [60, 30])
        #expect(Split.lengths(of: [.flexible(minimum: 20), .flexible(weight: 9)], in: 30) == [20, 10])
    }

    @Test func everyRoomIsCoveredAndNeverLeft() {
        for total in 0...50 {
            let lengths = Split.lengths(
                of: [.fixed(3), .flexible(weight: 3, minimum: 4), .flexible(weight: 2), .fixed(1)], in: total)
            #expect(lengths.reduce(0, +) == total)
            #expect(lengths.allSatisfy { $0 >= 0 })
        }
    }

    @Test func columnsStandApart() {
        let parts = Rect(row: 0, column: 10, rows: 5, columns: 21).columns([.flexible(), .flexible()], gap: 1)
        #expect(parts.map(\.column) == [10, 21])
        #expect(parts.map(\.columns) == [10, 10])
    }
}
