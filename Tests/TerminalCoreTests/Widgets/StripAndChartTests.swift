import Testing

@testable import TerminalCore

@Suite struct StripAndChartTests {
    private func line(_ columns: Int, rows: Int = 1, _ draw: (inout Frame) -> Void) -> [String] {
        var frame = Frame(size: Size(rows: rows, columns: columns))
        draw(&frame)
        expectWhole(frame)
        return frame.lines
    }

    private func chart(_ sparkline: Sparkline, _ columns: Int, rows: Int = 1, symbols: Symbols = .unicode) -> [String] {
        line(columns, rows: rows) { frame in
            sparkline.draw(in: Rect(frame.size), of: &frame, theme: .standard, symbols: symbols)
        }
    }

    @Test func tabsShowTheSelectedOneAtAnyWidth() {
        let tabs = ["Users", "Orders", "Queues", "Dead letters", "Logs"].enumerated().map {
            Tab($1, key: "\($0 + 1)", hasAlert: $0 == 3)
        }
        for width in 1...80 {
            for selected in tabs.indices {
                let strip = TabStrip(tabs: tabs, selected: selected)
                let places = strip.places(width: width, symbols: .unicode)
                #expect(places.contains { $0.index == selected })
                #expect(places.allSatisfy { $0.columns.upperBound <= width })
            }
        }
        let strip = TabStrip(tabs: tabs, selected: 1)
        let text = line(80) { strip.draw(row: 0, column: 0, width: 80, of: &$0, theme: .standard, symbols: .unicode) }
        #expect(text == [" 1 Users  2 Orders  3 Queues  4 Dead letters !  5 Logs"])
        #expect(strip.tab(at: 12, width: 80, symbols: .unicode) == 1)
        #expect(strip.tab(at: 79, width: 80, symbols: .unicode) == nil)
    }

    @Test func theNewestValueIsAtTheRight() {
        #expect(chart(Sparkline([0, 1, 2, 4, 8]), 8) == ["   ▁▁▂▄█"])
        #expect(chart(Sparkline([9, 9, 9, 0, 8]), 2) == ["▁█"])
        #expect(chart(Sparkline([4], ceiling: 8), 1) == ["▄"])
    }

    @Test func whatIsNotKnownIsNotZero() {
        #expect(chart(Sparkline([0, nil, 0]), 3) == ["▁ ▁"])
        #expect(chart(Sparkline([nil, nil]), 3) == [""])
        #expect(chart(Sparkline([.nan, .infinity, 1]), 3) == ["▁██"])
    }

    @Test func chartsCanBeHighDenseOrASCII() {
        #expect(chart(Sparkline([0, 8, 16]), 3, rows: 2) == ["  █", "▁██"])
        #expect(chart(Sparkline([0, 1, 2, 3], isDense: true), 2) == ["⣠⣾"])
        #expect(chart(Sparkline([0, 4, 8], isDense: true), 3, symbols: .ascii) == ["_-#"])
    }

    @Test func aHighValueLooksHigh() {
        var frame = Frame(size: Size(rows: 1, columns: 2))
        Sparkline([1, 9], threshold: 5).draw(in: Rect(frame.size), of: &frame, theme: .standard, symbols: .unicode)
        #expect(frame[0, 1]?.style == Theme.standard[.sparklineHigh])
        #expect(frame[0, 0]?.style == Theme.standard[.sparkline])
    }

    @Test(arguments: [
        (0.0, "save ░░░░░░░░░░   0%"), (0.5, "save █████░░░░░  50%"), (0.999, "save █████████▉  99%"),
        (1.0, "save ██████████ 100%"),
        (7.0, "save ██████████ 100%"),
    ])
    func progressIsHundredOnlyWhenDone(fraction: Double, text: String) {
        let bar = ProgressBar(fraction: fraction, label: "save")
        #expect(
            line(20) { bar.draw(row: 0, column: 0, width: 20, of: &$0, theme: .standard, symbols: .unicode) } == [text])
    }

    @Test func workOfUnknownLengthHasASign() {
        let bar = ProgressBar(fraction: nil, label: "loading", tick: 1)
        #expect(
            line(20) { bar.draw(row: 0, column: 0, width: 20, of: &$0, theme: .standard, symbols: .ascii) } == [
                "/ loading"
            ])
    }

    @Test func hintsAreShownWholeOrNotAtAll() {
        let hints = HintLine([KeyHint("e", "edit"), KeyHint("x", "delete", isEnabled: false), KeyHint("?", "help")])
        #expect(
            line(17) { hints.draw(row: 0, column: 0, width: 17, of: &$0, theme: .standard) } == ["e edit  x delete"])
        #expect(
            line(30) { hints.draw(row: 0, column: 0, width: 30, of: &$0, theme: .standard) } == [
                "e edit  x delete  ? help"
            ])
        #expect(hints.hint(at: 9, width: 17) == 1)
        #expect(hints.hint(at: 7, width: 17) == nil)
    }
}
