/// How many columns a scalar takes on the screen.
package enum TextWidth {
    /// 0 for a combining or invisible scalar, 1, 2, or −1 for what cannot be printed: controls and unassigned scalars.
    ///
    /// The widths are those of glibc's `wcwidth`, which ncurses uses too, so that both count the same columns.
    package static func width(of scalar: Unicode.Scalar) -> Int {
        let value = scalar.value
        if value < 0x7F { return value >= 0x20 ? 1 : (value == 0 ? 0 : -1) }
        if value < 0x300 { return value < 0xA0 ? -1 : 1 }
        // The bulk of what is not ASCII on a real screen needs no search: frames, ideographs, Hangul.
        if (0x2500...0x257F).contains(value) { return 1 }
        if (0x4E00...0x9FFF).contains(value) || (0xAC00...0xD7A3).contains(value) { return 2 }
        return WidthRuns.width(of: value)
    }
}
