import Testing

@testable import TerminalNcurses

@Suite struct ClipboardSequenceTests {
    /// The vectors of RFC 4648, section 10, and every value of six bits.
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"), ("漢?>", "5ryiPz4="),
    ])
    func base64(_ text: String, _ expected: String) {
        #expect(String(decoding: ClipboardSequence.base64(Array(text.utf8)), as: UTF8.self) == expected)
    }

    @Test func nothingOfTheTextIsSentAsItIs() {
        let bytes = ClipboardSequence.bytes(copying: "\u{7}\u{1B}[31m")
        #expect(String(decoding: bytes, as: UTF8.self) == "\u{1B}]52;c;BxtbMzFt\u{7}")
    }
}
