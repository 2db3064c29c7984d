import Testing

@testable import TerminalCore

@Suite struct FrameTextTests {
    private let bold = Style(attributes: .bold)
    private let red = Style(foreground: .indexed(1))

    private func frame(_ columns: Int, rows: Int = 1) -> Frame { Frame(size: Size(rows: rows, columns: columns)) }

    @Test func writingAnswersTheColumnsUsed() {
        var frame = frame(10)
        #expect(frame.write("漢x", row: 0, column: 1, style: .plain) == 3)
        #expect(frame.lines == [" 漢x"])
        #expect(frame.write("beyond", row: 5, column: 0, style: .plain) == 0)
    }

    @Test func anEllipsisStandsInTheLastColumn() {
        var frame = frame(8)
        #expect(frame.write("abcdefghij", row: 0, column: 0, width: 5, style: .plain, overflow: .ellipsis) == 5)
        #expect(frame.lines == ["abcd…"])
        frame.write("漢字漢字", row: 0, column: 0, width: 6, style: .plain, overflow: .ellipsis)
        #expect(frame.lines == ["漢字…"])
        frame.write("12345678", row: 0, column: 0, style: .plain, overflow: .ellipsis)
        #expect(frame.lines == ["12345678"])
        expectWhole(frame)
    }

    @Test func textScrolledOutToTheLeftLeavesNoHalfGlyph() {
        var frame = frame(6)
        #expect(frame.write("漢字abc", row: 0, column: 0, style: .plain, skip: 1) == 6)
        #expect(frame.lines == [" 字abc"])
        frame.write("漢字", row: 0, column: -1, style: .plain)
        #expect(frame.lines == [" 字abc"])
        expectWhole(frame)
    }

    @Test func aMarkKeepsItsBaseAcrossAChangeOfStyle() {
        var frame = frame(4)
        frame.write(StyledText("e", style: bold) + StyledText("\u{301}x", style: red), row: 0, column: 0)
        #expect(frame[0, 0]?.glyph == Glyph("e", marks: ["\u{301}"]))
        #expect(frame[0, 0]?.style == bold)
        #expect(frame[0, 1]?.style == red)
    }

    @Test func spansLieOverTheBaseAndUnderTheOverlay() {
        var frame = frame(6)
        let base = Style(background: .indexed(4))
        let overlay = Style(background: .indexed(7), attributes: .bold)
        let text = "a" + StyledText("b", style: red) + "c"
        frame.write(text, row: 0, column: 0, base: base)
        #expect(frame[0, 0]?.style == base)
        #expect(frame[0, 1]?.style == Style(foreground: .indexed(1), background: .indexed(4)))
        #expect(frame[0, 2]?.style == base)
        frame.write(text, row: 0, column: 0, base: base, overlay: overlay)
        #expect(
            frame[0, 1]?.style == Style(foreground: .indexed(1), background: .indexed(7), attributes: .bold))
    }

    @Test func alignedTextStaysInItsColumns() {
        var frame = frame(12)
        frame.write("42", row: 0, columns: 2..<7, alignment: .trailing, style: .plain)
        #expect(frame.lines == ["     42"])
        frame.write("漢", row: 0, columns: 2..<7, alignment: .center, style: .plain)
        #expect(frame.lines == ["   漢42"])
        frame.write("123456789", row: 0, columns: 2..<7, alignment: .trailing, style: .plain)
        #expect(frame.lines == ["  1234…"])
    }

    @Test func aBoxShowsAsMuchOfItsTitleAsFits() {
        var frame = frame(12, rows: 3)
        frame.drawBox(Rect(frame.size), title: "Dead letters", style: .plain, titleStyle: bold)
        #expect(frame.lines == ["┌ Dead le… ┐", "│          │", "└──────────┘"])
        #expect(frame[0, 3]?.style == bold)
        frame.drawBox(Rect(frame.size), title: "Q", style: .plain, note: "3/40", glyphs: .ascii)
        #expect(frame.lines == ["+ Q - 3/40 +", "|          |", "+----------+"])
    }

    @Test func boxesOfAnySizeAreSafe() {
        for rows in 0...4 {
            for columns in 0...16 {
                var frame = frame(16, rows: 4)
                frame.drawBox(
                    Rect(row: 0, column: 0, rows: rows, columns: columns), title: "漢字漢字", style: .plain, note: "漢字")
                expectWhole(frame)
                for column in columns..<16 where rows > 0 { #expect(frame[0, column] == .blank) }
            }
        }
    }
}
