import Testing

@testable import TerminalCore

@Suite struct KeyDecoderTests {
    private func decode(_ text: String) -> [InputEvent] { decode(Array(text.utf8)) }

    private func decode(_ bytes: [UInt8]) -> [InputEvent] {
        var decoder = KeyDecoder()
        return decoder.feed(bytes) + decoder.flush()
    }

    private func keys(_ codes: Key.Code...) -> [InputEvent] { codes.map { .key(Key($0)) } }

    @Test(arguments: [
        ("\u{1B}[A", Key(.up)), ("\u{1B}OA", Key(.up)), ("\u{1B}[1;5C", Key(.right, .control)),
        ("\u{1B}[5C", Key(.right, .control)), ("\u{1B}O5D", Key(.left, .control)),
        ("\u{1B}[1;2B", Key(.down, .shift)), ("\u{1B}[1;8A", Key(.up, [.shift, .alt, .control])),
        ("\u{1B}[Z", Key(.tab, .shift)), ("\u{1B}[H", Key(.home)), ("\u{1B}[1~", Key(.home)), ("\u{1B}[7~", Key(.home)),
        ("\u{1B}OF", Key(.end)), ("\u{1B}[4~", Key(.end)), ("\u{1B}[2~", Key(.insert)), ("\u{1B}[3~", Key(.delete)),
        ("\u{1B}[3;5~", Key(.delete, .control)), ("\u{1B}[5~", Key(.pageUp)), ("\u{1B}[6~", Key(.pageDown)),
        ("\u{1B}OP", Key(.function(1))), ("\u{1B}[[A", Key(.function(1))), ("\u{1B}[11~", Key(.function(1))),
        ("\u{1B}[15~", Key(.function(5))), ("\u{1B}[17~", Key(.function(6))), ("\u{1B}[24~", Key(.function(12))),
        ("\u{1B}[34~", Key(.function(20))), ("\u{1B}[1;2R", Key(.function(3), .shift)),
    ])
    func functionKeysInEveryForm(_ text: String, _ key: Key) {
        #expect(decode(text) == [.key(key)])
    }

    @Test(arguments: [
        ("\u{1B}[3^", Key(.delete, .control)), ("\u{1B}[5$", Key(.pageUp, .shift)),
        ("\u{1B}[6@", Key(.pageDown, [.shift, .control])), ("\u{1B}[a", Key(.up, .shift)),
        ("\u{1B}Od", Key(.left, .control)), ("\u{1B}OM", Key(.enter)), ("\u{1B}Ok", .character("+")),
    ])
    func rxvtAndKeypad(_ text: String, _ key: Key) {
        #expect(decode(text) == [.key(key)])
    }

    @Test(arguments: [
        ("\u{1B}[97;5u", Key.control("a")), ("\u{1B}[27u", Key(.escape)), ("\u{1B}[13;2u", Key(.enter, .shift)),
        ("\u{1B}[127;3u", Key(.backspace, .alt)), ("\u{1B}[97;2u", .character("A")),
        ("\u{1B}[97:65;6u", Key.control("a")), ("\u{1B}[27;5;9~", Key(.tab, .control)),
        ("\u{1B}[228;1:1u", .character("ä")),
    ])
    func keysSentByTheirScalar(_ text: String, _ key: Key) {
        let got = decode(text)
        guard case .key(let first)? = got.first, got.count == 1 else {
            Issue.record("\(got)")
            return
        }
        #expect(first.code == key.code)
        #expect(first.modifiers.subtracting(.shift) == key.modifiers.subtracting(.shift))
    }

    @Test func aKeyLetGoAndAModifierAloneAreNoKeypress() {
        #expect(decode("\u{1B}[97;1:3u\u{1B}[57441;2u").isEmpty)
    }

    @Test func controlKeys() {
        #expect(decode([0x00]) == [.key(Key(.character(" "), .control))])
        #expect(decode([0x01, 0x1A]) == [.key(.control("a")), .key(.control("z"))])
        #expect(decode([0x1C, 0x1D, 0x1E, 0x1F]) == ["\\", "]", "^", "_"].map { .key(.control($0)) })
        #expect(decode([0x7F, 0x08]) == keys(.backspace, .backspace))
        #expect(decode([0x0D, 0x0A, 0x09]) == keys(.enter, .enter, .tab))
    }

