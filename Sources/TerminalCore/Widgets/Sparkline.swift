/// A small chart of the latest values, the newest at the right.
///
/// A value that is not known is a blank column; only a known zero is drawn as one.
package struct Sparkline: Hashable, Sendable {
    package var values: [Double?]
    /// The value at the top; nil takes the largest one.
    package var ceiling: Double?
    /// From this value on a column is drawn as high.
    package var threshold: Double?
    /// Draws two values a column in braille dots, where the symbols have them.
    package var isDense: Bool

    package init(_ values: [Double?], ceiling: Double? = nil, threshold: Double? = nil, isDense: Bool = false) {
        self.values = values
        self.ceiling = ceiling
        self.threshold = threshold
        self.isDense = isDense
    }

    /// Draws into a rectangle of one or more rows, the values from its bottom up.
    package func draw(in rect: Rect, of frame: inout Frame, theme: Theme, symbols: Symbols, base: Style? = nil) {
        guard !rect.isEmpty else { return }
        let ground = base ?? theme[.text]
        frame.fill(rect, style: ground)
        let perColumn = isDense && symbols.hasBraille ? 2 : 1
        let latest = Array(values.suffix(rect.columns * perColumn))
        let columns = (latest.count + perColumn - 1) / perColumn
        let top = ceiling ?? latest.lazy.compactMap { $0 }.filter(\.isFinite).max() ?? 0
        for column in 0..<columns {
            // An odd count leaves the first column's left half empty, so that the newest is always at the edge.
            let end = latest.count - (columns - 1 - column) * perColumn
            let group = latest[max(0, end - perColumn)..<end]
            let isHigh = threshold.map { limit in group.contains { $0.map { $0 >= limit } ?? false } } ?? false
            let style = theme.overlay(isHigh ? .sparklineHigh : .sparkline).over(ground)
            let place = rect.endColumn - columns + column
            for row in 0..<rect.rows {
                let glyph =
                    perColumn == 2
                    ? braille(group, rowFromBottom: row, rows: rect.rows, top: top)
                    : bar(group.last ?? nil, rowFromBottom: row, rows: rect.rows, top: top, ramp: symbols.sparkRamp)
                frame.set(row: rect.endRow - 1 - row, column: place, glyph, style: style)
            }
        }
    }

    private func bar(_ value: Double?, rowFromBottom: Int, rows: Int, top: Double, ramp: [Glyph]) -> Glyph {
        guard let value, !ramp.isEmpty else { return .blank }
        let level = Self.level(value, top: top, steps: rows * ramp.count) - rowFromBottom * ramp.count
        return level <= 0 ? .blank : ramp[min(level, ramp.count) - 1]
    }

    private func braille(_ group: ArraySlice<Double?>, rowFromBottom: Int, rows: Int, top: Double) -> Glyph {
        var dots: UInt32 = 0
        // The dots of the two columns from the bottom up, as Unicode numbers them.
        let masks: [[UInt32]] = [[0x40, 0x04, 0x02, 0x01], [0x80, 0x20, 0x10, 0x08]]
        for (side, value) in zip(masks.suffix(group.count), group) {
            guard let value else { continue }
            let level = Self.level(value, top: top, steps: rows * 4) - rowFromBottom * 4
            for dot in 0..<min(4, max(0, level)) { dots |= side[dot] }
        }
        guard dots != 0, let scalar = Unicode.Scalar(0x2800 + dots) else { return .blank }
        return Glyph(scalar)
    }

    /// How many of `steps` a value fills: at least one, and all only at the top.
    private static func level(_ value: Double, top: Double, steps: Int) -> Int {
        guard value.isFinite, top.isFinite, value > 0, top > 0 else { return value > 0 && top > 0 ? steps : 1 }
        return min(steps, 1 + Int(min(1, value / top) * Double(steps - 1)))
    }
}
