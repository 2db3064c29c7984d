/// Which values of a document are folded, and so which of its lines are in sight.
package struct DetailFolds: Hashable, Sendable {
    /// Neighbouring lines out of sight.
    private struct Gap: Hashable {
        let lines: Range<Int>
        /// Lines out of sight down to the end of this one.
        let total: Int

        /// The number, among the lines in sight, of the first one behind it.
        var end: Int { lines.upperBound - total }
    }

    /// By the nodes' indices; also of those within others.
    package private(set) var folded: Set<Int>
    private var gaps: [Gap] = []
    private let lineCount: Int

    package init(_ folded: Set<Int> = [], in document: DetailDocument) {
        self.folded = folded
        lineCount = document.count
        var end = 0
        // In the order of their lines: what lies within a folded node is out of sight already.
        for node in folded.sorted() where node >= end {
            end = document.nodes[node].end
            let inside = document.nodes[node].inside
            guard !inside.isEmpty else { continue }
            gaps.append(Gap(lines: inside, total: (gaps.last?.total ?? 0) + inside.count))
        }
    }

    /// How many lines are in sight.
    package var count: Int { lineCount - (gaps.last?.total ?? 0) }

    /// The document's line at a number among those in sight.
    package func line(at index: Int) -> Int {
        index + (lastGap { $0.end <= index }?.total ?? 0)
    }

    /// The number of a line among those in sight; of one out of sight, that of the line it is folded into.
    package func index(of line: Int) -> Int {
        guard let gap = lastGap(where: { $0.lines.lowerBound <= line }) else { return line }
        return gap.lines.contains(line) ? gap.end - 1 : line - gap.total
    }

    package func hides(_ line: Int) -> Bool {
        lastGap { $0.lines.lowerBound <= line }?.lines.contains(line) ?? false
    }

    /// The last gap of those at the beginning for which something holds.
    private func lastGap(where holds: (Gap) -> Bool) -> Gap? {
        var (low, high) = (0, gaps.count)
        while low < high {
            let middle = (low + high) / 2
            if holds(gaps[middle]) { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? gaps[low - 1] : nil
    }
}
