/// A tab: its title, the key that opens it, and whether something there wants attention.
package struct Tab: Hashable, Sendable {
    package var title: String
    package var key: String
    package var hasAlert: Bool

    package init(_ title: String, key: String = "", hasAlert: Bool = false) {
        self.title = title
        self.key = key
        self.hasAlert = hasAlert
    }
}

/// A row of tabs; where they do not all fit, those around the selected one.
package struct TabStrip: Hashable, Sendable {
    package var tabs: [Tab]
    package var selected: Int

    package init(tabs: [Tab], selected: Int) {
        self.tabs = tabs
        self.selected = selected
    }

    /// A tab that is shown, and its columns counted from the strip's start.
    package struct Place: Hashable, Sendable {
        package let index: Int
        package let columns: Range<Int>
    }

    /// The tabs that fit into `width`: all, or a stretch with the selected one.
    package func places(width: Int, symbols: Symbols) -> [Place] {
        guard !tabs.isEmpty else { return [] }
        let options = TextOptions(repertoire: symbols.repertoire)
        let widths = tabs.map { Glyphs.width(Self.label(of: $0, symbols: symbols), options: options) }
        let chosen = min(max(0, selected), tabs.count - 1)
        var shown = chosen..<chosen + 1
        var used = widths[chosen]
        // Grows to the left first, so that the strip stands still while the person goes to the right.
        while shown.lowerBound > 0, used + widths[shown.lowerBound - 1] <= width {
            used += widths[shown.lowerBound - 1]
            shown = shown.lowerBound - 1..<shown.upperBound
        }
        while shown.upperBound < tabs.count, used + widths[shown.upperBound] <= width {
            used += widths[shown.upperBound]
            shown = shown.lowerBound..<shown.upperBound + 1
        }
        var start = 0
        return shown.map { index in
            defer { start += widths[index] }
            return Place(index: index, columns: start..<min(width, start + widths[index]))
        }
    }

    /// The index of the tab at a column counted from the strip's start.
    package func tab(at column: Int, width: Int, symbols: Symbols) -> Int? {
        places(width: width, symbols: symbols).first { $0.columns.contains(column) }?.index
    }

    package func draw(row: Int, column: Int, width: Int, of frame: inout Frame, theme: Theme, symbols: Symbols) {
        frame.fill(Rect(row: row, column: column, rows: 1, columns: width), style: theme[.tab])
        for place in places(width: width, symbols: symbols) {
            let tab = tabs[place.index]
            let isSelected = place.index == selected
            var style = theme[isSelected ? .tabSelected : .tab]
            if tab.hasAlert, !isSelected { style = theme.overlay(.tabAlert).over(style) }
            frame.write(
                Self.label(of: tab, symbols: symbols), row: row, column: column + place.columns.lowerBound,
                width: place.columns.count, style: style, overflow: .ellipsis)
        }
    }

    private static func label(of tab: Tab, symbols: Symbols) -> String {
        let key = tab.key.isEmpty ? "" : "\(tab.key) "
        return " \(key)\(tab.title)\(tab.hasAlert ? " \(symbols.severityWarning)" : "") "
    }
}
