/// Letters as a search compares them: without case, and Latin ones without their accents.
enum TextFolding {
    /// Nil for a mark that stands on the letter before it.
    static func folded(_ scalar: Unicode.Scalar) -> UInt32? {
        let value = scalar.value
        switch value {
        case 0x41...0x5A: return value | 0x20
        case 0..<0xC0: return value
        case 0xC0..<0x250: return base(latin, Int(value - 0xC0)) ?? lowercased(scalar)
        case 0x300..<0x370: return nil
        case 0x1E00..<0x1F00: return base(latinAdditional, Int(value - 0x1E00)) ?? lowercased(scalar)
        // Ideographs and what lies around them have no case, and are many.
        case 0x2E80..<0xD800: return value
        default: return lowercased(scalar)
        }
    }

    private static func lowercased(_ scalar: Unicode.Scalar) -> UInt32 {
        let mapping = scalar.properties.lowercaseMapping.unicodeScalars
        return mapping.count == 1 ? mapping.first?.value ?? scalar.value : scalar.value
    }

    private static func base(_ table: [UInt8], _ index: Int) -> UInt32? {
        table[index] == UInt8(ascii: ".") ? nil : UInt32(table[index])
    }

    /// The letter below the accent, from U+00C0 on; a point where there is none.
    private static let latin = Array(
        ("aaaaaa.ceeeeiiiidnooooo.ouuuuy..aaaaaa.ceeeeiiiidnooooo.ouuuuy.yaaaaaaccccccccddddeeeeeeeeeegggg"
            + "gggghhhhiiiiiiiiii..jjkk.llllll..llnnnnnn...oooooo..rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzz."
            + "b...............................oo.............uu............................aaiioouuuuuuuuuu.aa"
            + "aa....ggkkoooo..j...gg..nnaa....aaaaeeeeiiiioooorrrruuuusstt..hh......aaeeooooooooyy............"
            + "................").utf8)

    /// The same from U+1E00 on.
    private static let latinAdditional = Array(
        ("aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrr"
            + "ssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwy......aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"
            + "eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......").utf8)
}
