import Testing

@testable import TerminalCore

@Suite struct TableLayoutTests {
    private let columns = [
        TableColumn("Id", width: .fixed(8), priority: 9),
        TableColumn("Name", width: ColumnWidth(minimum: 8, ideal: 20), priority: 8),
        TableColumn("Email", width: ColumnWidth(minimum: 10, ideal: 30, maximum: 50), priority: 5),
        TableColumn("Age", width: .fixed(4), alignment: .trailing, priority: 2),
        TableColumn("Created", width: ColumnWidth(minimum: 10, ideal: 16, maximum: 16), priority: 2),
    ]

    private func shown(_ width: Int) -> [Int] { TableLayout(columns, width: width, indent: 1).places.map(\.index) }

    @Test func theLeastImportantColumnsGoFirst() {
        #expect(shown(200) == [0, 1, 2, 3, 4])
        #expect(shown(80) == [0, 1, 2, 3, 4])
        #expect(shown(40) == [0, 1, 2, 3])
        #expect(shown(30) == [0, 1, 2])
        #expect(shown(20) == [0, 1])
        #expect(shown(10) == [0])
        #expect(shown(3) == [0])
        #expect(shown(1).isEmpty)
    }

    @Test func importantColumnsAreServedFirst() {
        let widths = TableLayout(columns, width: 80, indent: 1).places.map(\.columns.count)
        // 75 cells without indent and gaps: 8 and 4 are fixed, the name gets its ideal before the email grows.
        #expect(widths == [8, 20, 30, 4, 13])
        let wide = TableLayout(columns, width: 200, indent: 1).places.map(\.columns.count)
        #expect(wide == [8, 117, 50, 4, 16])
    }

    @Test func columnsNeverOverlapNorLeaveTheTable() {
        for width in 0...220 {
            for indent in 0...2 {
                let places = TableLayout(columns, width: width, indent: indent).places
                for (left, right) in zip(places, places.dropFirst()) {
                    #expect(left.columns.upperBound + 1 == right.columns.lowerBound)
                }
                #expect(places.allSatisfy { $0.columns.lowerBound >= indent && $0.columns.upperBound <= width })
            }
        }
    }
}
