import Testing

@testable import TerminalCore

@Suite struct TextPatternTests {
    private func found(_ needle: String, in text: String) -> [String] {
        let bytes = Array(text.utf8)
        return (TextPattern(needle)?.ranges(in: text) ?? []).map { String(decoding: bytes[$0], as: UTF8.self) }
    }

    @Test func caseIsIgnored() {
        #expect(found("err", in: "ERROR: an error, Err") == ["ERR", "err", "Err"])
        #expect(found("ERR", in: "ERROR: an error, Err") == ["ERR", "err", "Err"])
        #expect(found("größe", in: "GRÖSSE Größe GRÖßE") == ["Größe", "GRÖßE"])
        #expect(found("Ö", in: "ö Ö") == ["ö", "Ö"])
        #expect(found("жук", in: "ЖУК Жук") == ["ЖУК", "Жук"])
    }

    @Test func accentsAreIgnoredBothWays() {
        #expect(found("JOSE", in: "José, Jose, JOSÉ") == ["José", "Jose", "JOSÉ"])
        #expect(found("josé", in: "Jose") == ["Jose"])
        // An accent of its own belongs to the letter before it.
        #expect(found("jose", in: "Jose\u{301}!") == ["Jose\u{301}"])
        #expect(found("lodz", in: "Łódź") == ["Łódź"])
        #expect(found("tien", in: "Tiến") == ["Tiến"])
        #expect(found("x", in: "é x é X") == ["x", "X"])
        #expect(found("e", in: "abé") == ["é"])
        #expect(TextPattern("\u{301}") == nil)
    }

    @Test func whatIsFoundByBytesIsFoundByLettersToo() {
        for text in ["anna@example.com", "xxanna", "annanna", "an na", "ANNa", "aann"] {
            for needle in ["anna", "an", "nn", "a"] {
                let plain = TextPattern(needle)?.ranges(in: text)
                #expect(
                    plain == TextPattern(needle)?.ranges(in: text + "é").filter { $0.upperBound <= text.utf8.count })
            }
        }
    }

    @Test func matchesDoNotOverlap() {
        #expect(found("aa", in: "aaaaa") == ["aa", "aa"])
        #expect(found("漢", in: "x漢漢y") == ["漢", "漢"])
    }

    @Test func nothingIsNoPattern() {
        #expect(TextPattern("") == nil)
        #expect(TextPattern("x")?.matches("") == false)
        #expect(TextPattern("longer than the text")?.matches("short") == false)
    }
}
