/// A kind of record that the console browses and edits, as data: the users pane and the orders pane are two of these
/// over one machinery.
package struct Collection: Hashable, Sendable {
    /// `users`: the name in commands and in the config file.
    package let id: String
    /// `Users`.
    package let title: String
    /// `user`: one of them, in sentences.
    package let singular: String
    /// The table's name, with `{env}` where the environment's name goes: `{env}-users`.
    package let table: String
    package let keys: KeyFields
    package let columns: [CollectionColumn]
    package let rules: [FieldRule]
    package let links: [CollectionLink]
    /// Whether records can be made in a form; not those that need what no form's line can hold.
    package let allowsCreation: Bool
    /// Nil where nothing is ever cancelled.
    package let cancellation: CancellationRule?

    package init(
        id: String, title: String, singular: String, table: String, keys: KeyFields, columns: [CollectionColumn],
        rules: [FieldRule], links: [CollectionLink] = [], allowsCreation: Bool = true,
        cancellation: CancellationRule? = nil
    ) {
        self.id = id
        self.title = title
        self.singular = singular
        self.table = table
        self.keys = keys
        self.columns = columns
        self.rules = rules
        self.links = links
        self.allowsCreation = allowsCreation
        self.cancellation = cancellation
    }
}

extension Collection {
    /// What people call a record: the first text shown of it, else its key.
    package func name(of record: Record) -> String {
        names(of: record).first ?? key(of: record)
    }

    /// What else tells which record it is: further texts and the key, in parentheses; empty when the name is the key.
    package func rest(of record: Record) -> String {
        let names = names(of: record)
        guard !names.isEmpty else { return "" }
        return "(" + (names.dropFirst() + [key(of: record)]).joined(separator: ", ") + ")"
    }

    private func names(of record: Record) -> [String] {
        columns.filter { $0.kind == .text }.compactMap { record[$0.field]?.displayText }.filter { !$0.isEmpty }
    }

    private func key(of record: Record) -> String { keys.key(of: record)?.text ?? "" }
}

/// How a field is shown in a list.
package struct CollectionColumn: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case text
        /// Aligned right, sorted by value.
        case number
        /// ISO 8601 text, shown by the timestamp mode in force and sorted by time.
        case timestamp
        /// An id: shortened before names are.
        case identifier
        /// A state word that has a colour and a symbol.
        case status
        /// The number of elements of a list.
        case count
    }

    package let field: String
    package let title: String
    package let kind: Kind
    /// Columns with the smallest number go first when the screen is narrow.
    package let priority: Int
    package let minimumWidth: Int
    package let idealWidth: Int

    package init(
        field: String, title: String, kind: Kind = .text, priority: Int, minimumWidth: Int = 6, idealWidth: Int
    ) {
        self.field = field
        self.title = title
        self.kind = kind
        self.priority = priority
        self.minimumWidth = minimumWidth
        self.idealWidth = idealWidth
    }

    /// A column of the widths that its kind commonly has.
    package init(field: String, title: String, kind: Kind, priority: Int) {
        let (minimum, ideal) =
            switch kind {
            case .text: (10, 28)
            case .number: (6, 10)
            case .timestamp: (8, 20)
            case .identifier: (8, 36)
            case .status: (7, 12)
            case .count: (5, 5)
            }
        self.init(
            field: field, title: title, kind: kind, priority: priority, minimumWidth: minimum, idealWidth: ideal)
    }
}

/// What a field must be, as data: the form checks it while the person types, and the writer before anything is sent.
package struct FieldRule: Hashable, Sendable {
    package enum Check: Hashable, Sendable {
        case required
        case email
        /// A whole number, within bounds if there are any.
        case integer(ClosedRange<Int>? = nil)
        case oneOf([String])
        /// Written like a pattern, as `SKU-####`.
        case pattern(GlobPattern)
        /// Written by the system, never by a person.
        case readOnly
        /// May be set on creation, never changed.
        case onCreateOnly
        /// A new UUID when the record is created.
        case defaultUUID
        /// The moment of creation, ISO 8601 UTC.
        case defaultNow
        /// The moment of each update, ISO 8601 UTC.
        case updatedNow
    }

    package let field: String
    package let label: String
    package let checks: [Check]

    package init(field: String, label: String, checks: [Check]) {
        self.field = field
        self.label = label
        self.checks = checks
    }
}
