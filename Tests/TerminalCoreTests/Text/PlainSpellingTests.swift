import TerminalCore
import Testing

@Suite struct PlainSpellingTests {
    private func shown(_ text: String) -> String {
        Glyphs.of(text, options: TextOptions(repertoire: .ascii)).filter { !$0.isContinuation }.map(\.text).joined()
    }

    @Test func lettersLoseTheirMarksAndSignsTheirForm() {
        #expect(shown("Víctor Łukasz Þór – 3 · 4… → “x”") == "Victor Lukasz ?or - 3 . 4~ > \"x\"")
        #expect(shown("字ß") == "??")
        #expect(shown("e\u{301}") == "e")
    }

    @Test func everySpellingIsPrintableASCII() {
        for value in UInt32(0x80)...0x2FFF {
            guard let scalar = Unicode.Scalar(value), let plain = PlainSpelling.of(scalar) else { continue }
            #expect((0x20..<0x7F).contains(plain.value))
        }
    }
}
