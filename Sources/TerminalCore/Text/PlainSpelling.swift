/// The nearest ASCII spelling of Latin letters and of typographic signs, one letter for one.
///
/// Letters by their base (Unicode's canonical decomposition, and the nearest letter for those without one): `é` is `e`,
/// `ł` is `l`.
package enum PlainSpelling {
    /// Nil for what has no spelling of one letter: `ß`, `字`.
    package static func of(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        let value = Int(scalar.value)
        if latin.indices.contains(value - latinStart) {
            let letter = latin[value - latinStart]
            return letter == UInt8(ascii: "?") ? nil : Unicode.Scalar(letter)
        }
        return signs[scalar]
    }

    private static let latinStart = 0xC0
    /// U+00C0 to U+017F.
    private static let latin = [UInt8](
        ("AAAAAA?CEEEEIIIIDNOOOOOxOUUUUY??aaaaaa?ceeeeiiiidnooooo/ouuuuy?y"
            + "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIi??JjKkkLlLlLlLlLlNnNnNnnNnOoOoOo??RrRrRrSsSsSsSs"
            + "TtTtTtUuUuUuUuUuUuWwYyYZzZzZzs").utf8)

    private static let signs: [Unicode.Scalar: Unicode.Scalar] = [
        "\u{A0}": " ", "\u{B7}": ".", "\u{B4}": "'", "\u{AB}": "<", "\u{BB}": ">", "\u{2010}": "-", "\u{2011}": "-",
        "\u{2012}": "-", "\u{2013}": "-", "\u{2014}": "-", "\u{2018}": "'", "\u{2019}": "'", "\u{201C}": "\"",
        "\u{201D}": "\"", "\u{2022}": "*", "\u{2026}": "~", "\u{2190}": "<", "\u{2191}": "^", "\u{2192}": ">",
        "\u{2193}": "v", "\u{2212}": "-", "\u{2248}": "~",
    ]
}
