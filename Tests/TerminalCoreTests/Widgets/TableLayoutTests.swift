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

    @Test func aLessImportantColumnGoesBeforeAMoreImportantOneIsSqueezed() {
        let columns = [
            TableColumn("Name", width: ColumnWidth(minimum: 8, comfortable: 16, ideal: 20), priority: 3),
            TableColumn("Email", width: ColumnWidth(minimum: 8, comfortable: 24, ideal: 30), priority: 2),
            TableColumn("Id", width: ColumnWidth(minimum: 9, ideal: 9, maximum: 36, isWhole: true), priority: 1),
            TableColumn("Age", width: .fixed(3), priority: 0),
        ]
        func widths(_ width: Int) -> [Int: Int] {
            Dictionary(
                uniqueKeysWithValues: TableLayout(columns, width: width).places.map { ($0.index, $0.columns.count) })
        }
        // Without the id there is room for the age.
        #expect(widths(45) == [0: 16, 1: 24, 3: 3])
        #expect(widths(36) == [0: 16, 1: 19])
        #expect(widths(55) == [0: 16, 1: 24, 2: 9, 3: 3])
        // An id is whole or short, and never something between.
        #expect(widths(80)[2] == 9)
        #expect(widths(92) == [0: 20, 1: 30, 2: 36, 3: 3])
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
