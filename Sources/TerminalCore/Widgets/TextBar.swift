/// A bar on a line of a text, and the part of the text that is seen around it: the place that keys are about.
///
/// Invariant after every step: the bar's line is in sight, whole unless it is longer than the screen. Like the scroll, a
/// step looks at lines near the place only.
package struct TextBar: Hashable, Sendable {
    /// The line that the bar is on.
    package private(set) var line = 0
    package private(set) var scroll: TextScroll

    package init(scroll: TextScroll = TextScroll()) {
        self.scroll = scroll
    }

    package mutating func move(_ motion: TextMotion, in extent: TextExtent) {
        settle(in: extent)
        guard extent.lineCount > 0 else { return }
        let page = max(1, extent.size.rows)
        switch motion {
        case .up: isCutAbove ? scroll.move(.up, in: extent) : put(on: line - 1, in: extent)
        case .down: isCutBelow(extent) ? scroll.move(.down, in: extent) : put(on: line + 1, in: extent)
        case .pageUp: turn(motion, by: -max(1, page - 1), in: extent)
        case .pageDown: turn(motion, by: max(1, page - 1), in: extent)
        case .halfPageUp: turn(motion, by: -max(1, page / 2), in: extent)
        case .halfPageDown: turn(motion, by: max(1, page / 2), in: extent)
        case .first:
            line = 0
            scroll.move(.first, in: extent)
        case .last:
            line = extent.lineCount - 1
            scroll.move(.last, in: extent)
        case .toLine(let index):
            scroll.move(.toLine(index), in: extent)
            put(on: index, in: extent)
        case .by:
            // The wheel moves the text; the bar goes along only where it would be left behind.
            scroll.move(motion, in: extent)
            let whole = scroll.wholeLines(in: extent)
            line = min(max(line, whole.lowerBound), whole.upperBound)
        case .left, .right: scroll.move(motion, in: extent)
        }
    }

    /// Puts the bar on a line, and scrolls no more than that takes.
    package mutating func put(on index: Int, in extent: TextExtent) {
        line = min(max(0, index), max(0, extent.lineCount - 1))
        scroll.reveal(line, in: extent)
    }

    /// Moves the text alone, where nobody has a use for the bar.
    package mutating func moveText(_ motion: TextMotion, in extent: TextExtent) {
        scroll.move(motion, in: extent)
        line = min(scroll.line, max(0, extent.lineCount - 1))
    }

    /// The bar's line has another number now: it stays at its row of the screen as far as it can.
    package mutating func renumber(_ index: Int, in extent: TextExtent) {
        scroll.shift(by: index - line)
        line = index
        settle(in: extent)
    }

    /// Comes back into a text that became shorter, or into a screen of another size.
    package mutating func settle(in extent: TextExtent) {
        line = min(line, max(0, extent.lineCount - 1))
        scroll.clamp(in: extent)
        scroll.reveal(line, in: extent)
    }

    package mutating func setWraps(_ wraps: Bool, in extent: TextExtent) {
        scroll.setWraps(wraps)
        settle(in: extent)
    }

    private var isCutAbove: Bool { scroll.line == line && scroll.row > 0 }

    private func isCutBelow(_ extent: TextExtent) -> Bool {
        guard let offset = scroll.offset(of: line, in: extent) else { return false }
        return offset + scroll.rows(of: line, in: extent) > extent.size.rows
    }

    /// A page on: the bar goes as far as the text, and at least to another line, unless its own is longer than the screen.
    private mutating func turn(_ motion: TextMotion, by rows: Int, in extent: TextExtent) {
        let start = scroll.line < line ? (line: line, row: 0) : (line: scroll.line, row: scroll.row)
        let target = scroll.place(rows, below: start, in: extent).line
        let isLong = scroll.rows(of: line, in: extent) > extent.size.rows
        scroll.move(motion, in: extent)
        put(on: target == line && !isLong ? line + rows.signum() : target, in: extent)
    }
}
