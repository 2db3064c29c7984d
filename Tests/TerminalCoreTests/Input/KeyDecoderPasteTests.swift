import Testing

@testable import TerminalCore

@Suite struct KeyDecoderPasteTests {
    private static let start = "\u{1B}[200~"
    private static let end = "\u{1B}[201~"

    private func decode(_ text: String) -> [InputEvent] {
        var decoder = KeyDecoder()
        return decoder.feed(text.utf8)
    }

    @Test func aPasteIsTextWhateverItHolds() {
        let hostile = "rm \u{1B}[A\u{1B}[31m\u{03}\u{1B}[201 \u{1B}\u{1B}é漢"
        #expect(decode(Self.start + hostile + Self.end + "j") == [.paste(hostile), .key(.character("j"))])
    }

    @Test func lineEndsComeAsNewlines() {
        #expect(decode(Self.start + "a\rb\r\nc\nd" + Self.end) == [.paste("a\nb\nc\nd")])
    }

    @Test func theEndMarkAloneAndAnEmptyPasteAreNothing() {
        #expect(decode(Self.end + Self.start + Self.end + "j") == [.key(.character("j"))])
    }

    @Test func anUnfinishedPasteNeverTurnsIntoKeys() {
        var decoder = KeyDecoder()
        #expect(decoder.feed((Self.start + "dd\u{1B}").utf8).isEmpty)
        #expect(!decoder.hasPendingEscape)
        #expect(decoder.flush().isEmpty)
        #expect(decoder.feed(("x" + Self.end).utf8) == [.paste("dd\u{1B}x")])
    }

    @Test func badBytesInAPasteBecomeReplacements() {
        var decoder = KeyDecoder()
        let bytes = Array(Self.start.utf8) + [0x61, 0xFF, 0x62] + Array(Self.end.utf8)
        #expect(decoder.feed(bytes) == [.paste("a\u{FFFD}b")])
    }

    @Test func aHugePasteComesInPartsAndWhole() {
        // 3 bytes each, so that the limit falls inside a scalar, and a line end at another cut.
        let text = String(repeating: "漢字\n", count: KeyDecoder.pasteLimit / 3)
        let parts = decode(Self.start + text + Self.end).map { event in
            if case .paste(let part) = event { part } else { "?" }
        }
        #expect(parts.count > 1)
        #expect(parts.allSatisfy { $0.utf8.count <= KeyDecoder.pasteLimit })
        #expect(parts.joined() == text)
    }
}
