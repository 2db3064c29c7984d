/// What a table shows in one place.
package struct TableCell: Hashable, Sendable, ExpressibleByStringInterpolation {
    package var text: StyledText
    /// What the text means; nil looks like the row.
    package var scope: ThemeScope?
    /// What stands there instead where the text does not fit: the first that does, from long to short.
    package var shorter: [StyledText]

    package init(_ text: StyledText, scope: ThemeScope? = nil, shorter: [StyledText] = []) {
        self.text = text
        self.scope = scope
        self.shorter = shorter
    }

    package init(_ text: String, scope: ThemeScope? = nil, shorter: [String] = []) {
        self.init(StyledText(text), scope: scope, shorter: shorter.map { StyledText($0) })
    }

    /// The longest form that fits; the shortest when none does.
    func text(in room: Int, options: TextOptions) -> StyledText {
        guard let shortest = shorter.last, text.width(limit: room + 1, options: options) > room else { return text }
        return shorter.first { $0.width(limit: room + 1, options: options) <= room } ?? shortest
    }

    package init(stringLiteral text: String) {
        self.init(text)
    }
}

/// A row of a table; asked for only when it is seen.
package struct TableRow: Hashable, Sendable {
    /// In the order of the table's declared columns, those that are not shown included; missing ones are blank.
    package var cells: [TableCell]
    package var isMarked: Bool
    package var isDimmed: Bool
    /// What the row as a whole means.
    package var scope: ThemeScope

    package init(
        _ cells: [TableCell], isMarked: Bool = false, isDimmed: Bool = false, scope: ThemeScope = .tableRow
    ) {
        self.cells = cells
        self.isMarked = isMarked
        self.isDimmed = isDimmed
        self.scope = scope
    }
}
