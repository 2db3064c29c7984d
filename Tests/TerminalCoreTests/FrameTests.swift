import Testing

@testable import TerminalCore

@Suite struct FrameTests {
    @Test func overwritingHalfOfAWideGlyphBlanksTheOtherHalf() {
        var frame = Frame(size: Size(rows: 1, columns: 4))
        frame.set(row: 0, column: 0, Glyph("漢", isWide: true), style: .plain)
        #expect(frame[0, 1]?.glyph == .continuation)
        frame.set(row: 0, column: 1, Glyph("x"), style: .plain)
        #expect(frame.lines == [" x"])
        frame.set(row: 0, column: 2, Glyph("字", isWide: true), style: .plain)
        frame.set(row: 0, column: 2, Glyph("y"), style: .plain)
        #expect(frame.lines == [" xy"])
        #expect(frame[0, 3]?.glyph == .blank)
    }

    @Test func aWideGlyphWithoutRoomBecomesABlank() {
        var frame = Frame(size: Size(rows: 1, columns: 2))
        frame.set(row: 0, column: 1, Glyph("漢", isWide: true), style: .plain)
        #expect(frame.lines == [""])
    }

    @Test func fillingAcrossAWideGlyphLeavesNoOrphan() {
        var frame = Frame(size: Size(rows: 1, columns: 6))
        for column in [0, 2, 4] { frame.set(row: 0, column: column, Glyph("漢", isWide: true), style: .plain) }
        frame.fill(Rect(row: 0, column: 1, rows: 1, columns: 4), style: .plain)
        #expect(frame.row(0).allSatisfy { $0.glyph == .blank })
    }

    @Test func drawingOutsideIsSafe() {
        var frame = Frame(size: Size(rows: 2, columns: 2))
        frame.set(row: -1, column: 0, Glyph("x"), style: .plain)
        frame.set(row: 0, column: 9, Glyph("x"), style: .plain)
        frame.fill(Rect(row: -5, column: -5, rows: 3, columns: 30), style: .plain)
        #expect(frame == Frame(size: Size(rows: 2, columns: 2)))
    }

    @Test func aGlyphKeepsItsMarks() {
        let glyph = Glyph("e", marks: ["\u{301}", "\u{323}", "\u{308}"])
        #expect(glyph.text == "e\u{301}\u{323}")
        #expect(Glyph("漢", isWide: true).text == "漢")
    }

    @Test func styleRoundTripsThroughItsPackedForm() {
        let style = Style(foreground: .rgb(1, 2, 255), background: .indexed(231), attributes: [.bold, .reverse])
        #expect(style.foreground.kind == .rgb(red: 1, green: 2, blue: 255))
        #expect(style.background.kind == .indexed(231))
        #expect(style.attributes == [.bold, .reverse])
        #expect(Style(background: .indexed(4)).over(style).foreground == style.foreground)
    }
}
