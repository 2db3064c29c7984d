/// The lines and corners of a frame.
package struct BoxGlyphs: Hashable, Sendable {
    package var horizontal: Glyph
    package var vertical: Glyph
    package var topLeft: Glyph
    package var topRight: Glyph
    package var bottomLeft: Glyph
    package var bottomRight: Glyph

    /// - Parameter glyphs: horizontal, vertical, top left, top right, bottom left, bottom right.
    init(
        _ horizontal: Unicode.Scalar, _ vertical: Unicode.Scalar, _ topLeft: Unicode.Scalar,
        _ topRight: Unicode.Scalar, _ bottomLeft: Unicode.Scalar, _ bottomRight: Unicode.Scalar
    ) {
        self.horizontal = Glyph(horizontal)
        self.vertical = Glyph(vertical)
        self.topLeft = Glyph(topLeft)
        self.topRight = Glyph(topRight)
        self.bottomLeft = Glyph(bottomLeft)
        self.bottomRight = Glyph(bottomRight)
    }

    package static let unicode = BoxGlyphs("─", "│", "┌", "┐", "└", "┘")
    package static let rounded = BoxGlyphs("─", "│", "╭", "╮", "╰", "╯")
    /// For the focused pane, so that the focus is seen without colour.
    package static let heavy = BoxGlyphs("━", "┃", "┏", "┓", "┗", "┛")
    package static let double = BoxGlyphs("═", "║", "╔", "╗", "╚", "╝")
    package static let ascii = BoxGlyphs("-", "|", "+", "+", "+", "+")
    package static let asciiHeavy = BoxGlyphs("=", "|", "#", "#", "#", "#")
}
