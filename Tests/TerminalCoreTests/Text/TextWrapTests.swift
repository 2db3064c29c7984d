import Testing

@testable import TerminalCore

@Suite struct TextWrapTests {
    @Test(arguments: [
        ("the quick brown fox", 10, ["the quick", "brown fox"]),
        ("exactly ten", 7, ["exactly", "ten"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("to abcdefghij", 4, ["to", "abcd", "efgh", "ij"]),
        ("two  blanks", 4, ["two", "blan", "ks"]),
        ("one\ntwo\r\n\nfour", 20, ["one", "two", "", "four"]),
        ("漢字漢字", 5, ["漢字", "漢字"]),
        ("漢", 1, ["漢"]),
        ("", 5, [""]),
        ("end\n", 5, ["end", ""]),
        ("  indented text", 12, ["  indented", "text"]),
    ])
    func linesBreakBetweenWords(text: String, columns: Int, lines: [String]) {
        #expect(Glyphs.wrapped(text, columns: columns) == lines)
    }

    @Test func linesBreakAtTabsThatAreExpanded() {
        let text = StyledText("[ERROR]\tnow\t\tError processing")
        let lines = text.wrapped(columns: 14, options: TextOptions(tabStop: 4)).map(\.text)
        #expect(lines == ["[ERROR]\tnow", "Error", "processing"])
        #expect(text.wrapped(columns: 12).map(\.text) == ["[ERROR]\tnow\t", "\tError", "processing"])
    }

    @Test func noLineIsWiderThanItsColumnsAndNoWordIsLost() {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<400 {
            let text = String(decoding: HostileText.bytes(using: &generator), as: UTF8.self)
            let columns = Int.random(in: 2...30, using: &generator)
            let lines = Glyphs.wrapped(text, columns: columns)
            #expect(lines.allSatisfy { Glyphs.width($0) <= columns })
            let blanks = Set<Unicode.Scalar>([" ", "\n", "\r", "␍"])
            let kept = lines.joined().unicodeScalars.filter { !blanks.contains($0) }
            let whole = Glyphs.wrapped(text, columns: .max).joined().unicodeScalars.filter { !blanks.contains($0) }
            #expect(kept.elementsEqual(whole))
        }
    }

    @Test func stylesGoWithTheirWords() {
        let bold = Style(attributes: .bold)
        let lines = (StyledText("plain ") + StyledText("bold words", style: bold)).wrapped(columns: 10)
        #expect(lines.map(\.text) == ["plain bold", "words"])
        #expect(lines[0].runs == [.init(end: 6, style: .plain), .init(end: 10, style: bold)])
        #expect(lines[1].runs == [.init(end: 5, style: bold)])
    }
}
