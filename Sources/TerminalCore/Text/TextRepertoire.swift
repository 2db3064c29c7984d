/// Which characters the screen can show.
package enum TextRepertoire: Hashable, Sendable {
    /// Everything that a UTF-8 terminal shows.
    case unicode
    /// Printable ASCII only (`--ascii`, or a locale that is not UTF-8): Latin letters and signs by their nearest ASCII
    /// spelling, the rest of a text as `?`, controls as `^A`.
    case ascii
}

/// How a text from outside is made into glyphs.
package struct TextOptions: Hashable, Sendable {
    package var repertoire: TextRepertoire
    /// Expands a tab to blanks up to the next multiple of this many columns; nil shows it as a symbol.
    package var tabStop: Int?

    package init(repertoire: TextRepertoire = .unicode, tabStop: Int? = nil) {
        self.repertoire = repertoire
        self.tabStop = tabStop
    }

    package static let unicode = TextOptions()
}

/// Where a text stands in the columns that it is given.
package enum TextAlignment: Hashable, Sendable {
    case leading, trailing, center
}

/// What happens to the text that does not fit.
package enum TextOverflow: Hashable, Sendable {
    /// The rest is not shown, and nothing says so.
    case clip
    /// The last column shows that there is more (`…`, or `~` in ASCII).
    case ellipsis
}
