import Testing

@testable import TerminalCore

@Suite struct GlyphsTests {
    @Test(arguments: [
        ("a" as Unicode.Scalar, 1), ("é", 1), ("漢", 2), ("한", 2), ("ａ", 2), ("─", 1), ("👍", 2), ("❤", 1),
        ("\u{301}", 0),
        ("\u{200D}", 0), ("\u{1160}", 0), ("\u{1B}", -1), ("\u{9B}", -1), ("\u{378}", -1), ("\u{10FFFF}", -1),
        ("\u{E000}", 1),
        ("\u{3000}", 2), ("\u{ABFA}", -1), ("\u{E01EF}", 0),
    ])
    func widthsAreThoseOfTheCLibrary(scalar: Unicode.Scalar, width: Int) {
        #expect(TextWidth.width(of: scalar) == width)
    }

    @Test(arguments: [
        ("plain", "plain"),
        ("\u{1B}[31mred\u{7}", "␛[31mred␇"),
        ("a\nb\r\n\tc\u{0}\u{7F}", "a␤b␍␤␉c␀␡"),
        ("\u{9B}2J\u{85}", "�2J�"),
        ("user\u{202E}gnp.exe", "user�gnp.exe"),
        ("ad\u{200B}min\u{200D}\u{FEFF}", "ad·min··"),
        ("soft\u{AD}hyphen", "soft·hyphen"),
        ("x\u{2028}y", "x␤y"),
        ("e\u{301}t\u{E9}", "e\u{301}té"),
        ("\u{301}x", "\u{25CC}\u{301}x"),
        ("👩‍👩‍👧‍👦!", "👩!"),
        ("👍🏽!", "👍!"),
        ("❤️!", "❤!"),
        ("1️⃣", "1\u{20E3}"),
        ("🇩🇪", "DE"),
        ("🏽", "🏽"),
        ("\u{FE0F}", "·"),
        ("क्‍ष", "क\u{94D}ष"),
        ("\u{3164}\u{E0041}", "··"),
    ])
    func whatATerminalWouldObeyOrHideIsSeen(text: String, shown: String) {
        #expect(SafeText.string(text).unicodeScalars.elementsEqual(shown.unicodeScalars), "\(SafeText.string(text))")
    }

    @Test func asciiTerminalsGetOnlyASCII() {
        let options = TextOptions(repertoire: .ascii)
        #expect(SafeText.string("a\u{1B}[é漢e\u{301}\n\u{7F}", options: options) == "a^[[e?e^J^?")
        #expect(Glyphs.truncated("abcdef", to: 4, options: options) == "abc~")
    }

    @Test func malformedBytesAreReplacedOneByOne() {
        #expect(SafeText.string(bytes: [0x61, 0xFF, 0xC0, 0x80, 0x62]) == "a���b")
        #expect(SafeText.string(bytes: [0xE2, 0x82]) == "��")
        #expect(SafeText.string(bytes: [0xED, 0xA0, 0x80]) == "���")
        #expect(SafeText.string(bytes: Array("漢".utf8)) == "漢")
    }

    @Test func tabsGoToTheNextStop() {
        let options = TextOptions(tabStop: 4)
        #expect(SafeText.string("a\tb\t\tc", options: options) == "a   b       c")
        #expect(Glyphs.width("漢\tx", options: options) == 5)
    }

    @Test func textIsCutBetweenGlyphsAndSaysSo() {
        #expect(Glyphs.truncated("abc", to: 3) == "abc")
        #expect(Glyphs.truncated("abcd", to: 3) == "ab…")
        #expect(Glyphs.truncated("漢字漢", to: 4) == "漢…")
        #expect(Glyphs.truncated("漢字", to: 4) == "漢字")
        #expect(Glyphs.truncated("abcd", to: 1) == "…")
        #expect(Glyphs.truncated("abcd", to: 0).isEmpty)
        #expect(Glyphs.truncated("abcd", to: 2, overflow: .clip) == "ab")
    }

    @Test func paddingCountsColumns() {
        #expect(Glyphs.padded("漢", to: 4) == "漢  ")
        #expect(Glyphs.padded("漢", to: 4, alignment: .trailing) == "  漢")
        #expect(Glyphs.padded("漢", to: 5, alignment: .center) == " 漢  ")
        #expect(Glyphs.padded("漢字", to: 3) == "漢…")
    }

    @Test func aLimitStopsTheCount() {
        #expect(Glyphs.width("abc", limit: 2) == 2)
        #expect(Glyphs.of("漢字", columns: 3).map(\.text) == ["漢"])
    }
}
