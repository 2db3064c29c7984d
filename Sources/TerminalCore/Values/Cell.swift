/// What one cell shows: a spacing scalar with up to two combining marks, or the right half of a wide character.
///
/// Packed into one word: 21 bits a scalar, and the top bit says that the glyph is two columns wide. A third mark on one
/// base is dropped; ncurses itself holds four, and text with more than two is vanishingly rare.
package struct Glyph: Hashable, Sendable {
    package let bits: UInt64

    private static let scalarMask: UInt64 = 0x1F_FFFF
    private static let wideBit: UInt64 = 1 << 63

    private init(bits: UInt64) {
        self.bits = bits
    }

    /// A glyph of one or two columns.
    package init(_ base: Unicode.Scalar, isWide: Bool = false) {
        bits = isWide ? UInt64(base.value) | Self.wideBit : UInt64(base.value)
    }

    /// A glyph with combining marks; those past the second are dropped.
    package init(_ base: Unicode.Scalar, marks: [Unicode.Scalar], isWide: Bool = false) {
        self = marks.reduce(Glyph(base, isWide: isWide)) { $0.adding(mark: $1) }
    }

    /// This glyph with one more combining mark, unless it carries two already.
    package func adding(mark: Unicode.Scalar) -> Glyph {
        if bits >> 21 & Self.scalarMask == 0 { return Glyph(bits: bits | UInt64(mark.value) << 21) }
        if bits >> 42 & Self.scalarMask == 0 { return Glyph(bits: bits | UInt64(mark.value) << 42) }
        return self
    }

    package static let blank = Glyph(" ")

    /// The right half of the wide glyph to its left; it has no scalars of its own.
    package static let continuation = Glyph(bits: 0)

    package var isWide: Bool { bits & Self.wideBit != 0 }
    package var isContinuation: Bool { bits == 0 }
    /// The columns that the glyph takes: 2 when wide, 0 for a continuation, whose columns its left half counts.
    package var columns: Int { isWide ? 2 : (isContinuation ? 0 : 1) }

    /// The scalars to send, base first; none for a continuation.
    package var scalars: [Unicode.Scalar] {
        (0..<3).compactMap { index in
            let value = UInt32((bits & ~Self.wideBit) >> UInt64(21 * index) & Self.scalarMask)
            return value == 0 ? nil : Unicode.Scalar(value)
        }
    }

    /// The glyph as text; empty for a continuation.
    package var text: String {
        var view = String.UnicodeScalarView()
        appendScalars(to: &view)
        return String(view)
    }

    func appendScalars(to view: inout String.UnicodeScalarView) {
        var rest = bits & ~Self.wideBit
        while rest != 0 {
            if let scalar = Unicode.Scalar(UInt32(truncatingIfNeeded: rest & Self.scalarMask)) { view.append(scalar) }
            rest >>= 21
        }
    }
}

/// One place of the screen.
package struct Cell: Hashable, Sendable {
    package var glyph: Glyph
    package var style: Style

    package init(_ glyph: Glyph, style: Style = .plain) {
        self.glyph = glyph
        self.style = style
    }

    package static let blank = Cell(.blank)
}
