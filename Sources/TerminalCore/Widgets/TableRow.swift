/// What a table shows in one place.
package struct TableCell: Hashable, Sendable, ExpressibleByStringInterpolation {
    package var text: StyledText
    /// What the text means; nil looks like the row.
    package var scope: ThemeScope?

    package init(_ text: StyledText, scope: ThemeScope? = nil) {
        self.text = text
        self.scope = scope
    }

    package init(_ text: String, scope: ThemeScope? = nil) {
        self.init(StyledText(text), scope: scope)
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
