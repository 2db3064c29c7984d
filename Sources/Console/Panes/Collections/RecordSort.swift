import OpsDomain

/// Sorting rows by a column. What each row sorts by becomes bytes once (`FieldValue.appendSortKey`), all in one store, and
/// then only bytes are compared: eight at a time as far as that tells. What all rows begin with, as all moments of a year
/// do, is stepped over.
///
/// While it runs a row costs its sort key and some 40 bytes; of the sorted rows nothing but their order is kept.
struct RecordSort {
    /// Told from time to time; false ends the work.
    typealias Progress = (_ share: Double) -> Bool

    private struct Entry {
        /// The first eight bytes behind what all keys begin with.
        let head: UInt64
        /// Where in `ends` its key stands.
        let number: UInt32
        let row: Int32
    }

    let rows: RecordRows
    let column: CollectionColumn
    let isDescending: Bool

    /// So many rows are sorted at a time, and then merged: between them the work can end.
    private static let chunk = 1 << 15

    /// The rows in their order, equals by row. Nil when ended.
    func sorted(_ wanted: [Int32], _ goesOn: Progress) -> [Int32]? {
        var store: [UInt8] = []
        var ends: [Int] = []
        var present: [Int32] = []
        // Absent values come last whatever the direction.
        var absent: [Int32] = []
        ends.reserveCapacity(wanted.count)
        present.reserveCapacity(wanted.count)
        for (number, row) in wanted.enumerated() {
            if number % Self.chunk == 0, !goesOn(0.6 * Double(number) / Double(wanted.count)) { return nil }
            guard let fields = rows[Int(row)], append(fields, to: &store) else {
                absent.append(row)
                continue
            }
            ends.append(store.count)
            present.append(row)
        }
        absent.sort()
        guard let order = Self.order(present, store, ends, isDescending: isDescending, goesOn) else { return nil }
        return order + absent
    }

    /// Merges rows into others that are sorted already, looking at few of those.
    func merged(_ fresh: [Int32], into old: [Int32], _ goesOn: Progress) -> [Int32]? {
        guard let fresh = sorted(fresh, goesOn) else { return nil }
        var result: [Int32] = []
        result.reserveCapacity(old.count + fresh.count)
        var taken = 0
        for row in fresh {
            let key = key(row)
            // Behind its equals: their rows came before.
            var (low, high) = (taken, old.count)
            while low < high {
                let middle = (low + high) / 2
                if precedes(key, self.key(old[middle])) { high = middle } else { low = middle + 1 }
            }
            result += old[taken..<low]
            result.append(row)
            taken = low
        }
        return result + old[taken...]
    }

    private func key(_ row: Int32) -> [UInt8]? {
        var bytes: [UInt8] = []
        return rows[Int(row)].map { append($0, to: &bytes) } == true ? bytes : nil
    }

    private func precedes(_ left: [UInt8]?, _ right: [UInt8]?) -> Bool {
        guard let left else { return false }
        guard let right else { return true }
        return isDescending ? right.lexicographicallyPrecedes(left) : left.lexicographicallyPrecedes(right)
    }

    /// Texts sort without regard to case, lists by length, all else by value. False when there is no value.
    private func append(_ row: RecordRows.Row, to bytes: inout [UInt8]) -> Bool {
        guard let value = row.value(column.field) else { return false }
        switch column.kind {
        case .text, .status:
            guard case .string(let text) = value else { break }
            return FieldValue.string(text.lowercased()).appendSortKey(to: &bytes)
        case .count:
            guard let count = value.elementCount else { break }
            return FieldValue.number(String(count)).appendSortKey(to: &bytes)
        case .number, .timestamp, .identifier: break
        }
        return value.appendSortKey(to: &bytes)
    }

    private static func order(
        _ rows: [Int32], _ store: [UInt8], _ ends: [Int], isDescending: Bool, _ goesOn: Progress
    ) -> [Int32]? {
        store.withUnsafeBufferPointer { store in
            ends.withUnsafeBufferPointer { ends in
                func key(_ number: UInt32) -> UnsafeBufferPointer<UInt8> {
                    let number = Int(number)
                    return UnsafeBufferPointer(rebasing: store[(number == 0 ? 0 : ends[number - 1])..<ends[number]])
                }
                let shared = sharedLength(ends.count, key)
                func precedes(_ left: Entry, _ right: Entry) -> Bool {
                    if left.head != right.head { return (left.head < right.head) != isDescending }
                    let order = compare(key(left.number), key(right.number), from: shared)
                    if order != 0 { return (order < 0) != isDescending }
                    return left.row < right.row
                }
                let entries = rows.indices.map { index in
                    Entry(head: head(key(UInt32(index)), from: shared), number: UInt32(index), row: rows[index])
                }
                return sort(entries, by: precedes, goesOn)?.map(\.row)
            }
        }
    }

    /// Sorts piece by piece, then merges pieces of the same size until one is left.
    private static func sort(
        _ entries: [Entry], by precedes: (Entry, Entry) -> Bool, _ goesOn: Progress
    ) -> [Entry]? {
        var entries = entries
        let pieces = stride(from: 0, to: entries.count, by: chunk)
        for start in pieces {
            guard goesOn(0.6 + 0.2 * Double(start) / Double(entries.count)) else { return nil }
            entries[start..<min(start + chunk, entries.count)].sort(by: precedes)
        }
        var size = chunk
        while size < entries.count {
            guard goesOn(0.8 + 0.2 * Double(size) / Double(entries.count)) else { return nil }
            entries = merge(entries, size: size, by: precedes)
            size *= 2
        }
        return entries
    }

    private static func merge(_ entries: [Entry], size: Int, by precedes: (Entry, Entry) -> Bool) -> [Entry] {
        Array(unsafeUninitializedCapacity: entries.count) { buffer, count in
            for start in stride(from: 0, to: entries.count, by: 2 * size) {
                let (middle, end) = (min(start + size, entries.count), min(start + 2 * size, entries.count))
                var (left, right) = (start, middle)
                while left < middle || right < end {
                    let takesRight = left == middle || (right < end && precedes(entries[right], entries[left]))
                    buffer.initializeElement(at: count, to: entries[takesRight ? right : left])
                    if takesRight { right += 1 } else { left += 1 }
                    count += 1
                }
            }
        }
    }

    /// How many bytes all keys begin with.
    private static func sharedLength(_ count: Int, _ key: (UInt32) -> UnsafeBufferPointer<UInt8>) -> Int {
        guard count > 0 else { return 0 }
        let first = key(0)
        var shared = first.count
        for number in 1..<max(1, count) where shared > 0 {
            let other = key(UInt32(number))
            shared = min(shared, other.count)
            if let differs = (0..<shared).first(where: { first[$0] != other[$0] }) { shared = differs }
        }
        return shared
    }

    private static func head(_ key: UnsafeBufferPointer<UInt8>, from shared: Int) -> UInt64 {
        var head: UInt64 = 0
        for place in shared..<shared + 8 { head = head << 8 | (place < key.count ? UInt64(key[place]) : 0) }
        return head
    }

    /// Below zero when `left` comes first.
    private static func compare(
        _ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>, from shared: Int
    ) -> Int {
        var place = shared
        let end = min(left.count, right.count)
        while place < end {
            if left[place] != right[place] { return Int(left[place]) - Int(right[place]) }
            place += 1
        }
        return left.count - right.count
    }
}
