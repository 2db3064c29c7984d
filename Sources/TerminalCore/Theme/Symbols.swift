/// The signs that the screen is drawn with, in Unicode or in ASCII.
///
/// Severity, state, marks and focus have a sign each, since colour alone tells nobody anything on a monochrome screen or
/// to a colour-blind person. None is of ambiguous or emoji width: each takes the columns that `Glyphs` counts.
package struct Symbols: Hashable, Sendable {
    package var repertoire: TextRepertoire
    package var box: BoxGlyphs
    /// The outline of what has the focus.
    package var boxFocused: BoxGlyphs
    package var boxDialog: BoxGlyphs
    package var boxDanger: BoxGlyphs

    package var sortAscending: String
    package var sortDescending: String
    package var mark: String
    /// Stands at the left of the row under the cursor.
    package var selectionBar: String
    package var bullet: String
    package var arrow: String
    package var folded: String
    package var unfolded: String
    package var ellipsis: String
    package var separator: String
    package var gap: String
    package var stale: String
    /// Stands for a character that is kept secret.
    package var secret: Glyph

    package var severityError: String
    package var severityWarning: String
    package var severityInfo: String
    package var severityDebug: String
    package var severityOK: String

    package var stateGood: String
    package var stateBad: String
    package var stateBusy: String
    package var stateIdle: String

    package var scrollTrack: Glyph
    package var scrollThumb: Glyph
    /// From empty to full; the last is a whole cell.
    package var progressRamp: [Glyph]
    package var progressEmpty: Glyph
    /// Rising from the lowest value that is shown; there is no sign for “unknown”, which stays blank.
    package var sparkRamp: [Glyph]
    /// Whether lines may be drawn in braille dots, two values a column.
    package var hasBraille: Bool
    /// Stands for a value in a chart where there are no braille dots.
    package var chartDot: Glyph
    package var spinner: [String]

    package static let unicode = Symbols(
        repertoire: .unicode, box: .rounded, boxFocused: .heavy, boxDialog: .rounded, boxDanger: .double,
        sortAscending: "▲", sortDescending: "▼", mark: "●", selectionBar: "▌", bullet: "•", arrow: "→", folded: "▸",
        unfolded: "▾", ellipsis: "…", separator: "│", gap: "⋯", stale: "≈", secret: Glyph("•"), severityError: "✗",
        severityWarning: "!", severityInfo: "i", severityDebug: "·", severityOK: "✓", stateGood: "●", stateBad: "✗",
        stateBusy: "◐", stateIdle: "○", scrollTrack: Glyph("│"), scrollThumb: Glyph("┃"),
        progressRamp: glyphs("▏▎▍▌▋▊▉█"), progressEmpty: Glyph("░"), sparkRamp: glyphs("▁▂▃▄▅▆▇█"), hasBraille: true,
        chartDot: Glyph("•"),
        spinner: ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"])

    package static let ascii = Symbols(
        repertoire: .ascii, box: .ascii, boxFocused: .asciiHeavy, boxDialog: .ascii, boxDanger: .asciiHeavy,
        sortAscending: "^", sortDescending: "v", mark: "*", selectionBar: ">", bullet: "-", arrow: "->", folded: "+",
        unfolded: "-", ellipsis: "~", separator: "|", gap: "...", stale: "~", secret: Glyph("*"), severityError: "x",
        severityWarning: "!", severityInfo: "i", severityDebug: ".", severityOK: "+", stateGood: "+", stateBad: "x",
        stateBusy: "~", stateIdle: "-", scrollTrack: Glyph("|"), scrollThumb: Glyph("#"),
        progressRamp: glyphs("#"), progressEmpty: Glyph("."), sparkRamp: glyphs("_.:-=+*#"), hasBraille: false,
        chartDot: Glyph("*"),
        spinner: ["|", "/", "-", "\\"])

    private static func glyphs(_ text: String) -> [Glyph] { text.unicodeScalars.map { Glyph($0) } }
}
