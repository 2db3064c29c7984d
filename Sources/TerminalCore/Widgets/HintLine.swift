/// A key and what it does now.
package struct KeyHint: Hashable, Sendable {
    package var key: String
    package var label: String
    package var isEnabled: Bool

    package init(_ key: String, _ label: String, isEnabled: Bool = true) {
        self.key = key
        self.label = label
        self.isEnabled = isEnabled
    }
}

/// A row of key hints: as many, from the first, as fit whole.
package struct HintLine: Hashable, Sendable {
    package var hints: [KeyHint]

    package init(_ hints: [KeyHint]) {
        self.hints = hints
    }

    /// The columns that each shown hint takes, counted from the line's start; for drawing and for clicks.
    package func places(width: Int, options: TextOptions = .unicode) -> [Range<Int>] {
        var places: [Range<Int>] = []
        var start = 0
        for hint in hints {
            let length = Glyphs.width(hint.key, options: options) + 1 + Glyphs.width(hint.label, options: options)
            if start + length > width { break }
            places.append(start..<start + length)
            start += length + 2
        }
        return places
    }

    /// The index of the hint at a column counted from the line's start.
    package func hint(at column: Int, width: Int, options: TextOptions = .unicode) -> Int? {
        places(width: width, options: options).firstIndex { $0.contains(column) }
    }

    /// Draws into `width` columns of a row, in the given scopes for keys and labels.
    /// - Returns: the columns used.
    @discardableResult
    package func draw(
        row: Int, column: Int, width: Int, of frame: inout Frame, theme: Theme, base: Style? = nil,
        key: ThemeScope = .footerKey, label: ThemeScope = .footerLabel
    ) -> Int {
        let ground = base ?? theme[.footer]
        let places = places(width: width, options: frame.options)
        for (hint, place) in zip(hints, places) {
            let disabled = theme.overlay(.footerDisabled).over(ground)
            let start = column + place.lowerBound
            let used = frame.write(
                hint.key, row: row, column: start, style: hint.isEnabled ? theme.overlay(key).over(ground) : disabled)
            frame.write(
                hint.label, row: row, column: start + used + 1,
                style: hint.isEnabled ? theme.overlay(label).over(ground) : disabled)
        }
        return places.last?.upperBound ?? 0
    }
}
