import Testing

@testable import TerminalCore

@Suite struct TextViewTests {
    private let lines: [StyledText] = [
        "first line of text", "second", "third is long enough to take three rows", "", "fifth",
    ]

    private func extent(rows: Int, columns: Int = 14) -> TextExtent {
        TextExtent(lineCount: lines.count, size: Size(rows: rows, columns: columns)) { lines[$0] }
    }

    private func draw(_ view: TextView, rows: Int, columns: Int = 14) -> Frame {
        var frame = Frame(size: Size(rows: rows, columns: columns))
        view.draw(in: Rect(frame.size), of: &frame, theme: .standard, symbols: .unicode) { lines[$0] }
        return frame
    }

    @Test func wrappedLinesScrollByRow() {
        var scroll = TextScroll(wraps: true)
        let extent = extent(rows: 3)
        #expect(draw(TextView(lineCount: 5, scroll: scroll), rows: 3).lines == ["first line of", "text", "second"])
        scroll.move(.down, in: extent)
        #expect(draw(TextView(lineCount: 5, scroll: scroll), rows: 3).lines == ["text", "second", "third is long"])
        scroll.move(.pageDown, in: extent)
        #expect(
            draw(TextView(lineCount: 5, scroll: scroll), rows: 3).lines == [
                "third is long", "enough to take", "three rows",
            ])
        scroll.move(.last, in: extent)
        #expect(draw(TextView(lineCount: 5, scroll: scroll), rows: 3).lines == ["three rows", "", "fifth"])
        scroll.move(.down, in: extent)
        #expect(draw(TextView(lineCount: 5, scroll: scroll), rows: 3).lines == ["three rows", "", "fifth"])
        scroll.move(.by(-3), in: extent)
        #expect(draw(TextView(lineCount: 5, scroll: scroll), rows: 3).lines.first == "second")
        scroll.move(.by(-99), in: extent)
        #expect((scroll.line, scroll.row) == (0, 0))
    }

    @Test func goingDownAndUpIsTheSameWay() {
        var scroll = TextScroll(wraps: true)
        let extent = extent(rows: 2)
        var seen: [TextScroll] = []
        for _ in 0..<6 {
            seen.append(scroll)
            scroll.move(.down, in: extent)
        }
        for expected in seen.reversed() {
            scroll.move(.up, in: extent)
            #expect(scroll == expected)
        }
    }

    @Test func unwrappedLinesScrollAside() {
        var scroll = TextScroll(wraps: false)
        let extent = extent(rows: 5)
        #expect(draw(TextView(lineCount: 5, scroll: scroll), rows: 5).lines[2] == "third is long…")
        scroll.move(.right, in: extent)
        #expect(draw(TextView(lineCount: 5, scroll: scroll), rows: 5).lines[2] == " long enough …")
        for _ in 0..<9 { scroll.move(.right, in: extent) }
        #expect(draw(TextView(lineCount: 5, scroll: scroll), rows: 5).lines[2].hasSuffix("rows"))
        for _ in 0..<9 { scroll.move(.left, in: extent) }
        #expect(scroll.left == 0)
    }

    @Test func onlyLinesInSightAreAskedFor() {
        var asked = Set<Int>()
        func line(_ index: Int) -> StyledText {
            asked.insert(index)
            return "line \(index)"
        }
        var scroll = TextScroll(wraps: true)
        let extent = TextExtent(lineCount: 1_000_000, size: Size(rows: 10, columns: 20), line: line)
        scroll.move(.last, in: extent)
        scroll.move(.up, in: extent)
        var frame = Frame(size: Size(rows: 10, columns: 20))
        TextView(lineCount: 1_000_000, scroll: scroll).draw(
            in: Rect(frame.size), of: &frame, theme: .standard, symbols: .unicode, line: line)
        #expect(asked.min() ?? 0 >= 999_980)
        #expect(frame.lines.first == "line 999989")
    }

    @Test func aLineIsBroughtIntoSight() {
        let extent = TextExtent(lineCount: 100, size: Size(rows: 9, columns: 20)) { StyledText("line \($0)") }
        var scroll = TextScroll(wraps: true)
        scroll.move(.toLine(5), in: extent)
        #expect(scroll.line == 0)
        scroll.move(.toLine(50), in: extent)
        #expect(scroll.line == 47)
        scroll.move(.toLine(99), in: extent)
        #expect(scroll.line == 91)
        scroll.move(.toLine(3), in: extent)
        #expect(scroll.line == 3)
    }

    @Test func aShorterTextPullsThePlaceBack() {
        var scroll = TextScroll(wraps: true)
        scroll.move(.last, in: TextExtent(lineCount: 100, size: Size(rows: 5, columns: 10)) { _ in "x" })
        #expect(scroll.line == 95)
        scroll.clamp(in: TextExtent(lineCount: 7, size: Size(rows: 5, columns: 10)) { _ in "x" })
        #expect(scroll.line == 2)
        scroll.clamp(in: TextExtent(lineCount: 0, size: Size(rows: 5, columns: 10)) { _ in "x" })
        #expect(scroll.line == 0)
    }

    @Test func theMatchAtHandLooksDifferent() {
        let view = TextView(
            lineCount: 5, scroll: TextScroll(wraps: true), pattern: TextPattern("second"),
            current: TextView.Match(line: 1, range: 0..<6))
        let frame = draw(view, rows: 4)
        #expect(frame[2, 0]?.style == Theme.standard[.matchCurrent])
        let other = draw(TextView(lineCount: 5, scroll: TextScroll(), pattern: TextPattern("second")), rows: 4)
        #expect(other[2, 0]?.style == Theme.standard[.match])
        #expect(other[2, 6]?.style == Theme.standard[.text])
    }
}
