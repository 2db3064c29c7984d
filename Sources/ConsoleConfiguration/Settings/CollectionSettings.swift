import OpsDomain

/// A collection as `config.toml` declares it:
///
///     [collections.files]
///     title = "Files"
///     table = "{env}-file-metadata"
///     key = "objectKey"                  # or ["customerId", "createdAt"]: partition and sort key
///     columns = ["objectKey", "size number", "lastModified timestamp"]
///     [collections.files.rules]
///     size = ["integer 0..1000000"]
///     [collections.files.links]
///     bucketOwner = "users u"            # a collection, one of its fields after a dot, and a key
///
/// One that has the name of a collection of the reference stack changes what it names of it, and leaves the rest.
struct CollectionSettings {
    private let id: String
    private let section: String
    private let known: Collection?

    init(_ id: String, known: Collection?) {
        self.id = id
        self.known = known
        section = "collections.\(id)"
    }

    /// Nil when too little is said, which is warned of.
    func read(_ document: inout TOMLDocument) -> Collection? {
        document.expect(["title", "singular", "table", "key", "columns", "rules", "links"], in: section)
        let keys = keyFields(&document)
        guard let table = document.string("table", in: section) ?? known?.table else {
            document.warn("table", section, "a collection needs its table's name, as \"{env}-files\"")
            return nil
        }
        guard let keys = keys ?? known?.keys else {
            document.warn("key", section, "a collection needs its table's key, as \"id\" or [\"id\", \"sort\"]")
            return nil
        }
        let title = document.string("title", in: section) ?? known?.title ?? id.capitalizedFirst
        let columns = columns(&document) ?? known?.columns ?? keys.names.map { Self.column($0, .identifier, 0) }
        return Collection(
            id: id, title: title, singular: document.string("singular", in: section) ?? known?.singular ?? "item",
            table: table, keys: keys, columns: columns,
            rules: rules(&document) ?? known?.rules ?? keys.names.map { Self.keyRule($0) },
            links: links(&document) ?? known?.links ?? [], allowsCreation: known?.allowsCreation ?? true,
            cancellation: known?.cancellation)
    }

    private func keyFields(_ document: inout TOMLDocument) -> KeyFields? {
        guard let names = document.strings("key", in: section) else { return nil }
        guard let partition = names.first, names.count <= 2 else {
            document.warn("key", section, "a key is one field, or two: partition and sort key")
            return nil
        }
        return KeyFields(partition: partition, sort: names.count == 2 ? names[1] : nil)
    }

    // MARK: Columns

    private func columns(_ document: inout TOMLDocument) -> [CollectionColumn]? {
        guard let texts = document.strings("columns", in: section) else { return nil }
        var columns: [CollectionColumn] = []
        for (place, text) in texts.enumerated() {
            let words = text.split(separator: " ")
            let kind = words.count > 1 ? Self.kinds[String(words[1])] : .text
            guard let field = words.first, let kind, words.count <= 2 else {
                let kinds = Self.kinds.keys.sorted().joined(separator: ", ")
                document.warn("columns", section, "\"\(text)\" is no field and kind; there are the kinds \(kinds)")
                continue
            }
            columns.append(Self.column(String(field), kind, place))
        }
        return columns.isEmpty ? nil : columns
    }

    private static let kinds: [String: CollectionColumn.Kind] = [
        "text": .text, "number": .number, "timestamp": .timestamp, "identifier": .identifier, "status": .status,
        "count": .count,
    ]

    private static func column(_ field: String, _ kind: CollectionColumn.Kind, _ place: Int) -> CollectionColumn {
        CollectionColumn(field: field, title: field.capitalizedFirst, kind: kind, priority: place)
    }

    // MARK: Rules

    private func rules(_ document: inout TOMLDocument) -> [FieldRule]? {
        let table = "\(section).rules"
        var rules: [FieldRule] = []
        for field in document.keys(of: table) {
            guard let words = document.strings(field, in: table) else { continue }
            var checks: [FieldRule.Check] = []
            for word in words {
                if let check = Self.check(word) {
                    checks.append(check)
                } else {
                    document.warn(
                        field, table,
                        "\"\(word)\" is no rule; there are required, email, integer, integer 1..9, one-of a b, read-only, "
                            + "on-create-only, uuid, now, updated")
                }
            }
            rules.append(FieldRule(field: field, label: field.capitalizedFirst, checks: checks))
        }
        return rules.isEmpty ? nil : rules
    }

    private static func keyRule(_ field: String) -> FieldRule {
        FieldRule(field: field, label: field.capitalizedFirst, checks: [.required, .onCreateOnly])
    }

    private static func check(_ text: String) -> FieldRule.Check? {
        let words = text.split(separator: " ").map(String.init)
        switch (words.first, words.count) {
        case ("required", 1): return .required
        case ("email", 1): return .email
        case ("integer", 1): return .integer()
        case ("integer", 2):
            let bounds = words[1].split(separator: ".").compactMap { Int($0) }
            return bounds.count == 2 && bounds[0] <= bounds[1] ? .integer(bounds[0]...bounds[1]) : nil
        case ("one-of", 2...): return .oneOf(Array(words.dropFirst()))
        case ("read-only", 1): return .readOnly
        case ("on-create-only", 1): return .onCreateOnly
        case ("uuid", 1): return .defaultUUID
        case ("now", 1): return .defaultNow
        case ("updated", 1): return .updatedNow
        default: return nil
        }
    }

    // MARK: Links

    private func links(_ document: inout TOMLDocument) -> [CollectionLink]? {
        let table = "\(section).links"
        var links: [CollectionLink] = []
        for field in document.keys(of: table) {
            guard let text = document.string(field, in: table) else { continue }
            let words = text.split(separator: " ").map(String.init)
            let target = words.first?.split(separator: ".", maxSplits: 1).map(String.init) ?? []
            guard let collection = target.first, words.count <= 2, words.count < 2 || words[1].count == 1 else {
                document.warn(
                    field, table, "a link is a collection, perhaps with a field and a key: \"orders.customerId o\"")
                continue
            }
            links.append(
                CollectionLink(
                    key: words.count > 1 ? words[1].first : nil, name: collection, help: "Go to \(collection).",
                    target: collection, field: field, targetField: target.count > 1 ? target[1] : nil))
        }
        return links.isEmpty ? nil : links
    }
}

extension String {
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
