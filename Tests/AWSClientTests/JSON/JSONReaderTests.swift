import Testing

@testable import AWSClient

@Suite struct JSONReaderTests {
    static func accepts(_ bytes: [UInt8]) -> JSONFailure? {
        do {
            try JSONReader.read(bytes) { $0.skipValue() }
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [
        "{}", "[]", " [ ] ", "{\"a\":1}", "{\"a\":{\"b\":[1,2,{}]},\"c\":null}", "[true,false,null]", "\"\"",
        "\"a\\u0041\"",
        "0", "-0", "1", "-1", "10", "1.5", "1e5", "1E+5", "1e-5", "-0.0e0", "[1 , 2]", "\t\n\r 1 ",
        "\"\\ud83d\\ude00\"",
        "\"\\ud800\"", "\"é漢😀\"", "\"\u{7F}\"", "\"\u{2028}\"", "{\"\":0}", "{\"a\":1,\"a\":2}",
        "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\uD83D\\u0041\"", "123456789012345678901234567890.5",
    ])
    func whatRFC8259AllowsIsAccepted(text: String) {
        #expect(Self.accepts(Array(text.utf8)) == nil)
    }

    @Test(arguments: [
        ("", 0), (" ", 1), ("{", 1), ("[", 1), ("[1,]", 3), ("[,1]", 1), ("[1 2]", 3), ("{\"a\"}", 4), ("{\"a\":}", 5),
        ("{\"a\":1,}", 7), ("{a:1}", 1), ("{1:1}", 1), ("[1]]", 3), ("1 2", 2), ("01", 1), ("-", 1), ("+1", 0),
        (".5", 0),
        ("1.", 2), ("1e", 2), ("1e+", 3), ("0x1", 1), ("tru", 0), ("True", 0), ("nul", 0), ("NaN", 0), ("Infinity", 0),
        ("\"", 1), ("\"abc", 4), ("\"\\", 2), ("\"\\x\"", 1), ("\"\\u12\"", 3), ("\"\\u12G4\"", 3), ("\"a\nb\"", 2),
        ("\"a\u{0}\"", 2), ("'a'", 0), ("[1}", 2), ("{\"a\":1]", 6), ("\u{FEFF}1", 0), ("/**/1", 0), ("[1,2", 4),
    ])
    func whatRFC8259ForbidsIsRefusedAtItsByte(text: String, offset: Int) {
        #expect(Self.accepts(Array(text.utf8))?.offset == offset, "\(text)")
    }

    @Test(
        arguments: [
            [0x80], [0xC3], [0xC0, 0xAF], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF0, 0x80, 0x80, 0x80],
            [0xF4, 0x90, 0x80, 0x80],
            [0xF5, 0x80, 0x80, 0x80], [0xFF], [0xE2, 0x28, 0xA1], [0xF0, 0x9F, 0x98], [0xC3, 0x28],
        ] as [[UInt8]])
    func textThatIsNotUTF8IsRefused(bytes: [UInt8]) {
        for padding in 0..<9 {
            let before = [UInt8](repeating: UInt8(ascii: "x"), count: padding)
            let text = [UInt8(ascii: "\"")] + before + bytes + Array("yyyyyyyyy\"".utf8)
            #expect(Self.accepts(text) == JSONFailure(offset: padding + 1, reason: "not UTF-8"))
        }
    }

    /// Every place in a word of eight, before and after it, finds the special byte.
    @Test func specialBytesAreFoundWhereverTheyStand() {
        for length in 0..<24 {
            for place in 0...length {
                for (special, failure) in [(0x1F, "a control character in a string"), (0x80, "not UTF-8")] {
                    var text = [UInt8](repeating: 0x7F, count: length)
                    text.insert(UInt8(special), at: place)
                    let found = Self.accepts([0x22] + text + [0x22])
                    #expect(found == JSONFailure(offset: place + 1, reason: failure))
                }
            }
        }
    }

