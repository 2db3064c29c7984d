/// A line over time with its scale: title above, largest and smallest value at the left, the span below.
///
/// The line is drawn in braille dots, two by four a cell, or with one sign a column where there is no braille. What is not
/// known is a gap in the line; only a known zero is drawn as one.
package struct BrailleChart: Hashable, Sendable {
    package var title: String
    /// At the right of the title where there is room: the newest value.
    package var note: String
    /// Evenly spaced, oldest first.
    package var values: [Double?]
    /// Written at the top of the scale and at its bottom.
    package var topLabel: String
    package var bottomLabel: String
    /// The value at the top; the bottom is 0.
    package var top: Double
    package var startLabel: String
    package var endLabel: String
    /// A value that is drawn as a line across, and above which the line looks high.
    package var threshold: Double?

    package init(
        title: String, note: String = "", values: [Double?], top: Double, topLabel: String, bottomLabel: String = "0",
        startLabel: String = "", endLabel: String = "", threshold: Double? = nil
    ) {
        self.title = title
        self.note = note
        self.values = values
        self.top = top
        self.topLabel = topLabel
        self.bottomLabel = bottomLabel
        self.startLabel = startLabel
        self.endLabel = endLabel
        self.threshold = threshold
    }

    /// The rows of a chart whose line has one row.
    package static let minimumRows = 4

    /// Draws into a rectangle; what has less than `minimumRows` or no room for the scale stays empty.
    package func draw(in rect: Rect, of frame: inout Frame, theme: Theme, symbols: Symbols) {
        frame.fill(rect, style: theme[.text])
        let scale = max(Glyphs.width(topLabel), Glyphs.width(bottomLabel))
        let plot = Rect(
            row: rect.row + 1, column: rect.column + scale + 1, rows: rect.rows - 3, columns: rect.columns - scale - 1)
        guard rect.rows >= Self.minimumRows, plot.columns >= 8 else { return }
        drawTitle(in: rect, of: &frame, theme)
        drawScale(scale, rect, plot, of: &frame, theme, symbols)
        drawLine(in: plot, of: &frame, theme, symbols)
    }

    private func drawTitle(in rect: Rect, of frame: inout Frame, _ theme: Theme) {
        let room = rect.columns - Glyphs.width(note)
        let base = theme[.text]
        frame.write(
            title, row: rect.row, column: rect.column, width: min(rect.columns, max(room - 1, 8)),
            style: theme.overlay(.textStrong).over(base), overflow: .ellipsis)
        guard room > Glyphs.width(title) else { return }
        frame.write(
            note, row: rect.row, column: rect.endColumn - Glyphs.width(note), style: theme.overlay(.textDim).over(base))
    }

    private func drawScale(
        _ scale: Int, _ rect: Rect, _ plot: Rect, of frame: inout Frame, _ theme: Theme, _ symbols: Symbols
    ) {
        let dim = theme.overlay(.textDim).over(theme[.text])
        // Of one row only the top is told.
        for (label, row) in [(bottomLabel, plot.endRow - 1), (topLabel, plot.row)] {
            frame.write(
                label, row: row, columns: rect.column..<rect.column + scale, alignment: .trailing, style: dim)
        }
        let line = theme[.border]
        for row in plot.row..<plot.endRow {
            frame.set(row: row, column: plot.column - 1, symbols.box.vertical, style: line)
        }
        frame.set(row: plot.endRow, column: plot.column - 1, symbols.box.bottomLeft, style: line)
        for column in plot.column..<plot.endColumn {
            frame.set(row: plot.endRow, column: column, symbols.box.horizontal, style: line)
        }
        frame.write(startLabel, row: plot.endRow + 1, column: plot.column, width: plot.columns, style: dim)
        let width = Glyphs.width(endLabel)
        if Glyphs.width(startLabel) + 1 + width <= plot.columns {
            frame.write(endLabel, row: plot.endRow + 1, column: plot.endColumn - width, style: dim)
        }
    }

    private func drawLine(in plot: Rect, of frame: inout Frame, _ theme: Theme, _ symbols: Symbols) {
        let (across, up) = symbols.hasBraille ? (2, 4) : (1, 1)
        var canvas = DotCanvas(columns: plot.columns * across, rows: plot.rows * up)
        let points = Self.resampled(values, to: canvas.columns).map { $0.map { level($0, steps: canvas.rows) } }
        for (column, level) in points.enumerated() {
            guard let level else { continue }
            // Joined to the point before, half of the way in each column, so that a step is a line and no two dots.
            let before = column > 0 ? points[column - 1] ?? level : level
            let after = column + 1 < points.count ? points[column + 1] ?? level : level
            let ends = [level, (level + before) / 2, (level + after) / 2]
            canvas.fill(column: column, from: ends.min() ?? level, to: ends.max() ?? level)
        }
        let limit = threshold.flatMap { $0 <= top ? level($0, steps: canvas.rows) : nil }
        for row in 0..<plot.rows {
            for column in 0..<plot.columns {
                let cell = DotCanvas.Cell(column: column, row: row, across: across, up: up)
                var glyph = canvas.glyph(cell, symbols)
                var scope = ThemeScope.sparkline
                if let limit, cell.holds(level: limit, of: canvas.rows), glyph == nil {
                    (glyph, scope) = (symbols.box.horizontal, .severityWarning)
                } else if let limit, cell.lowest(of: canvas.rows) > limit || cell.holds(level: limit, of: canvas.rows) {
                    scope = .sparklineHigh
                }
                guard let glyph else { continue }
                frame.set(
                    row: plot.row + row, column: plot.column + column, glyph,
                    style: theme.overlay(scope).over(theme[.text]))
            }
        }
    }

    /// From the bottom, 0, to `steps - 1`; only the top itself is there.
    private func level(_ value: Double, steps: Int) -> Int {
        guard value > 0, top > 0, top.isFinite else { return 0 }
        return min(steps - 1, max(1, Int(min(1, value / top) * Double(steps - 1))))
    }

    /// As many values as there is room for: of several the largest, so that no peak is lost; where there are fewer values
    /// than room, each takes its share.
    static func resampled(_ values: [Double?], to count: Int) -> [Double?] {
        guard !values.isEmpty, count > 0 else { return [] }
        return (0..<count).map { place in
            let first = place * values.count / count
            let end = max(first + 1, (place + 1) * values.count / count)
            return values[first..<min(end, values.count)].lazy.compactMap { $0 }.filter(\.isFinite).max()
        }
    }
}

