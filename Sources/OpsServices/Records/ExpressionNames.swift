import OpsDomain

/// Aliases of names in an expression: one for each name, however often it is used. Some names are reserved words, others
/// hold dots.
struct ExpressionNames {
    private(set) var aliases: [String: String] = [:]
    private var known: [ExactText: String] = [:]

    mutating func alias(_ name: String) -> String {
        if let alias = known[ExactText(name)] { return alias }
        let alias = "#n\(known.count)"
        known[ExactText(name)] = alias
        aliases[alias] = name
        return alias
    }

    mutating func expression(_ path: RecordPath) -> String {
        path.names.map { alias($0.text) }.joined(separator: ".")
    }
}
