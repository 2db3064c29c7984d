/// Reads the glyphs of a text one by one, and nothing past the last one asked for.
///
/// Every answer is safe to send to a terminal: controls become pictures, what is invisible becomes visible, a malformed
/// byte becomes U+FFFD. An emoji sequence is its first scalar, since terminals disagree on the width of the rest.
struct GlyphScanner {
    let bytes: UnsafeBufferPointer<UInt8>
    let options: TextOptions
    /// The offset of the first byte not read yet.
    private(set) var position: Int
    /// The offset of the first byte of the glyph answered last.
    private(set) var start: Int
    /// The columns of the glyphs answered so far, for tab stops.
    private(set) var column = 0
    private var repeated = Glyph.blank
    private var repeats = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>, options: TextOptions, from position: Int = 0) {
        self.bytes = bytes
        self.options = options
        self.position = position
        start = position
    }

    @inline(__always)
    mutating func next() -> Glyph? {
        if repeats == 0, position < bytes.count {
            let byte = bytes[position]
            // A printable ASCII byte before another ASCII byte has no marks: most of every screen.
            if byte >= 0x20, byte < 0x7F, position + 1 == bytes.count || bytes[position + 1] < 0x80 {
                start = position
                position += 1
                column += 1
                return Glyph(Unicode.Scalar(byte))
            }
        }
        return nextSlowly()
    }

    @inline(never)
    private mutating func nextSlowly() -> Glyph? {
        if repeats > 0 {
            repeats -= 1
            column += 1
            return repeated
        }
        guard position < bytes.count else { return nil }
        start = position
        let glyph = composed()
        column += glyph.isWide ? 2 : 1
        return glyph
    }

    private mutating func composed() -> Glyph {
        guard let (scalar, length) = UTF8Decoding.scalar(in: bytes, at: position) else {
            position += 1
            return replacement
        }
        position += length
        switch ScalarRole.of(scalar) {
        case .spacing(let isWide): return withFollowers(scalar, isWide: isWide)
        case .skinTone: return withFollowers(scalar, isWide: true)
        case .mark:
            // A mark with no glyph to stand on stands on Unicode's dotted circle.
            guard options.repertoire == .unicode else { return Glyph("?") }
            return Glyph("\u{25CC}").adding(mark: scalar)
        case .control: return control(scalar)
        case .lineSeparator: return options.repertoire == .unicode ? Glyph("\u{2424}") : Glyph("?")
        case .regionalIndicator: return letter(scalar)
        case .joiner, .variationSelector, .invisible:
            return options.repertoire == .unicode ? Glyph("\u{B7}") : Glyph("?")
        case .unprintable: return replacement
        }
    }

    private var replacement: Glyph { options.repertoire == .unicode ? Glyph("\u{FFFD}") : Glyph("?") }

    private func letter(_ indicator: Unicode.Scalar) -> Glyph {
        Glyph(Unicode.Scalar(UInt8(truncatingIfNeeded: indicator.value - 0x1F1E6) + UInt8(ascii: "A")))
    }

    private mutating func control(_ scalar: Unicode.Scalar) -> Glyph {
        if scalar == "\t", let stop = options.tabStop, stop > 0 {
            repeated = .blank
            repeats = stop - column % stop - 1
            return .blank
        }
        let value = UInt8(truncatingIfNeeded: scalar.value)
        switch options.repertoire {
        case .ascii:
            repeated = Glyph(Unicode.Scalar(value == 0x7F ? UInt8(ascii: "?") : value + 0x40))
            repeats = 1
            return Glyph("^")
        case .unicode:
            if scalar == "\n" { return Glyph("\u{2424}") }
            if value == 0x7F { return Glyph("\u{2421}") }
            return Glyph(Unicode.Scalar(0x2400 + UInt32(value)) ?? "\u{FFFD}")
        }
    }

    /// The glyph of a spacing scalar with what follows and belongs to it; that text is read but not all of it shown.
    private mutating func withFollowers(_ base: Unicode.Scalar, isWide: Bool) -> Glyph {
        var glyph = Glyph(base, isWide: isWide)
        let isPictographic = ScalarRole.isPictographic(base)
        while let (scalar, length) = UTF8Decoding.scalar(in: bytes, at: position), scalar.value >= 0x300 {
            switch ScalarRole.of(scalar) {
            case .mark:
                glyph = glyph.adding(mark: scalar)
                position += length
            case .variationSelector where base.value >= 0x80 || (scalar.value == 0xFE0F && Self.makesKeycap(base)):
                position += length
            case .skinTone where isPictographic:
                position += length
            case .joiner where base.value >= 0x300:
                position += length
                if isPictographic { skipPictograph() }
            case .spacing, .control, .lineSeparator, .joiner, .variationSelector, .skinTone, .regionalIndicator,
                .invisible, .unprintable:
                return shown(glyph, base: base)
            }
        }
        return shown(glyph, base: base)
    }

    private func shown(_ glyph: Glyph, base: Unicode.Scalar) -> Glyph {
        guard options.repertoire == .ascii else { return glyph }
        return base.isASCII ? Glyph(base) : Glyph(PlainSpelling.of(base) ?? "?")
    }

    private mutating func skipPictograph() {
        guard let (scalar, length) = UTF8Decoding.scalar(in: bytes, at: position), ScalarRole.isPictographic(scalar)
        else { return }
        position += length
    }

    private static func makesKeycap(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "#" || scalar == "*" || ("0"..."9").contains(scalar)
    }
}