    @Test func altIsAnEscapeBeforeTheKey() {
        #expect(decode("\u{1B}x") == [.key(Key(.character("x"), .alt))])
        #expect(decode("\u{1B}é") == [.key(Key(.character("é"), .alt))])
        #expect(decode("\u{1B}\r\u{1B}\u{7F}") == [.key(Key(.enter, .alt)), .key(Key(.backspace, .alt))])
        #expect(decode("\u{1B}\u{1B}[A") == keys(.escape, .up))
        #expect(decode("\u{1B}Oq!") == [.key(.character("1")), .key(.character("!"))])
        #expect(decode("\u{1B}Oz") == [.key(Key(.character("O"), .alt)), .key(.character("z"))])
    }

    @Test(arguments: [
        ("\u{1B}", [Key(.escape)]), ("\u{1B}[", [Key(.character("["), .alt)]),
        ("\u{1B}O", [Key(.character("O"), .alt)]),
        ("\u{1B}]", [Key(.character("]"), .alt)]), ("\u{1B}P", [Key(.character("P"), .alt)]),
        ("\u{1B}[[", [Key(.character("["), .alt), .character("[")]),
        ("\u{1B}O5", [Key(.character("O"), .alt), .character("5")]),
    ])
    func whatNothingFollowsIsAKeyOfItsOwn(_ text: String, _ expected: [Key]) {
        var decoder = KeyDecoder()
        #expect(decoder.feed(text.utf8).isEmpty)
        #expect(decoder.hasPendingEscape)
        #expect(decoder.flush() == expected.map(InputEvent.key))
        #expect(!decoder.hasPendingEscape)
        #expect(decoder.feed("j".utf8) == [.key(.character("j"))])
    }

    @Test func flushLeavesAnUnfinishedSequenceAlone() {
        var decoder = KeyDecoder()
        #expect(decoder.feed("\u{1B}[1;".utf8).isEmpty)
        #expect(!decoder.hasPendingEscape)
        #expect(decoder.flush().isEmpty)
        #expect(decoder.feed("5C".utf8) == [.key(Key(.right, .control))])
    }

    @Test func repliesOfTheTerminalAreSwallowedWhole() {
        let replies = [
            "\u{1B}[?62;22c", "\u{1B}[?2026;2$y", "\u{1B}[12;40R", "\u{1B}]11;rgb:0000/0000/0000\u{1B}\\",
            "\u{1B}]52;c;aGk=\u{07}", "\u{1B}P>|tmux 3.3a\u{1B}\\", "\u{1B}_Gi=1;OK\u{1B}\\",
        ]
        for reply in replies { #expect(decode(reply + "j") == [.key(.character("j"))], "\(reply.dropFirst())") }
    }

    @Test func aStringWithoutItsEndDoesNotEatTheKeyboard() {
        #expect(decode("\u{1B}]0;title\rj") == [.key(Key(.enter)), .key(.character("j"))])
        #expect(decode("\u{1B}]0;title\u{1B}[A") == keys(.up))
        #expect(decode("\u{1B}]" + String(repeating: "x", count: 4096) + "j") == [.key(.character("j"))])
    }

    @Test func aSequenceCutOffByAControlByteGivesWay() {
        #expect(decode("\u{1B}[1;\u{03}") == [.key(.control("c"))])
        #expect(decode("\u{1B}[1;\u{1B}[B") == keys(.down))
    }

    @Test func badBytesBecomeReplacementsAndLoseNothingBehindThem() {
        #expect(
            decode([0xFF, 0xC3, 0x28, 0x6F, 0x6B])
                == ["\u{FFFD}", "\u{FFFD}", "(", "o", "k"].map { .key(.character($0)) })
        #expect(decode([0xE2, 0x82, 0x1B, 0x5B, 0x41]) == [.key(.character("\u{FFFD}")), .key(Key(.up))])
        #expect(decode("\u{85}") == [.key(.character("\u{FFFD}"))])
    }

    @Test func focusReports() {
        #expect(decode("\u{1B}[I\u{1B}[O") == [.focusChanged(isFocused: true), .focusChanged(isFocused: false)])
    }
}
