import OpsDomain
import TerminalCore

/// The records loaded so far: pages as they came, and which stretches of them stand where. Cheap to copy and to append
/// to, so that filtering and sorting can go on elsewhere while the screen goes on here. Beside its pages a row costs four
/// bytes, by which its key is found among a million in a frame's time.
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

    /// A page, and for each of its rows a part of its key's hash.
    private struct Page: Sendable {
        let records: any RecordPage
        let hashes: [UInt32]

        init(_ records: any RecordPage, _ keys: KeyFields) {
            self.records = records
            hashes = (0..<records.count).map { row in
                keys.names.reduce(into: KeyHash()) { hash, name in
                    _ = records.withText(name, at: row) { hash.add($0) }
                }.value
            }
        }
    }

    /// One row, found once and then asked again and again.
    package struct Row {
        fileprivate let page: any RecordPage
        fileprivate let row: Int

        package func text(_ field: String) -> String? { page.text(field, at: row) }
        package func value(_ field: String) -> FieldValue? { page.value(field, at: row) }

        /// Whether a field's text has the pattern in it; false without the field.
        package func finds(_ pattern: TextPattern, in field: String) -> Bool {
            page.withText(field, at: row) { pattern.matches(utf8: $0) } ?? false
        }
    }

    private var pages: [Page] = []
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
        pages.append(Page(page, keys))
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
        pages.append(Page(page, keys))
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
        pages.append(Page(WrittenRecords(records), keys))
        count += records.count
        for record in records { if let key = keys.key(of: record) { writtenKeys.insert(key) } }
    }

    /// Whether these are the rows of `other` with perhaps more at the end.
    package func extends(_ other: RecordRows) -> Bool {
        guard lineage == other.lineage, count >= other.count else { return false }
        guard let first = pages.first, let otherFirst = other.pages.first else {
            return pages.isEmpty && other.pages.isEmpty
        }
        return ObjectIdentifier(first.records) == ObjectIdentifier(otherFirst.records)
    }

    package func identity(_ row: Int) -> Identity? {
        place(row).map { Identity(page: ObjectIdentifier(pages[Int($0.page)].records), row: $0.row) }
    }

    /// The row itself, wherever it stands now; nil when its page is gone.
    package func row(of identity: Identity) -> Int? {
        for span in spans where ObjectIdentifier(pages[Int(span.page)].records) == identity.page {
            let place = Int(identity.row) - Int(span.first)
            if place >= 0, place < span.count { return span.start + place }
        }
        return nil
    }

    package subscript(row: Int) -> Row? {
        place(row).map { Row(page: pages[Int($0.page)].records, row: Int($0.row)) }
    }

    /// Goes through rows in their order, finding each page only once; ends early when `body` answers false.
    package func forEach(in range: Range<Int>, _ body: (Int, Row) -> Bool) {
        guard !range.isEmpty else { return }
        for span in spans[span(of: range.lowerBound)...] {
            guard span.start < range.upperBound else { return }
            let rows = max(range.lowerBound, span.start)..<min(range.upperBound, span.start + span.count)
            let page = pages[Int(span.page)].records
            for row in rows {
                guard body(row, Row(page: page, row: Int(span.first) + row - span.start)) else { return }
            }
        }
    }

    package func text(_ field: String, at row: Int) -> String? { self[row]?.text(field) }
    package func value(_ field: String, at row: Int) -> FieldValue? { self[row]?.value(field) }
    package func record(at row: Int) -> Record? { self[row].map { $0.page.record(at: $0.row) } }
    package func key(at row: Int) -> RecordKey? { self[row].flatMap { $0.page.key(keys, at: $0.row) } }

    /// The row of a key: looked for where it was, then everywhere.
    package func row(ofKey key: RecordKey, near hint: Int?) -> Int? {
        if let hint, self.key(at: hint) == key { return hint }
        let hash = Self.hash(key)
        for span in spans {
            let (page, first) = (pages[Int(span.page)], Int(span.first))
            for place in first..<first + span.count where page.hashes[place] == hash {
                if page.records.key(keys, at: place) == key { return span.start + place - first }
            }
        }
        return nil
    }

    /// Those of the records that no row shows.
    package func missing(_ records: [Record]) -> [Record] {
        guard !records.isEmpty else { return [] }
        let wanted = records.map { keys.key(of: $0) }
        // A bit for each hash that is looked for; of a million rows only those with such a bit are looked at.
        let size = 1 << 16
        var bits = [Bool](repeating: false, count: size)
        for case let key? in wanted { bits[Int(Self.hash(key)) & (size - 1)] = true }
        var shown: Set<RecordKey> = []
        for span in spans {
            let (page, first) = (pages[Int(span.page)], Int(span.first))
            for place in first..<first + span.count where bits[Int(page.hashes[place]) & (size - 1)] {
                if let key = page.records.key(keys, at: place) { shown.insert(key) }
            }
        }
        return zip(records, wanted).compactMap { record, key in key.map(shown.contains) == true ? nil : record }
    }

    private static func hash(_ key: RecordKey) -> UInt32 {
        [key.partition, key.sort].compactMap(\.self).reduce(into: KeyHash()) { hash, value in
            var text = value.displayText
            text.withUTF8 { hash.add($0) }
        }.value
    }
}

/// FNV-1a (Fowler, Noll, Vo) over what a key's fields look like: made from a page's bytes, without a text for each row.
private struct KeyHash {
    private(set) var value: UInt32 = 2_166_136_261

    mutating func add(_ text: UnsafeBufferPointer<UInt8>) {
        for byte in text { value = (value ^ UInt32(byte)) &* 16_777_619 }
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
