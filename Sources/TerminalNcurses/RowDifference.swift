import Glibc
import TerminalCore

/// Finds which cells of a row have to be sent anew.
enum RowDifference {
    /// A stretch of so many equal cells or fewer is sent again rather than jumped over: moving the cursor costs as much.
    private static let joinedGap = 3

    /// Appends the changed columns as ascending ranges. No range begins or ends within a wide character of either row.
    static func append(
        to runs: inout [Range<Int>], old: UnsafeBufferPointer<Cell>, new: UnsafeBufferPointer<Cell>
    ) {
        guard let oldBase = old.baseAddress, let newBase = new.baseAddress else { return }
        let count = min(old.count, new.count)
        // Most rows of most frames are as they were.
        if memcmp(oldBase, newBase, count * MemoryLayout<Cell>.stride) == 0 { return }
        let first = runs.count
        var column = 0
        while column < count {
            guard old[column] != new[column] else {
                column += 1
                continue
            }
            var start = column
            while start > 0, new[start].glyph.isContinuation || old[start].glyph.isContinuation { start -= 1 }
            var end = column + 1
            while end < count, old[end] != new[end] || new[end].glyph.isContinuation || old[end].glyph.isContinuation {
                end += 1
            }
            if runs.count > first, let last = runs.last, start - last.upperBound <= joinedGap {
                runs[runs.count - 1] = last.lowerBound..<end
            } else {
                runs.append(start..<end)
            }
            column = end
        }
    }
}
