import Testing

@testable import TerminalCore

@Suite struct KeyChordTests {
    @Test(arguments: [
        ("ctrl-r", Key.control("r")), ("Ctrl-R", Key.control("r")), ("shift-tab", Key(.tab, .shift)),
        ("space", .character(" ")), ("G", .character("G")), ("shift-g", .character("G")), ("?", .character("?")),
        ("-", .character("-")), ("ctrl-\\", Key.control("\\")), ("alt--", Key(.character("-"), .alt)),
        ("pageDown", Key(.pageDown)), ("pgdn", Key(.pageDown)), ("f5", Key(.function(5))),
        ("shift-f12", Key(.function(12), .shift)), ("alt-x", Key(.character("x"), .alt)),
        ("alt-X", Key(.character("X"), .alt)), ("ctrl-alt-del", Key(.delete, [.control, .alt])),
        ("ctrl-space", Key(.character(" "), .control)), ("ctrl-@", Key(.character(" "), .control)),
        ("esc", Key(.escape)),
        ("é", .character("é")), ("ctrl-m", Key(.enter)), ("ctrl-i", Key(.tab)), ("ctrl-/", Key.control("_")),
    ])
    func reads(_ chord: String, _ key: Key) {
        #expect(Key(chord: chord) == key)
    }

    @Test(arguments: [
        "", "ctrl-", "ctrl", "hyper-x", "ctrl-ctrl-x", "f0", "f64", "f01", "f+1", "xy", "shift-1", "ctrl-shift-x", " ",
        "\u{1B}", "\u{301}", "pagedow", "u+", "u+110000", "ctrl-\u{7}",
    ])
    func refuses(_ chord: String) {
        #expect(Key(chord: chord) == nil)
    }

    @Test func everyChordReadsBackAsItsKey() {
        var codes: [Key.Code] = [
            .enter, .tab, .backspace, .escape, .up, .down, .left, .right, .home, .end, .pageUp, .pageDown, .insert,
            .delete, .function(1), .function(63), .character("é"), .character("漢"), .character("\u{301}"),
            .character("\u{FFFD}"), .character("\u{200B}"),
        ]
        codes += (0x20...0x7E).map { .character(Unicode.Scalar(UInt8($0))) }
        for code in codes {
            for raw in UInt8(0)..<8 {
                let modifiers = Key.Modifiers(rawValue: raw)
                if case .character = code, modifiers.contains(.shift) { continue }
                guard let key = Key(chord: Key(code, modifiers).chord) else {
                    Issue.record("\(code) \(modifiers) has no chord: \(Key(code, modifiers).chord)")
                    continue
                }
                // Control folds some characters together; from then on nothing changes any more.
                #expect(Key(chord: key.chord) == key)
                if !modifiers.contains(.control) { #expect(key == Key(code, modifiers)) }
            }
        }
    }

    @Test func everyKeyOfTheKeyboardHasAChord() {
        var decoder = KeyDecoder()
        for byte in UInt8(0)..<0x80 where byte != 0x1B {
            guard case .key(let key)? = decoder.feed([byte]).first else {
                Issue.record("no key for \(byte)")
                continue
            }
            #expect(Key(chord: key.chord) == key, "\(byte)")
        }
    }

    @Test(arguments: [
        ("ctrl-r", "^R", "^R"), ("shift-tab", "⇧Tab", "S-Tab"), ("pageDown", "PgDn", "PgDn"), ("up", "↑", "Up"),
        ("alt-x", "Alt-x", "Alt-x"), ("space", "Space", "Space"), ("G", "G", "G"), ("f5", "F5", "F5"),
        ("ctrl-space", "^Space", "^Space"), ("ctrl-\\", "^\\", "^\\"), ("escape", "Esc", "Esc"),
    ])
    func labels(_ chord: String, _ label: String, _ ascii: String) throws {
        let key = try #require(Key(chord: chord))
        #expect(key.label == label)
        #expect(key.asciiLabel == ascii)
    }

    @Test func aLabelNeverHoldsAControlByte() {
        for value in UInt8(0)..<0x20 {
            let key = Key(.character(Unicode.Scalar(value)))
            #expect(key.label.unicodeScalars.allSatisfy { $0.value >= 0x20 })
            #expect(key.chord.unicodeScalars.allSatisfy { $0.value >= 0x20 })
        }
    }
}
