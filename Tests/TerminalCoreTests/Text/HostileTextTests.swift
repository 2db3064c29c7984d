import Testing

@testable import TerminalCore

/// What no text may do, whatever it holds and wherever it is written.
@Suite struct HostileTextTests {
    @Test(arguments: [TextRepertoire.unicode, .ascii])
    func anyTextStaysInItsColumns(repertoire: TextRepertoire) {
        var generator = SeededGenerator(seed: 42)
        let columns = 24
        for _ in 0..<1500 {
            let text = String(decoding: HostileText.bytes(using: &generator), as: UTF8.self)
            let column = Int.random(in: -4..<columns + 2, using: &generator)
            let width = Int.random(in: 0...12, using: &generator)
            let skip = Bool.random(using: &generator) ? 0 : Int.random(in: 0...6, using: &generator)
            let overflow: TextOverflow = Bool.random(using: &generator) ? .clip : .ellipsis
            let tabStop = Bool.random(using: &generator) ? 4 : nil
            let before = Frame.filled(rows: 3, columns: columns, with: Glyph("漢", isWide: true), repertoire: repertoire)
            var frame = before
            let used = frame.write(
                text, row: 1, column: column, width: width, style: Style(attributes: .bold), overflow: overflow,
                skip: skip, tabStop: tabStop)
            #expect(used >= 0 && used <= width)
            expectWhole(frame)
            for index in 0..<columns where index < column || index >= column + used {
                // Beside the text only the other half of a wide glyph that it cut may have changed, to a blank.
                let cell = frame[1, index]
                #expect(cell == before[1, index] || cell == .blank, "column \(index)")
                #expect(cell?.style == .plain)
            }
            #expect(frame.row(0).elementsEqual(before.row(0)))
            #expect(frame.row(2).elementsEqual(before.row(2)))
        }
    }

    @Test func anyBytesBecomePrintableGlyphsOfTheMeasuredWidth() {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<1500 {
            let bytes = HostileText.bytes(using: &generator)
            let glyphs = Glyphs.of(bytes: bytes)
            for glyph in glyphs { expectPrintable(glyph) }
            let text = SafeText.string(bytes: bytes)
            #expect(Glyphs.width(text) == Glyphs.width(of: glyphs))
            let ascii = SafeText.string(bytes: bytes, options: TextOptions(repertoire: .ascii))
            #expect(ascii.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F })
            let columns = Int.random(in: 0...20, using: &generator)
            #expect(Glyphs.width(Glyphs.padded(text, to: columns)) == columns)
        }
    }

    @Test func safeTextIsSafeToShowAgain() {
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<500 {
            let once = SafeText.string(bytes: HostileText.bytes(using: &generator))
            #expect(Glyphs.width(SafeText.string(once)) == Glyphs.width(once))
        }
    }

    @Test func everyScalarAloneTakesItsColumns() {
        for value in UInt32(0)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let glyphs = Glyphs.of(String(Character(scalar)))
            guard glyphs.count == 1, let base = glyphs[0].scalars.first else {
                Issue.record("U+\(String(value, radix: 16)) became \(glyphs.count) glyphs")
                continue
            }
            if TextWidth.width(of: base) != glyphs[0].columns { Issue.record("U+\(String(value, radix: 16))") }
        }
    }
}
