import OpsDomain

/// The records loaded so far: pages as they came, and which stretches of them stand where. Cheap to copy and to append
/// to, so that filtering and sorting can go on elsewhere while the screen goes on here.
package struct RecordRows: Sendable {
    /// One row, whatever list it stands in.
    package struct Identity: Hashable, Sendable {
        fileprivate let page: ObjectIdentifier
        fileprivate let row: UInt32
    }

    private struct Place: Hashable, Sendable {
        let page: UInt32
        let row: UInt32
    }

    /// Rows of one page that follow one another here too.
    private struct Span: Sendable {
        var start: Int
        let page: UInt32
        let first: UInt32
        let count: Int
    }

    private var pages: [any RecordPage] = []
    private var spans: [Span] = []
    /// Keys of records written here; a later page that brings them again is stale in that row.
    private var writtenKeys: Set<RecordKey> = []
    private let keys: KeyFields
    /// Another whenever rows changed other than by coming at the end.
    private var lineage = 0

    package init(keys: KeyFields) {
        self.keys = keys
    }

    package private(set) var count = 0
    package var isEmpty: Bool { count == 0 }

    package mutating func append(_ page: any RecordPage) {
        let number = UInt32(pages.count)
        pages.append(page)
        guard !writtenKeys.isEmpty else {
            append(number, 0..<page.count)
            return
        }
        var first = 0
        for row in 0..<page.count {
            guard let key = page.key(keys, at: row), writtenKeys.contains(key) else { continue }
            append(number, first..<row)
            first = row + 1
        }
        append(number, first..<page.count)
    }

    private mutating func append(_ page: UInt32, _ rows: Range<Int>) {
        guard !rows.isEmpty else { return }
        spans.append(Span(start: count, page: page, first: UInt32(rows.lowerBound), count: rows.count))
        count += rows.count
    }

    private func place(_ row: Int) -> Place? {
        guard row >= 0, row < count else { return nil }
        let span = spans[span(of: row)]
        return Place(page: span.page, row: span.first + UInt32(row - span.start))
    }

    private func span(of row: Int) -> Int {
        var (low, high) = (0, spans.count)
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if spans[middle].start <= row { low = middle } else { high = middle }
        }
        return low
    }

    /// Puts one row in the place of another, or before the first.
    private mutating func put(_ place: Place, at row: Int?) {
        var pieces: [Span] = [Span(start: row ?? 0, page: place.page, first: place.row, count: 1)]
        guard let row else {
            for index in spans.indices { spans[index].start += 1 }
            spans.insert(contentsOf: pieces, at: 0)
            count += 1
            return
        }
        let index = span(of: row)
        let old = spans[index]
        let before = row - old.start
        if before > 0 { pieces.insert(Span(start: old.start, page: old.page, first: old.first, count: before), at: 0) }
        let after = old.count - before - 1
        if after > 0 {
            pieces.append(Span(start: row + 1, page: old.page, first: old.first + UInt32(before + 1), count: after))
        }
        spans.replaceSubrange(index...index, with: pieces)
    }

    /// Puts a written record in the place of its row, or first when it is new.
    package mutating func write(_ record: Record, near hint: Int?) {
        let page = WrittenRecords([record])
        let place = Place(page: UInt32(pages.count), row: 0)
        let key = keys.key(of: record)
        let existing = key.flatMap { self.row(ofKey: $0, near: hint) }
        pages.append(page)
        lineage += 1
        put(place, at: existing)
        // Only rows that no page has brought yet can come again.
        if existing == nil, let key { writtenKeys.insert(key) }
    }

    /// Takes a deleted record's row away, here and wherever a later page brings it again.
    package mutating func remove(_ key: RecordKey, near hint: Int?) {
        lineage += 1
        writtenKeys.insert(key)
        guard let row = row(ofKey: key, near: hint) else { return }
        let index = span(of: row)
        let old = spans[index]
        let before = row - old.start
        let after = old.count - before - 1
        var pieces: [Span] = []
        if before > 0 { pieces.append(Span(start: old.start, page: old.page, first: old.first, count: before)) }
        if after > 0 {
            pieces.append(Span(start: row + 1, page: old.page, first: old.first + UInt32(before + 1), count: after))
        }
        spans.replaceSubrange(index...index, with: pieces)
        for later in spans.indices where spans[later].start > row { spans[later].start -= 1 }
        count -= 1
    }

    /// Puts records that no row shows before the first: a later page that brings them again is stale in those rows.
    package mutating func prepend(_ records: [Record]) {
        guard !records.isEmpty else { return }
        lineage += 1
        for index in spans.indices { spans[index].start += records.count }
        spans.insert(Span(start: 0, page: UInt32(pages.count), first: 0, count: records.count), at: 0)
        pages.append(WrittenRecords(records))
        count += records.count
        for record in records { if let key = keys.key(of: record) { writtenKeys.insert(key) } }
    }

    /// Whether these are the rows of `other` with perhaps more at the end.
    package func extends(_ other: RecordRows) -> Bool {
        guard lineage == other.lineage, count >= other.count else { return false }
        guard let first = pages.first, let otherFirst = other.pages.first else {
            return pages.isEmpty && other.pages.isEmpty
        }
        return ObjectIdentifier(first) == ObjectIdentifier(otherFirst)
    }

    package func identity(_ row: Int) -> Identity? {
        place(row).map { Identity(page: ObjectIdentifier(pages[Int($0.page)]), row: $0.row) }
    }

    package func text(_ field: String, at row: Int) -> String? {
        place(row).flatMap { pages[Int($0.page)].text(field, at: Int($0.row)) }
    }

    package func value(_ field: String, at row: Int) -> FieldValue? {
        place(row).flatMap { pages[Int($0.page)].value(field, at: Int($0.row)) }
    }

    package func record(at row: Int) -> Record? {
        place(row).map { pages[Int($0.page)].record(at: Int($0.row)) }
    }

    package func key(at row: Int) -> RecordKey? {
        place(row).flatMap { pages[Int($0.page)].key(keys, at: Int($0.row)) }
    }

    /// The row of a key: looked for where it was, then everywhere.
    package func row(ofKey key: RecordKey, near hint: Int?) -> Int? {
        if let hint {
            // Deleting rows moves those after them, not far.
            for distance in 0..<512 {
                if self.key(at: hint - distance) == key { return hint - distance }
                if self.key(at: hint + distance) == key { return hint + distance }
            }
        }
        return (0..<count).first { self.key(at: $0) == key }
    }
}

/// Records as values, standing where a page's rows would stand.
final class WrittenRecords: RecordPage {
    private let records: [Record]

    init(_ records: [Record]) {
        self.records = records
    }

    var count: Int { records.count }

    func text(_ field: String, at row: Int) -> String? { records[row][field]?.displayText }
    func value(_ field: String, at row: Int) -> FieldValue? { records[row][field] }
    func record(at row: Int) -> Record { records[row] }
}
