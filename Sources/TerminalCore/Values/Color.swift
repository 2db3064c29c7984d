/// A terminal colour as a theme names it: the terminal's own default, one of its 256 palette entries, or 24-bit red,
/// green and blue.
///
/// Packed into 26 bits so that a whole `Style` fits in one machine word: two bits of kind, 24 of value.
package struct Color: Hashable, Sendable {
    /// The packed form: bits 24 and 25 hold the kind, the bits below the value.
    package let bits: UInt32

    package init(bits: UInt32) {
        self.bits = bits & 0x3FF_FFFF
    }

    /// The terminal's own foreground or background.
    package static let terminalDefault = Color(bits: 0)

    /// A palette entry: 0–15 are the terminal's own sixteen, 16–231 the colour cube, 232–255 the greys.
    package static func indexed(_ index: UInt8) -> Color {
        Color(bits: 1 << 24 | UInt32(index))
    }

    /// A 24-bit colour.
    package static func rgb(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> Color {
        Color(bits: 2 << 24 | UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue))
    }

    /// What a colour can be, for exhaustive handling where it is downgraded or sent to the terminal.
    package enum Kind: Hashable, Sendable {
        case terminalDefault
        case indexed(UInt8)
        case rgb(red: UInt8, green: UInt8, blue: UInt8)
    }

    package var kind: Kind {
        switch bits >> 24 {
        case 1: .indexed(UInt8(truncatingIfNeeded: bits))
        case 2:
            .rgb(
                red: UInt8(truncatingIfNeeded: bits >> 16), green: UInt8(truncatingIfNeeded: bits >> 8),
                blue: UInt8(truncatingIfNeeded: bits))
        default: .terminalDefault
        }
    }
}
