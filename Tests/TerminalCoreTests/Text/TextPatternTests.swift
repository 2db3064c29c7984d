import Testing

@testable import TerminalCore

@Suite struct TextPatternTests {
    private func found(_ needle: String, in text: String) -> [String] {
        let bytes = Array(text.utf8)
        return (TextPattern(needle)?.ranges(in: text) ?? []).map { String(decoding: bytes[$0], as: UTF8.self) }
    }

    @Test func caseIsIgnoredUntilACapitalIsTyped() {
        #expect(found("err", in: "ERROR: an error, Err") == ["ERR", "err", "Err"])
        #expect(found("Err", in: "ERROR: an error, Err") == ["Err"])
        #expect(found("größe", in: "GRÖSSE Größe GRÖßE") == ["Größe", "GRÖßE"])
        #expect(found("Ö", in: "ö Ö") == ["Ö"])
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
