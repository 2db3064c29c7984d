import TOMLKit

/// A TOML file read as tables, so that every key that nobody knows and every value of a wrong type can be told with
/// its place.
struct TOMLDocument {
    let place: String
    private let root: TOMLTable
    private(set) var warnings: [ConfigurationWarning] = []

    /// Throws `ConfigurationError` with line and column when the text is no TOML.
    init(_ text: String, place: String) throws(ConfigurationError) {
        self.place = place
        do {
            root = try TOMLTable(string: text)
        } catch let error as TOMLParseError {
            throw ConfigurationError("\(place) is not TOML: \(error.description) (\(error.source.begin)).")
        } catch {
            throw ConfigurationError("\(place) cannot be read: \(error).")
        }
    }

    /// The keys of the root, or of a table by its path; none when there is no such table.
    func keys(of table: String? = nil) -> [String] {
        guard let table else { return root.keys.sorted() }
        return (self.table(table)?.keys ?? []).sorted()
    }

    /// Whether a path leads to a table.
    func isTable(_ path: String) -> Bool { table(path) != nil }

    /// A table by its path: `collections.files`.
    private func table(_ path: String) -> TOMLTable? {
        path.split(separator: ".").reduce(root) { table, name in table?[String(name)]?.table }
    }

    /// A string, or nil when it is missing; a value of another type is warned of and taken as missing.
    mutating func string(_ key: String, in table: String? = nil) -> String? {
        guard let value = value(key, in: table) else { return nil }
        if let text = value.string { return text }
        warn(key, table, "a text in quotes is wanted here")
        return nil
    }

    /// - Parameter fallback: what a value of another type is taken for.
    mutating func boolean(_ key: String, in table: String? = nil, ifWrong fallback: Bool? = nil) -> Bool? {
        guard let value = value(key, in: table) else { return nil }
        if let flag = value.bool { return flag }
        warn(key, table, "true or false is wanted here\(fallback.map { "; taken as \($0)" } ?? "")")
        return fallback
    }

    /// A list of strings; one string stands for a list of one.
    mutating func strings(_ key: String, in table: String? = nil) -> [String]? {
        guard let value = value(key, in: table) else { return nil }
        if let text = value.string { return [text] }
        if let array = value.array {
            let texts = array.compactMap(\.string)
            if texts.count == array.count { return texts }
        }
        warn(key, table, "a text, or a list of texts, is wanted here")
        return nil
    }

    /// Warns of keys that are not among `known`.
    mutating func expect(_ known: [String], in table: String? = nil) {
        for key in keys(of: table) where !known.contains(key) {
            warn(key, table, "no such setting; there are \(known.sorted().joined(separator: ", "))")
        }
    }

    mutating func warn(_ key: String, _ table: String?, _ problem: String) {
        let path = ((table?.split(separator: ".").map(String.init) ?? []) + [key])
            .map(Self.quotedIfNeeded).joined(separator: ".")
        warnings.append(ConfigurationWarning(place: "\(place), \(path)", problem: problem))
    }

    private func value(_ key: String, in table: String?) -> (any TOMLValueConvertible)? {
        guard let table else { return root[key] }
        return self.table(table)?[key]
    }

    private static func quotedIfNeeded(_ key: String) -> String {
        key.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" } ? key : "\"\(key)\""
    }
}
