/// Which entries of a buffer a filter lets through. A new filter is tried from the newest entry backwards, a slice at a
/// time, so that the screen has the latest lines at once and never waits for the oldest.
package struct LogSieve: Sendable {
    package private(set) var filter: LogFilter?
    /// Numbers that fit, ascending; unused without a filter.
    private var fitting: [Int] = []
    /// Entries from this number on have been tried.
    private var frontier = 0

    package init() {}

    package func count(in buffer: LogBuffer) -> Int { filter == nil ? buffer.count : fitting.count }
    package func isDone(in buffer: LogBuffer) -> Bool { filter == nil || frontier <= buffer.numbers.lowerBound }

    /// The number of the entry in a shown row.
    package func number(_ row: Int, in buffer: LogBuffer) -> Int? {
        if filter == nil { return row >= 0 && row < buffer.count ? buffer.dropped + row : nil }
        return fitting.indices.contains(row) ? fitting[row] : nil
    }

    /// The row that shows an entry, or the first one after it.
    package func row(ofNumber number: Int, in buffer: LogBuffer) -> Int {
        if filter == nil { return number - buffer.dropped }
        return lowerBound(number)
    }

    package mutating func setFilter(_ filter: LogFilter?, in buffer: LogBuffer) {
        self.filter = filter
        fitting = []
        frontier = buffer.numbers.upperBound
    }

    /// Tries the next older entries, `budget` at most.
    package mutating func lookBack(in buffer: LogBuffer, budget: Int) {
        guard let filter else { return }
        let end = min(frontier, buffer.numbers.upperBound)
        let start = max(buffer.numbers.lowerBound, end - budget)
        guard start < end else { return }
        let found = (start..<end).filter { buffer[$0].map(filter.fits) ?? false }
        fitting.insert(contentsOf: found, at: 0)
        frontier = start
    }

    /// Follows an insertion into the buffer.
    package mutating func follow(_ change: LogBuffer.Change, in buffer: LogBuffer) {
        guard let filter else { return }
        if change.from < frontier {
            // Something came in among what has not been tried: the numbers tried so far no longer hold.
            setFilter(filter, in: buffer)
            return
        }
        fitting.removeSubrange(lowerBound(change.from)...)
        for number in max(change.from, buffer.dropped)..<buffer.numbers.upperBound {
            if let entry = buffer[number], filter.fits(entry) { fitting.append(number) }
        }
        if let first = fitting.first, first < buffer.dropped { fitting.removeSubrange(..<lowerBound(buffer.dropped)) }
        frontier = max(frontier, buffer.dropped)
    }

    private func lowerBound(_ number: Int) -> Int {
        var (low, high) = (0, fitting.count)
        while low < high {
            let middle = low + (high - low) / 2
            if fitting[middle] >= number { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
