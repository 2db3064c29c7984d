import TerminalCore
import Testing

@testable import Console

@Suite struct LayoutTests {
    private func layout(_ columns: Int, _ rows: Int, focus: Int = 0, isZoomed: Bool = false, hasMessage: Bool = false)
        -> ConsoleLayout
    {
        ConsoleLayout(
            size: Size(rows: rows, columns: columns), weights: Array(repeating: 5, count: 5), focus: focus,
            isZoomed: isZoomed,
            hasMessage: hasMessage)
    }

    @Test(arguments: [(100, 30), (120, 40), (200, 60), (300, 80), (101, 31)], [false, true])
    func theOverviewCoversTheBodyWithoutOverlap(_ size: (Int, Int), hasMessage: Bool) {
        let layout = layout(size.0, size.1, hasMessage: hasMessage)
        #expect(layout.mode == .overview)
        #expect(layout.panes.map(\.index) == [0, 1, 2, 3, 4])
        for row in 0..<size.1 {
            for column in 0..<size.0 {
                let place = Point(row: row, column: column)
                let owners = layout.panes.filter { $0.frame.contains(place) }
                #expect(owners.count == (layout.body.contains(place) ? 1 : 0))
            }
        }
        #expect(layout.panes.allSatisfy { $0.inside.rows >= 4 })
        #expect(layout.panes.last?.frame.columns == size.0)
    }

    @Test func belowTheOverviewsSizeOnePaneIsInViewWithTabs() {
        for size in [(99, 40), (120, 29), (80, 24)] {
            let layout = layout(size.0, size.1, focus: 3)
            #expect(layout.mode == .single)
            #expect(layout.panes.map(\.index) == [3])
            #expect(layout.tabs?.row == 1)
        }
    }

    @Test func aZoomedPaneHasTheWholeBody() {
        let layout = layout(120, 40, focus: 2, isZoomed: true)
        #expect(layout.panes.map(\.index) == [2])
        #expect(layout.tabs == nil)
        #expect(layout.panes.first?.frame == Rect(row: 1, column: 0, rows: 38, columns: 120))
    }

    @Test func aMessageTakesTheLowestRowOfTheBodyAndMovesNothingElse() {
        let without = layout(120, 40)
        let with = layout(120, 40, hasMessage: true)
        #expect(with.message == Rect(row: 38, column: 0, rows: 1, columns: 120))
        #expect(with.panes.dropLast().map(\.frame) == without.panes.dropLast().map(\.frame))
        #expect(with.panes.last?.frame.rows == (without.panes.last?.frame.rows ?? 0) - 1)
    }

    @Test func theLeastSizeStillShowsAPane() {
        let least = layout(40, 10)
        #expect(least.mode == .single)
        #expect((least.panes.first?.inside.rows ?? 0) >= 5)
        #expect(layout(39, 10).mode == .tooSmall)
        #expect(layout(40, 9).mode == .tooSmall)
        #expect(layout(0, 0).mode == .tooSmall)
    }

    @Test(arguments: 1...12)
    func anyNumberOfPanesFits(count: Int) {
        let layout = ConsoleLayout(
            size: Size(rows: 30, columns: 100), weights: Array(repeating: 5, count: count), focus: 0, isZoomed: false,
            hasMessage: false)
        #expect(layout.panes.allSatisfy { $0.frame.rows >= 6 && $0.frame.columns >= 40 })
        #expect(layout.mode == (count <= 8 ? .overview : .single))
    }
}