/// Dots on a grid, counted from the left and from the bottom.
private struct DotCanvas {
    struct Cell {
        let column: Int
        /// From the top.
        let row: Int
        let across: Int
        let up: Int

        /// The level of its lowest dot, on a canvas of so many rows of dots.
        func lowest(of rows: Int) -> Int { rows - (row + 1) * up }
        func holds(level: Int, of rows: Int) -> Bool { (lowest(of: rows)..<lowest(of: rows) + up).contains(level) }
    }

    let columns: Int
    let rows: Int
    private var dots: [Bool]

    init(columns: Int, rows: Int) {
        self.columns = columns
        self.rows = rows
        dots = Array(repeating: false, count: columns * rows)
    }

    mutating func fill(column: Int, from low: Int, to high: Int) {
        for level in low...high { dots[level * columns + column] = true }
    }

    /// What a cell looks like; nil when no dot is in it.
    func glyph(_ cell: Cell, _ symbols: Symbols) -> Glyph? {
        let lowest = cell.lowest(of: rows)
        guard symbols.hasBraille else { return dots[lowest * columns + cell.column] ? symbols.chartDot : nil }
        // The dots of the two columns from the bottom up, as Unicode numbers them.
        let masks: [[UInt32]] = [[0x40, 0x04, 0x02, 0x01], [0x80, 0x20, 0x10, 0x08]]
        var pattern: UInt32 = 0
        for (side, mask) in masks.enumerated() {
            for (height, bit) in mask.enumerated()
            where dots[(lowest + height) * columns + cell.column * 2 + side] { pattern |= bit }
        }
        guard pattern != 0, let scalar = Unicode.Scalar(0x2800 + pattern) else { return nil }
        return Glyph(scalar)
    }
}
