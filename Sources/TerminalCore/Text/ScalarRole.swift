/// What the screen does with a scalar of a text from outside.
///
/// The lists follow Unicode's Default_Ignorable_Code_Point and Bidi_Control properties: whatever a terminal would show
/// as nothing, or would reorder its neighbours for, must be seen by the person who looks for the difference.
enum ScalarRole: Hashable {
    /// Shown as it is, in one or two columns.
    case spacing(isWide: Bool)
    /// Joins the glyph before it.
    case mark
    /// U+0000–001F and U+007F.
    case control
    /// U+2028 and U+2029: line ends that no terminal shows.
    case lineSeparator
    /// U+200C and U+200D: they shape scripts and join emoji, and are invisible elsewhere.
    case joiner
    /// U+FE00–FE0F: they choose a form of the glyph before them.
    case variationSelector
    /// U+1F3FB–1F3FF, half of a glyph when they follow an emoji.
    case skinTone
    /// U+1F1E6–1F1FF: half of a flag, shown as the letter that it stands for.
    case regionalIndicator
    /// Invisible on a terminal, and so a place to hide text in.
    case invisible
    /// C1 controls, direction overrides, and scalars that the terminal's libc may not know.
    case unprintable

    static func of(_ scalar: Unicode.Scalar) -> ScalarRole {
        let value = scalar.value
        switch value {
        case 0..<0x20, 0x7F: return .control
        case 0x20..<0x7F: return .spacing(isWide: false)
        case 0x80..<0xA0: return .unprintable
        case 0xAD: return .invisible
        case 0xA0..<0x300: return .spacing(isWide: false)
        case 0x2500...0x257F: return .spacing(isWide: false)
        case 0x4E00...0x9FFF, 0xAC00...0xD7A3: return .spacing(isWide: true)
        case 0x200C, 0x200D: return .joiner
        case 0x2028, 0x2029: return .lineSeparator
        case 0x61C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: return .unprintable
        case 0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B...0x180F, 0x200B, 0x2060...0x2065, 0x206A...0x206F, 0x3164,
            0xFEFF, 0xFFA0, 0xFFF0...0xFFFB, 0x1BCA0...0x1BCA3, 0x1D173...0x1D17A, 0xE0000...0xE0FFF:
            return .invisible
        case 0xFE00...0xFE0F: return .variationSelector
        case 0x1F3FB...0x1F3FF: return .skinTone
        case 0x1F1E6...0x1F1FF: return .regionalIndicator
        default: return byWidth(value)
        }
    }

    private static func byWidth(_ value: UInt32) -> ScalarRole {
        switch WidthRuns.width(of: value) {
        case 0: .mark
        case 1: .spacing(isWide: false)
        case 2: .spacing(isWide: true)
        default: .unprintable
        }
    }

    /// Whether a scalar may begin an emoji that joiners, skin tones and variation selectors go on with.
    static func isPictographic(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xA9, 0xAE, 0x203C, 0x2049, 0x2122, 0x2139, 0x2190...0x2BFF, 0x3030, 0x303D, 0x3297, 0x3299,
            0x1F000...0x1FAFF:
            true
        default: false
        }
    }
}
