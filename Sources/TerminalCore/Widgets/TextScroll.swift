/// A step through a text.
package enum TextMotion: Hashable, Sendable {
    case up, down, pageUp, pageDown, halfPageUp, halfPageDown, first, last
    case left, right
    /// Brings a line into sight, and leaves the place alone when it is in sight already.
    case toLine(Int)
    case by(Int)
}

/// How a text is laid out on the screen: as much as moving through it needs to know.
package struct TextExtent {
    package var lineCount: Int
    package var size: Size
    package var options: TextOptions
    /// The line at an index below `lineCount`.
    package var line: (Int) -> StyledText

    package init(
        lineCount: Int, size: Size, options: TextOptions = TextView.options, line: @escaping (Int) -> StyledText
    ) {
        self.lineCount = max(0, lineCount)
        self.size = size
        self.options = options
        self.line = line
    }
}

/// Which part of a text is seen.
///
/// The place is a line and a row within it, since a line takes many rows when it is wrapped. Only lines near the place are
/// ever looked at, so that moving costs the same anywhere in a log of a million lines.
package struct TextScroll: Hashable, Sendable {
    /// The first line that is seen.
    package private(set) var line = 0
    /// The row of that line that is seen first; 0 unless lines are wrapped.
    package private(set) var row = 0
    /// Columns scrolled out to the left; 0 while lines are wrapped.
    package private(set) var left = 0
    package private(set) var wraps: Bool

    package init(wraps: Bool = true) {
        self.wraps = wraps
    }

    package mutating func setWraps(_ wraps: Bool) {
        self.wraps = wraps
        row = 0
        left = 0
    }

    package mutating func move(_ motion: TextMotion, in extent: TextExtent) {
        let page = max(1, extent.size.rows)
        switch motion {
        case .up: step(by: -1, in: extent)
        case .down: step(by: 1, in: extent)
        case .pageUp: step(by: -max(1, page - 1), in: extent)
        case .pageDown: step(by: max(1, page - 1), in: extent)
        case .halfPageUp: step(by: -max(1, page / 2), in: extent)
        case .halfPageDown: step(by: max(1, page / 2), in: extent)
        case .first: (line, row) = (0, 0)
        case .last: (line, row) = lastPlace(in: extent)
        case .by(let rows): step(by: rows, in: extent)
        case .toLine(let index): show(index, in: extent)
        case .left: left = max(0, left - Self.sideStep)
        case .right: moveRight(in: extent)
        }
    }

    /// Brings the place back into a text that became shorter, or into a screen that became larger.
    package mutating func clamp(in extent: TextExtent) {
        step(by: 0, in: extent)
    }

    /// How far a step aside goes, in columns.
    private static let sideStep = 8

    private func rows(of index: Int, in extent: TextExtent) -> Int {
        guard wraps else { return 1 }
        return extent.line(index).text.withUTF8Bytes {
            TextWrap.ranges(in: $0, columns: extent.size.columns, options: extent.options).count
        }
    }

    private mutating func step(by distance: Int, in extent: TextExtent) {
        guard extent.lineCount > 0 else {
            (line, row) = (0, 0)
            return
        }
        if line >= extent.lineCount { (line, row) = (extent.lineCount - 1, 0) }
        row += distance
        while row < 0, line > 0 {
            line -= 1
            row += rows(of: line, in: extent)
        }
        row = max(0, row)
        var height = rows(of: line, in: extent)
        while row >= height, line < extent.lineCount - 1 {
            row -= height
            line += 1
            height = rows(of: line, in: extent)
        }
        row = min(row, height - 1)
        // Near the end the last page is the limit; far from it there is no need to measure that page.
        if extent.lineCount - line <= max(1, extent.size.rows) {
            let last = lastPlace(in: extent)
            if (last.line, last.row) < (line, row) { (line, row) = last }
        }
    }

    /// The place from which the last rows of the text fill the screen.
    private func lastPlace(in extent: TextExtent) -> (line: Int, row: Int) {
        var missing = max(1, extent.size.rows)
        var index = extent.lineCount
        while index > 0 {
            index -= 1
            let height = rows(of: index, in: extent)
            if height >= missing { return (index, height - missing) }
            missing -= height
        }
        return (0, 0)
    }

    private mutating func show(_ index: Int, in extent: TextExtent) {
        guard extent.lineCount > 0 else { return }
        let target = min(max(0, index), extent.lineCount - 1)
        if target < line || (target == line && row > 0) {
            (line, row) = (target, 0)
        } else {
            // Far below: a third of the screen is left above, for context.
            var used = -row
            var below = line
            while below <= target, used <= extent.size.rows {
                used += rows(of: below, in: extent)
                below += 1
            }
            if below > target, used <= extent.size.rows { return }
            (line, row) = (target, 0)
            step(by: -(extent.size.rows / 3), in: extent)
            return
        }
        step(by: 0, in: extent)
    }

    private mutating func moveRight(in extent: TextExtent) {
        guard !wraps else { return }
        let edge = left + extent.size.columns
        let visible = line..<min(extent.lineCount, line + max(0, extent.size.rows))
        if visible.contains(where: { extent.line($0).width(limit: edge + 1, options: extent.options) > edge }) {
            left += Self.sideStep
        }
    }
}
