import OpsDomain
import TerminalCore

/// What is asked of the letters: which of them, and in which order.
package struct LetterQuery: Hashable, Sendable {
    package var filter: RowFilter?
    /// The signature of the one cluster that is shown.
    package var cluster: String?
    package var sort: ColumnSort?

    package init(filter: RowFilter?, cluster: String?, sort: ColumnSort?) {
        (self.filter, self.cluster, self.sort) = (filter, cluster, sort)
    }

    /// So many columns a filter looks through.
    static let columnCount = 7

    func fits(_ letter: LeasedLetter) -> Bool {
        if let cluster, letter.signature != cluster { return false }
        return filter?.matches(columnCount: Self.columnCount) { LetterCell.holds($1, letter, column: $0) } ?? true
    }

    /// By a column; what is not known comes last whichever way. Equals go by the moment they were sent and then by id,
    /// so that every lease shows them in the same order, however SQS hands them out.
    func precedes(_ left: LeasedLetter, _ right: LeasedLetter) -> Bool {
        LetterOrder.precedes(left, right, sort ?? ColumnSort(column: 0))
    }
}

/// Letters as they are shown, by their places in the list of all.
package enum LetterArrangement {
    /// About how many bytes are looked at within a few milliseconds.
    static let quick = 1_000_000

    /// Those of `range` that fit, in order. Nil when `goesOn` ends it.
    package static func places(
        _ range: Range<Int>, of letters: [LeasedLetter], _ query: LetterQuery, goesOn: () -> Bool = { true }
    ) -> [Int]? {
        var places: [Int] = []
        for place in range {
            if place.isMultiple(of: 64), !goesOn() { return nil }
            if query.fits(letters[place]) { places.append(place) }
        }
        places.sort { query.precedes(letters[$0], letters[$1]) }
        return places
    }

    /// Two orders as one.
    package static func merged(_ left: [Int], _ right: [Int], of letters: [LeasedLetter], _ query: LetterQuery) -> [Int]
    {
        guard let first = right.first else { return left }
        // Letters mostly come in about the order of their times: what stays before the first that is new is not looked at.
        var low = 0
        var high = left.count
        while low < high {
            let middle = low + (high - low) / 2
            if query.precedes(letters[first], letters[left[middle]]) { high = middle } else { low = middle + 1 }
        }
        var merged = Array(left[..<low])
        merged.reserveCapacity(left.count + right.count)
        var old = low
        for place in right {
            while old < left.count, !query.precedes(letters[place], letters[left[old]]) {
                merged.append(left[old])
                old += 1
            }
            merged.append(place)
        }
        merged.append(contentsOf: left[old...])
        return merged
    }
}

/// A dead letter's texts by column, for filter and sort.
enum LetterCell {
    static func text(_ column: Int, _ letter: LeasedLetter) -> String? {
        switch column {
        case 2: String(letter.letter.receiveCount)
        case 3: letter.order.type
        case 4: letter.why
        case 5: letter.order.orderID
        case 6: letter.letter.body
        default: nil
        }
    }

    /// The whole body is searched, not only what fits into the cell, and so is the id.
    static func holds(_ pattern: TextPattern, _ letter: LeasedLetter, column: Int) -> Bool {
        if column == 6, pattern.matches(letter.id) { return true }
        return text(column, letter).map(pattern.matches) ?? false
    }
}

enum LetterOrder {
    static func precedes(_ left: LeasedLetter, _ right: LeasedLetter, _ sort: ColumnSort) -> Bool {
        let byColumn =
            switch sort.column {
            case 0: isBefore(left.firstSeen, right.firstSeen, sort.order)
            // What was sent first expires first, since all share one retention.
            case 1: isBefore(left.letter.sentAt, right.letter.sentAt, sort.order)
            case 2: isBefore(left.letter.receiveCount, right.letter.receiveCount, sort.order)
            default: isBefore(LetterCell.text(sort.column, left), LetterCell.text(sort.column, right), sort.order)
            }
        return byColumn ?? isBefore(left.letter.sentAt, right.letter.sentAt, .ascending) ?? (left.id < right.id)
    }

    /// Nil when they are equal.
    private static func isBefore<Value: Comparable>(_ left: Value?, _ right: Value?, _ order: SortOrder) -> Bool? {
        if left == right { return nil }
        guard let left else { return false }
        guard let right else { return true }
        return order == .ascending ? left < right : left > right
    }
}