    @Test func nestingIsBounded() {
        let deepest = JSONReader.maximumDepth
        func nested(_ depth: Int) -> [UInt8] {
            Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
        }
        #expect(Self.accepts(nested(deepest)) == nil)
        #expect(Self.accepts(nested(deepest + 1)) == JSONFailure(offset: deepest, reason: "nested too deeply"))
        #expect(Self.accepts([UInt8](repeating: UInt8(ascii: "["), count: 1_000_000))?.offset == deepest)
    }

    @Test(arguments: [
        ("\"plain\"", "plain"), ("\"\\u0041\\n\\\"\\\\\\/\"", "A\n\"\\/"), ("\"\\ud83d\\ude00!\"", "😀!"),
        ("\"\\ud83d!\"", "\u{FFFD}!"), ("\"\\ude00\"", "\u{FFFD}"), ("\"\\ud83d\\u0041\"", "\u{FFFD}A"),
        ("\"\\ud83d\\ud83d\\ude00\"", "\u{FFFD}😀"), ("\"\\u0000\\u001b[2J\"", "\0\u{1B}[2J"),
        ("\"\\b\\f\\r\\t\"", "\u{8}\u{C}\r\t"),
        ("\"\\u00e9\\uffff\"", "é\u{FFFF}"), ("\"\\ud83d\\n\"", "\u{FFFD}\n"),
    ])
    func escapesAreResolved(json: String, text: String) throws {
        let read = try JSONReader.read(Array(json.utf8)) { $0.stringText() }
        #expect(Array(read.utf8) == Array(text.utf8))
    }

    @Test func wholeNumbersKeepTheirSixtyFourBits() throws {
        for text in ["0", "-0", "17", "-17", "9223372036854775807", "-9223372036854775808"] {
            #expect(try JSONReader.read(Array(text.utf8)) { $0.integer() } == Int64(text))
        }
        for text in [
            "9223372036854775808", "-9223372036854775809", "1.0", "1e3", "99999999999999999999999", "-", "\"1\"",
        ] {
            #expect(throws: JSONFailure.self) { try JSONReader.read(Array(text.utf8)) { $0.integer() } }
        }
    }

    @Test func aFailureSticksAndEndsAllLoops() {
        var seen: [String] = []
        #expect(throws: JSONFailure(offset: 7, reason: "a value expected")) {
            try JSONReader.read(Array("{\"a\":[!,2],\"b\":1}".utf8).withGap) { reader in
                reader.openObject()
                while let key = reader.nextKey() {
                    seen.append(reader.text(key))
                    reader.skipValue()
                }
            }
        }
        #expect(seen == ["a"])
    }

    /// Damaged texts are refused or accepted, never run away with; a refusal names a byte inside.
    @Test func damagedTextsNeverCrash() {
        let seed = Array(
            "{\"Items\":[{\"id\":{\"S\":\"é\\u00e9😀\\ud83d\\ude00\"},\"n\":{\"N\":\"-1.5E3\"},\"l\":{\"L\":[{\"NULL\":true}]}}],\"C\":-1.5e3}"
                .utf8)
        var random = SeededGenerator(seed: 11)
        var accepted = 0
        for _ in 0..<30_000 {
            var text = seed
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: 0..<text.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: text[place] = UInt8.random(in: 0...255, using: &random)
                case 1: text.remove(at: place)
                case 2: text.insert(text[Int.random(in: 0..<text.count, using: &random)], at: place)
                default: text.removeSubrange(place...)
                }
                if text.isEmpty { text = [0x20] }
            }
            if let failure = Self.accepts(text) {
                #expect(failure.offset >= 0 && failure.offset <= text.count)
            } else {
                accepted += 1
                #expect(String(validating: text, as: UTF8.self) != nil)
            }
        }
        #expect(accepted > 0 && accepted < 30_000)
    }
}

extension [UInt8] {
    /// The same JSON with a blank after the first colon.
    fileprivate var withGap: [UInt8] {
        guard let colon = firstIndex(of: UInt8(ascii: ":")) else { return self }
        return Array(self[...colon]) + [0x20] + Array(self[(colon + 1)...])
    }
}
