import Testing

@testable import TerminalCore

@Suite struct TextBarTests {
    private func extent(_ lines: [StyledText], rows: Int = 4, columns: Int = 10) -> TextExtent {
        TextExtent(lineCount: lines.count, size: Size(rows: rows, columns: columns)) { lines[$0] }
    }

    private let short: [StyledText] = (0..<20).map { StyledText("line \($0)") }
    /// A line of three rows, one of ten on a screen of four, and one more.
    private let long: [StyledText] = [
        "one", "two two two two two", "three", StyledText(String(repeating: "x", count: 100)), "five",
    ]

    private func place(_ bar: TextBar) -> [Int] { [bar.line, bar.scroll.line, bar.scroll.row] }

    @Test func theBarMovesWithinThePageAndThenTakesItAlong() {
        var bar = TextBar()
        let extent = extent(short)
        for expected in [[1, 0, 0], [2, 0, 0], [3, 0, 0], [4, 1, 0], [5, 2, 0]] {
            bar.move(.down, in: extent)
            #expect(place(bar) == expected)
        }
        for expected in [[4, 2, 0], [3, 2, 0], [2, 2, 0], [1, 1, 0]] {
            bar.move(.up, in: extent)
            #expect(place(bar) == expected)
        }
        bar.move(.last, in: extent)
        #expect(place(bar) == [19, 16, 0])
        bar.move(.down, in: extent)
        #expect(place(bar) == [19, 16, 0])
        bar.move(.first, in: extent)
        #expect(place(bar) == [0, 0, 0])
    }

    @Test func pagesTakeBothAlong() {
        var bar = TextBar()
        let extent = extent(short)
        bar.move(.down, in: extent)
        bar.move(.pageDown, in: extent)
        #expect(place(bar) == [4, 3, 0])
        bar.move(.halfPageDown, in: extent)
        #expect(place(bar) == [6, 5, 0])
        bar.move(.pageUp, in: extent)
        #expect(place(bar) == [3, 2, 0])
        for _ in 0..<9 { bar.move(.pageDown, in: extent) }
        #expect(place(bar) == [19, 16, 0])
        for _ in 0..<10 { bar.move(.halfPageUp, in: extent) }
        #expect(place(bar) == [0, 0, 0])
    }

    @Test func theWheelMovesTheTextAndTheBarOnlyWhereItMust() {
        var bar = TextBar()
        let extent = extent(short)
        bar.put(on: 3, in: extent)
        bar.move(.by(3), in: extent)
        #expect(place(bar) == [3, 3, 0])
        bar.move(.by(3), in: extent)
        #expect(place(bar) == [6, 6, 0])
        bar.move(.by(-5), in: extent)
        #expect(place(bar) == [4, 1, 0])
    }

    @Test func aLineComesWholeIntoSightAndALongOneIsReadThrough() {
        var bar = TextBar()
        let extent = extent(long)
        bar.move(.down, in: extent)
        #expect(place(bar) == [1, 0, 0])
        bar.move(.down, in: extent)
        // Rows so far: 1 + 2 (“two two” twice and a rest) …
        let second = bar
        #expect(bar.line == 2)
        bar.move(.down, in: extent)
        #expect(bar.line == 3)
        var rows = 0
        while bar.line == 3, rows < 20 {
            bar.move(.down, in: extent)
            rows += 1
        }
        // Ten rows, of which at least one was in sight when the bar came.
        #expect(bar.line == 4 && (6...10).contains(rows))
        #expect(place(bar) == [4, 3, 7])
        while bar.line > 2 { bar.move(.up, in: extent) }
        #expect(bar.line == 2 && bar.scroll.line <= second.scroll.line + 2)
        bar.move(.toLine(4), in: extent)
        #expect(bar.line == 4)
    }

    @Test func aPageNeverStandsStill() {
        // Every line all but fills the screen.
        let lines = (0..<5).map { _ in StyledText("aaaaaaaaaa bbbbbbbbbb cccccccccc") }
        let extent = extent(lines)
        var bar = TextBar()
        for line in 1..<5 {
            bar.move(.halfPageDown, in: extent)
            #expect(bar.line == line)
        }
        for line in (0..<4).reversed() {
            bar.move(.halfPageUp, in: extent)
            #expect(bar.line == line)
        }
        // And a line longer than the screen is paged through.
        bar = TextBar()
        let one = self.extent([StyledText(String(repeating: "x", count: 100)), "end"])
        var steps = 0
        while bar.line == 0, steps < 9 {
            bar.move(.pageDown, in: one)
            steps += 1
        }
        #expect(steps == 3 || steps == 4)
    }

    @Test func theBarStaysInSightOfAShorterTextAndASmallerScreen() {
        var bar = TextBar()
        bar.put(on: 19, in: extent(short))
        bar.settle(in: extent(Array(short.prefix(3))))
        #expect(place(bar) == [2, 0, 0])
        bar.put(on: 12, in: extent(short, rows: 10))
        bar.settle(in: extent(short, rows: 3))
        #expect((bar.scroll.line...bar.scroll.line + 2).contains(12))
        bar.settle(in: extent([]))
        bar.move(.down, in: extent([]))
        #expect(place(bar) == [0, 0, 0])
    }

    @Test func aRenumberedLineStaysAtItsRow() {
        var bar = TextBar()
        bar.put(on: 10, in: extent(short))
        bar.renumber(15, in: extent(short))
        #expect(place(bar) == [15, 12, 0])
        bar.renumber(2, in: extent(short))
        #expect(place(bar) == [2, 0, 0])
    }

    @Test func theBarIsToldBySignAndByStyle() {
        let lines: [StyledText] = ["one", "two two two two two", "three"]
        var frame = Frame(size: Size(rows: 4, columns: 12))
        TextView(lineCount: 3, scroll: TextScroll(), pattern: TextPattern("two"), bar: 1).draw(
            in: Rect(frame.size), of: &frame, theme: .standard, symbols: .unicode, gutter: 1
        ) { lines[$0] }
        #expect(frame.lines == [" one", "▌two two", "▌two two", "▌two"])
        #expect(frame[1, 0]?.style.attributes.contains(.reverse) == true)
        #expect(frame[1, 11]?.style.attributes.contains(.reverse) == true)
        #expect(frame[1, 1]?.style != frame[1, 4]?.style)
        // The rows that follow are the text's own.
        #expect(frame[2, 0]?.style == Theme.standard[.text])
        #expect(frame[0, 1]?.style == Theme.standard[.text])
    }
}
