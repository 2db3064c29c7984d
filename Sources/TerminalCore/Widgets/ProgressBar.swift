/// How far something is, and what.
package struct ProgressBar: Hashable, Sendable {
    /// From 0 to 1; nil when nobody knows how much there is to do.
    package var fraction: Double?
    package var label: String
    /// Turns the sign that stands for work of unknown length.
    package var tick: Int

    package init(fraction: Double?, label: String, tick: Int = 0) {
        self.fraction = fraction.map { $0.isFinite ? min(1, max(0, $0)) : 0 }
        self.label = label
        self.tick = tick
    }

    /// Draws label, bar and percentage into `width` columns of a row; what does not fit goes, the bar first.
    package func draw(row: Int, column: Int, width: Int, of frame: inout Frame, theme: Theme, symbols: Symbols) {
        guard width > 0 else { return }
        frame.fill(Rect(row: row, column: column, rows: 1, columns: width), style: theme[.text])
        guard let fraction else {
            let sign = symbols.spinner[((tick % symbols.spinner.count) + symbols.spinner.count) % symbols.spinner.count]
            frame.write(
                StyledText(sign, style: theme[.progressFilled]) + " " + StyledText(label), row: row, column: column,
                width: width, base: theme[.text], overflow: .ellipsis)
            return
        }
        // 99.9 % is not done: only the whole is a hundred.
        let percent = "\(fraction >= 1 ? 100 : min(99, Int(fraction * 100)))%"
        let tail = Glyphs.padded(percent, to: 5, alignment: .trailing, options: frame.options)
        let labelWidth = min(Glyphs.width(label, options: frame.options), max(0, width - 5))
        let bar = width - 5 - labelWidth - 1
        frame.write(
            label, row: row, column: column, width: labelWidth, style: theme[.text], overflow: .ellipsis)
        if bar >= 4 {
            drawBar(
                fraction, row: row, columns: column + labelWidth + 1..<column + labelWidth + 1 + bar, of: &frame,
                theme: theme, symbols: symbols)
        }
        if width >= 5 {
            frame.write(tail, row: row, column: column + width - 5, width: 5, style: theme[.text])
        }
    }

    private func drawBar(
        _ fraction: Double, row: Int, columns: Range<Int>, of frame: inout Frame, theme: Theme, symbols: Symbols
    ) {
        let steps = symbols.progressRamp.count
        let filled = Int(fraction * Double(columns.count * steps))
        for (offset, column) in columns.enumerated() {
            let level = min(steps, max(0, filled - offset * steps))
            let glyph = level == 0 ? symbols.progressEmpty : symbols.progressRamp[level - 1]
            frame.set(
                row: row, column: column, glyph, style: theme[level == 0 ? .progress : .progressFilled])
        }
    }
}
