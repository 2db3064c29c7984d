/// A record's primary key: the partition key's value, and the sort key's where the table has one.
package struct RecordKey: Hashable, Sendable {
    package let partition: FieldValue
    package let sort: FieldValue?

    package init(partition: FieldValue, sort: FieldValue? = nil) {
        self.partition = partition
        self.sort = sort
    }

    /// The key of a table whose partition key is a text and its only key.
    package init(_ text: String) {
        self.init(partition: .string(text))
    }

    /// As a person reads it: `4711`, `customer-1 / 2026-01-02`.
    package var text: String {
        sort.map { "\(partition.displayText) / \($0.displayText)" } ?? partition.displayText
    }
}

extension RecordKey: ExpressibleByStringLiteral {
    package init(stringLiteral text: String) {
        self.init(text)
    }
}

/// The names of a table's key fields.
package struct KeyFields: Hashable, Sendable {
    package let partition: String
    package let sort: String?

    package init(partition: String, sort: String? = nil) {
        self.partition = partition
        self.sort = sort
    }

    package var names: [String] { [partition] + (sort.map { [$0] } ?? []) }

    package func contains(_ field: String) -> Bool { names.contains { ExactText($0) == ExactText(field) } }

    /// Nil when a key field is missing, as in a row of an index that holds other fields only.
    package func key(of value: (_ field: String) -> FieldValue?) -> RecordKey? {
        guard let partition = value(partition) else { return nil }
        guard let sort else { return RecordKey(partition: partition) }
        return value(sort).map { RecordKey(partition: partition, sort: $0) }
    }

    package func key(of record: Record) -> RecordKey? {
        key { record[$0] }
    }
}

extension KeyFields: ExpressibleByStringLiteral {
    /// A partition key alone.
    package init(stringLiteral name: String) {
        self.init(partition: name)
    }
}

extension FieldValue {
    /// Whether it can be part of a key: a text, a number or bytes, and not empty.
    package var isUsableAsKey: Bool {
        switch self {
        case .string(let text): !text.isEmpty
        case .binary(let bytes): !bytes.isEmpty
        case .number: true
        case .boolean, .null, .list, .map, .stringSet, .numberSet, .binarySet: false
        }
    }
}
