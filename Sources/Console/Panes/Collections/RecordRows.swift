import OpsDomain

/// The records loaded so far: pages as they came, and eight bytes a row that say where it lies. Cheap to copy, so that
/// filtering and sorting can go on elsewhere while the screen goes on here.
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

    private var pages: [any RecordPage] = []
    private var places: [Place] = []
    /// Keys of records written here; a later page that brings them again is stale in that row.
    private var writtenKeys: Set<String> = []
    private let keyField: String
    /// Another whenever rows changed other than by coming at the end.
    private var lineage = 0

    package init(keyField: String) {
        self.keyField = keyField
    }

    package var count: Int { places.count }
    package var isEmpty: Bool { places.isEmpty }

    package mutating func append(_ page: any RecordPage) {
        let number = UInt32(pages.count)
        pages.append(page)
        places.reserveCapacity(places.count + page.count)
        for row in 0..<page.count {
            if !writtenKeys.isEmpty, let key = page.text(keyField, at: row), writtenKeys.contains(key) { continue }
            places.append(Place(page: number, row: UInt32(row)))
        }
    }

    /// Puts a written record in the place of its row, or first when it is new.
    package mutating func write(_ record: Record, near hint: Int?) {
        let page = WrittenRecord(record)
        let place = Place(page: UInt32(pages.count), row: 0)
        let key = page.text(keyField, at: 0)
        let existing = key.flatMap { self.row(ofKey: $0, near: hint) }
        pages.append(page)
        lineage += 1
        if let existing {
            places[existing] = place
        } else {
            places.insert(place, at: 0)
        }
        // Only rows that no page has brought yet can come again.
        if existing == nil, let key { writtenKeys.insert(key) }
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
        guard places.indices.contains(row) else { return nil }
        return Identity(page: ObjectIdentifier(pages[Int(places[row].page)]), row: places[row].row)
    }

    package func text(_ field: String, at row: Int) -> String? {
        guard places.indices.contains(row) else { return nil }
        return pages[Int(places[row].page)].text(field, at: Int(places[row].row))
    }

    package func value(_ field: String, at row: Int) -> FieldValue? {
        guard places.indices.contains(row) else { return nil }
        return pages[Int(places[row].page)].value(field, at: Int(places[row].row))
    }

    package func record(at row: Int) -> Record? {
        guard places.indices.contains(row) else { return nil }
        return pages[Int(places[row].page)].record(at: Int(places[row].row))
    }

    package func key(at row: Int) -> String? { text(keyField, at: row) }

    /// The row of a key: looked for where it was, then everywhere.
    package func row(ofKey key: String, near hint: Int?) -> Int? {
        if let hint, self.key(at: hint) == key { return hint }
        return places.indices.first { self.key(at: $0) == key }
    }
}

/// A record as it was written here, standing where a page's row stood.
private final class WrittenRecord: RecordPage {
    private let record: Record

    init(_ record: Record) {
        self.record = record
    }

    var count: Int { 1 }

    func text(_ field: String, at row: Int) -> String? { record[field]?.displayText }
    func value(_ field: String, at row: Int) -> FieldValue? { record[field] }
    func record(at row: Int) -> Record { record }
}
