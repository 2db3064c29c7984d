/// Bytes of every kind that a log line or an item can hold, and some that none should.
enum HostileText {
    private static let pieces: [[UInt8]] = [
        Array("plain text ".utf8), Array("\u{1B}[31;1mred\u{1B}[0m".utf8), Array("\u{1B}]0;title\u{07}".utf8),
        Array("\r\n\t\u{0}\u{7F}\u{8}".utf8), Array("\u{85}\u{9B}2J\u{9D}".utf8), Array("漢字かな한국어".utf8),
        Array("e\u{301}\u{323}\u{308}\u{30A}".utf8), Array("\u{301}\u{302}".utf8), Array("👩‍👩‍👧‍👦".utf8),
        Array("👍🏽🏽".utf8), Array("🇩🇪🇫".utf8), Array("❤️ 1️⃣".utf8), Array("שלום \u{202E}abc\u{202C}".utf8),
        Array("مرحبا\u{200F}".utf8), Array("a\u{200B}b\u{200D}c\u{FEFF}\u{2060}\u{AD}".utf8),
        Array("\u{E0041}\u{E0100}\u{FE0F}".utf8), Array("क्षि न्‍".utf8), Array("\u{1100}\u{1161}\u{11A8}".utf8),
        Array("\u{378}\u{10FFFF}\u{FFFE}\u{E000}".utf8), Array("\u{2028}\u{2029}\u{3164}".utf8), [0xFF, 0xC0, 0x80],
        [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF0, 0x9F],
    ]

    static func bytes(using generator: inout SeededGenerator) -> [UInt8] {
        (0..<Int.random(in: 0...8, using: &generator)).flatMap { _ -> [UInt8] in
            if Int.random(in: 0..<4, using: &generator) == 0 {
                let scalar = Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &generator)) ?? "x"
                return Array(String(Character(scalar)).utf8)
            }
            return pieces.randomElement(using: &generator) ?? []
        }
    }
}
