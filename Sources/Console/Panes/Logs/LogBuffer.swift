import OpsDomain

/// The newest log entries in the order of time. Each has a number, counted from the first that ever came in, so that a
/// place can be kept while old entries are dropped at the front.
package struct LogBuffer: Sendable {
    /// What an insertion changed: entries from this number on are others now, or have other numbers.
    package struct Change: Hashable, Sendable {
        package let from: Int
        /// How far an entry that was there may have moved back.
        package let inserted: Int
    }

    package let capacity: Int
    /// Entries that had to go, ever: the number of the first that is kept.
    package private(set) var dropped = 0
    private var entries: ContiguousArray<LogEntry> = []
    /// Places at the beginning of `entries` that are dropped already and not yet given back.
    private var head = 0

    package init(capacity: Int = 200_000) {
        self.capacity = max(1, capacity)
    }

    package var count: Int { entries.count - head }
    package var isEmpty: Bool { count == 0 }
    /// The numbers of the entries that are kept.
    package var numbers: Range<Int> { dropped..<dropped + count }
    package var first: LogEntry? { count == 0 ? nil : entries[head] }
    package var last: LogEntry? { count == 0 ? nil : entries.last }

    package subscript(number: Int) -> LogEntry? {
        numbers.contains(number) ? entries[head + number - dropped] : nil
    }

    /// Puts entries, in time order among themselves, where they belong: nearly always at the end. Of equal times those
    /// that were here stay before.
    package mutating func insert(_ new: [LogEntry]) -> Change? {
        guard let first = new.first else { return nil }
        if let last, first.timestamp < last.timestamp {
            let place = firstPlace(after: first.timestamp)
            let from = dropped + place - head
            merge(new, from: place)
            trim()
            return Change(from: from, inserted: new.count)
        }
        let from = numbers.upperBound
        entries.append(contentsOf: new)
        trim()
        return Change(from: from, inserted: new.count)
    }

    /// The first place whose entry is later than a moment; late lines are but a little late, so the search begins at the
    /// end.
    private func firstPlace(after moment: Timestamp) -> Int {
        var step = 1
        var high = entries.count
        var low = high
        while low > head, entries[max(head, low - step)].timestamp > moment {
            high = max(head, low - step)
            low = high
            step *= 2
        }
        low = max(head, low - step)
        while low < high {
            let middle = low + (high - low) / 2
            if entries[middle].timestamp > moment { high = middle } else { low = middle + 1 }
        }
        return low
    }

    private mutating func merge(_ new: [LogEntry], from place: Int) {
        let tail = entries[place...]
        var merged: ContiguousArray<LogEntry> = []
        merged.reserveCapacity(tail.count + new.count)
        var old = tail.startIndex
        for entry in new {
            while old < tail.endIndex, tail[old].timestamp <= entry.timestamp {
                merged.append(tail[old])
                old += 1
            }
            merged.append(entry)
        }
        merged.append(contentsOf: tail[old...])
        entries.replaceSubrange(place..., with: merged)
    }

    private mutating func trim() {
        let excess = count - capacity
        guard excess > 0 else { return }
        head += excess
        dropped += excess
        // Given back in large pieces, so that a full buffer does not move all it has at each line.
        if head > capacity / 4 {
            entries.removeSubrange(..<head)
            head = 0
        }
    }
}
