/// A collection made from a table that nobody declared: its keys are known, its columns are guessed from some records.
package enum CollectionGuess {
    /// More columns than these no screen shows well.
    private static let mostColumns = 8
    /// A field is a column when this share of the records has it.
    private static let leastShare = 0.25
    /// Texts longer than these are for the detail.
    private static let longestText = 200

    /// - Parameter sample: some records of the table; none is as good as it goes.
    package static func make(table: String, keys: KeyFields, sample: [Record]) -> Collection {
        var counts: [ExactText: Int] = [:]
        for record in sample { for name in record.fields.names { counts[ExactText(name), default: 0] += 1 } }
        let least = max(1, Double(sample.count) * leastShare)
        let fields = counts.filter { Double($0.value) >= least && !keys.contains($0.key.text) }
            .sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key.text)
        var columns = keys.names.map { column($0, .identifier, place: 0) }
        for field in fields where columns.count < mostColumns {
            guard let kind = kind(of: field, values: sample.compactMap { $0[field] }) else { continue }
            columns.append(column(field, kind, place: columns.count))
        }
        return Collection(
            id: table, title: table, singular: "item", table: table, keys: keys, columns: columns,
            rules: keys.names.map { FieldRule(field: $0, label: $0, checks: [.required, .onCreateOnly]) }
                + fields.filter { isPlain($0, sample) }.map { FieldRule(field: $0, label: $0, checks: []) })
    }

    /// Nil for what no cell shows well.
    private static func kind(of field: String, values: [FieldValue]) -> CollectionColumn.Kind? {
        let isStatus = ["status", "state"].contains { field.lowercased().hasSuffix($0) }
        var kinds: Set<CollectionColumn.Kind> = []
        for value in values {
            switch value {
            case .string(let text):
                guard text.utf8.count <= longestText else { return nil }
                kinds.insert(Timestamp(iso8601: text) != nil ? .timestamp : isStatus ? .status : .text)
            case .number: kinds.insert(.number)
            case .list, .stringSet, .numberSet, .binarySet: kinds.insert(.count)
            case .boolean: kinds.insert(.text)
            case .null: continue
            case .map, .binary: return nil
            }
        }
        return kinds.count == 1 ? kinds.first : kinds.isEmpty ? nil : .text
    }

    /// Whether a form's line holds every value of it.
    private static func isPlain(_ field: String, _ sample: [Record]) -> Bool {
        sample.allSatisfy { record in
            switch record[field] {
            case .string, .number, .boolean, .null, nil: true
            case .binary, .list, .map, .stringSet, .numberSet, .binarySet: false
            }
        }
    }

    private static func column(_ field: String, _ kind: CollectionColumn.Kind, place: Int) -> CollectionColumn {
        CollectionColumn(field: field, title: field, kind: kind, priority: place)
    }
}
