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

    func rows(of index: Int, in extent: TextExtent) -> Int {
        guard wraps else { return 1 }
        return extent.line(index).text.withUTF8Bytes {
            TextWrap.ranges(in: $0, columns: extent.size.columns, options: extent.options).count
        }
    }

    /// The place some rows below another, or above it; no further than the text goes.
    func place(
        _ rows: Int, below start: (line: Int, row: Int), in extent: TextExtent
    ) -> (line: Int, row: Int) {
        guard extent.lineCount > 0 else { return (0, 0) }
        var (line, row) = start.line < extent.lineCount ? start : (extent.lineCount - 1, 0)
        row += rows
        while row < 0, line > 0 {
            line -= 1
            row += self.rows(of: line, in: extent)
        }
        row = max(0, row)
        var height = self.rows(of: line, in: extent)
        while row >= height, line < extent.lineCount - 1 {
            row -= height
            line += 1
            height = self.rows(of: line, in: extent)
        }
        return (line, min(row, height - 1))
    }

    private mutating func step(by distance: Int, in extent: TextExtent) {
        (line, row) = place(distance, below: (line, row), in: extent)
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

    /// Scrolls as little as brings a whole line into sight; of a line that is longer than the screen, some of it.
    mutating func reveal(_ index: Int, in extent: TextExtent) {
        guard extent.lineCount > 0 else { return }
        let target = min(max(0, index), extent.lineCount - 1)
        let (page, height) = (max(1, extent.size.rows), rows(of: target, in: extent))
        let isLong = height > page
        if target < line || (target == line && row > 0 && !isLong) {
            (line, row) = (target, isLong ? height - 1 : 0)
            step(by: 0, in: extent)
            return
        }
        let needed = isLong ? 1 : height
        if let offset = offset(of: target, in: extent) {
            if offset + needed > page { step(by: offset + needed - page, in: extent) }
        } else {
            (line, row) = (target, 0)
            step(by: needed - page, in: extent)
        }
    }

    /// Rows from the first that is seen to the beginning of a line at or below it; nil when that is more than a screen.
    func offset(of index: Int, in extent: TextExtent) -> Int? {
        var offset = -row
        for above in line..<max(line, index) {
            offset += rows(of: above, in: extent)
            if offset > extent.size.rows { return nil }
        }
        return offset
    }

    /// The lines that are seen whole; where none is, the one that fills the screen.
    func wholeLines(in extent: TextExtent) -> ClosedRange<Int> {
        let page = max(1, extent.size.rows)
        guard extent.lineCount > 0 else { return 0...0 }
        var first = min(line, extent.lineCount - 1)
        var used = -row
        if row > 0 {
            let rest = rows(of: first, in: extent) - row
            guard rest < page, first + 1 < extent.lineCount else { return first...first }
            (first, used) = (first + 1, rest)
        }
        var last = first
        used += rows(of: first, in: extent)
        while last + 1 < extent.lineCount, used < page {
            used += rows(of: last + 1, in: extent)
            if used > page { break }
            last += 1
        }
        return first...last
    }

    /// Lines came or went above those that are seen, which stay where they are.
    mutating func shift(by lines: Int) {
        if line + lines < 0 { row = 0 }
        line = max(0, line + lines)
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
