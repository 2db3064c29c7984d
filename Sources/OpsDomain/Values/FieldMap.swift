/// Fields by name: a record's, or a map's inside it. Names differ when their bytes do, as in the table.
package struct FieldMap: Hashable, Sendable {
    package typealias Element = (key: String, value: FieldValue)

    private var members: [ExactText: FieldValue] = [:]

    package init() {}

    /// Of several with one name the last counts.
    package init(_ pairs: some Sequence<(String, FieldValue)>) {
        for (name, value) in pairs { members[ExactText(name)] = value }
    }

    package var count: Int { members.count }
    package var isEmpty: Bool { members.isEmpty }

    /// The names, by their bytes.
    package var names: [String] { members.keys.sorted().map(\.text) }

    package subscript(name: String) -> FieldValue? {
        get { members[ExactText(name)] }
        set { members[ExactText(name)] = newValue }
    }

    /// The fields in the order of their names' bytes.
    package var sorted: [Element] {
        members.sorted { $0.key < $1.key }.map { (key: $0.key.text, value: $0.value) }
    }
}

extension FieldMap: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral elements: (String, FieldValue)...) {
        self.init(elements)
    }
}
