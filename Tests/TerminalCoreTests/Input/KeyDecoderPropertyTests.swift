import Testing

@testable import TerminalCore

/// What must hold for any bytes at all; the inputs are made of what is likely to break the machine.
@Suite struct KeyDecoderPropertyTests {
    private static let pieces: [[UInt8]] =
        [
            "\u{1B}", "\u{1B}[", "\u{1B}O", "\u{1B}]", "\u{1B}P", "\u{1B}[200~", "\u{1B}[201~", "\u{1B}[<", "\u{1B}[M",
            "\u{1B}[[", "\u{1B}\\", "1;5", "A", "~", "u", "$", "m", ";", ":", "é", "漢", "👍🏽", "\u{7}", "\r", "\n", "j",
        ].map { Array($0.utf8) } + [[0xFF], [0xC3], [0xE2, 0x82], [0xF0, 0x9F], [0xED, 0xA0, 0x80], [0x80], [0x00]]

    private func hostileInput(_ generator: inout SeededGenerator) -> [UInt8] {
        (0..<Int.random(in: 0...40, using: &generator)).flatMap { _ in
            Bool.random(using: &generator)
                ? Self.pieces.randomElement(using: &generator) ?? []
                : [UInt8.random(in: 0...255, using: &generator)]
        }
    }

    @Test func splittingTheInputChangesNothing() {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<5000 {
            let bytes = hostileInput(&generator)
            var whole = KeyDecoder()
            let expected = whole.feed(bytes)
            var single = KeyDecoder()
            let got = bytes.flatMap { single.feed(CollectionOfOne($0)) }
            #expect(got == expected, "\(bytes)")
            #expect(single.hasPendingEscape == whole.hasPendingEscape, "\(bytes)")
            #expect(single.flush() == whole.flush(), "\(bytes)")
        }
    }

    @Test func noInputMakesTheNextKeyUnreachable() {
        var generator = SeededGenerator(seed: 2)
        for _ in 0..<5000 {
            let bytes = hostileInput(&generator)
            var decoder = KeyDecoder()
            _ = decoder.feed(bytes)
            _ = decoder.feed("\u{1B}[201~".utf8)
            _ = decoder.flush()
            // Ctrl-C ends whatever is open, twice if it was taken as a mouse report's byte.
            let events = decoder.feed([0x03, 0x03])
            #expect(events.last == .key(.control("c")), "\(bytes)")
        }
    }

    @Test func textComesOutAsTheStandardLibraryReadsIt() {
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<5000 {
            let bytes = hostileInput(&generator).filter { $0 >= 0x20 && $0 != 0x7F } + [0x21]
            var decoder = KeyDecoder()
            let typed = decoder.feed(bytes).compactMap { event -> Unicode.Scalar? in
                guard case .key(let key) = event, case .character(let scalar) = key.code else { return nil }
                return scalar
            }
            let expected = String(decoding: bytes, as: UTF8.self).unicodeScalars.map {
                (0x80...0x9F).contains($0.value) ? "\u{FFFD}" : $0
            }
            #expect(typed == expected, "\(bytes)")
        }
    }
}
