/// How much of a rectangle one of its parts wants.
package enum Split: Hashable, Sendable {
    /// Exactly so many cells, as long as there are any.
    case fixed(Int)
    /// A share of what the fixed parts leave, by weight, but no less than `minimum` while there is room for all minimums.
    case flexible(weight: Int = 1, minimum: Int = 0)
}

extension Rect {
    /// Cuts the rectangle into parts from top to bottom. They cover it without a gap when one of them is flexible; what
    /// does not fit is cut from the last ones, down to nothing.
    package func rows(_ parts: [Split]) -> [Rect] {
        var start = row
        return Split.lengths(of: parts, in: rows).map { length in
            defer { start += length }
            return Rect(row: start, column: column, rows: length, columns: columns)
        }
    }

    /// Cuts the rectangle into parts from left to right, with `gap` cells between them.
    package func columns(_ parts: [Split], gap: Int = 0) -> [Rect] {
        var start = column
        let room = columns - gap * max(0, parts.count - 1)
        return Split.lengths(of: parts, in: max(0, room)).map { length in
            defer { start += length + gap }
            return Rect(row: row, column: start, rows: rows, columns: length).intersection(self)
        }
    }
}

extension Split {
    /// The length of each part in `total` cells.
    package static func lengths(of parts: [Split], in total: Int) -> [Int] {
        var lengths = parts.map { part in
            switch part {
            case .fixed(let length): max(0, length)
            case .flexible(_, let minimum): max(0, minimum)
            }
        }
        var left = total
        for index in lengths.indices {
            lengths[index] = min(lengths[index], left)
            left -= lengths[index]
        }
        share(left, among: parts, into: &lengths)
        return lengths
    }

    /// Brings the flexible parts as near to their share as their minimums allow: cell by cell to the one that lacks most.
    private static func share(_ spare: Int, among parts: [Split], into lengths: inout [Int]) {
        let weights = parts.map { part in
            if case .flexible(let weight, _) = part { max(0, weight) } else { 0 }
        }
        guard weights.contains(where: { $0 > 0 }) else { return }
        for _ in 0..<spare {
            // The lowest length per weight wins, the first of equals: compared by cross products, exact in integers.
            var best: Int?
            for index in parts.indices where weights[index] > 0 {
                guard let current = best else {
                    best = index
                    continue
                }
                if (lengths[index] + 1) * weights[current] < (lengths[current] + 1) * weights[index] { best = index }
            }
            if let best { lengths[best] += 1 }
        }
    }
}
