import AWSClient
import OpsDomain

/// A Query's and a Scan's expressions in DynamoDB's own language.
///
/// The filter lets every record through for which the expression holds, and perhaps more: DynamoDB cannot look for a text
/// without regard to case, and refuses filters on the keys of a Query. Whoever reads the page asks the expression again.
struct ExpressionTranslation {
    /// DynamoDB takes 4 KB of an expression and 300 operators; a filter beyond that stays away.
    private static let longest = 4000
    private static let mostValues = 90

    private(set) var keyCondition: String?
    private(set) var filter: String?
    private(set) var attributes = ExpressionAttributes()
    private var names = ExpressionNames()
    private var keyFields: KeyFields?

    init(_ access: RecordAccess, filter expression: RecordExpression?) {
        if case .query(let query) = access { translateKey(query) }
        let keyNames = names
        let keyValues = attributes.values
        if let expression { filter = translate(expression, isNegated: false) }
        if let text = filter, text.utf8.count > Self.longest || attributes.values.count > Self.mostValues {
            (filter, names, attributes.values) = (nil, keyNames, keyValues)
        } else if filter == nil {
            // What is named and not used is an error to DynamoDB.
            (names, attributes.values) = (keyNames, keyValues)
        } else {
            dropUnused()
        }
        attributes.names = names.aliases.filter { used($0.key) }
    }

    private func used(_ placeholder: String) -> Bool {
        let words = ((keyCondition ?? "") + " " + (filter ?? "")).split { " (),.".contains($0) }
        return words.contains { $0 == placeholder }
    }

    private mutating func dropUnused() {
        attributes.values = attributes.values.filter { used($0.key) }
    }

    private mutating func translateKey(_ query: RecordQuery) {
        keyFields = query.keys
        var conditions = ["\(names.alias(query.keys.partition)) = \(value(query.partition.attributeValue))"]
        if let sort = query.sort, let field = query.keys.sort {
            let (name, value) = (names.alias(field), value(sort.value.attributeValue))
            conditions.append(
                sort.comparison == .begins
                    ? "begins_with(\(name), \(value))" : "\(name) \(sort.comparison.rawValue) \(value)")
        }
        keyCondition = conditions.joined(separator: " AND ")
    }

    private mutating func value(_ value: AttributeValue) -> String {
        if let known = attributes.values.first(where: { $0.value == value })?.key { return known }
        let name = ":v\(attributes.values.count)"
        attributes.values[name] = value
        return name
    }

    /// Nil where nothing can be asked: then every record may fit.
    private mutating func translate(_ expression: RecordExpression, isNegated: Bool) -> String? {
        switch expression {
        case .not(let inner): return translate(inner, isNegated: !isNegated)
        case .and(let parts): return join(parts, isNegated: isNegated, isAnd: !isNegated)
        case .or(let parts): return join(parts, isNegated: isNegated, isAnd: isNegated)
        case .exists(let path): return existence(path, exists: !isNegated)
        case .missing(let path): return existence(path, exists: isNegated)
        case .compares(let path, .notEqual, let literal):
            return comparison(path, .equal, literal, isNegated: !isNegated)
        case .compares(let path, let comparison, let literal):
            return self.comparison(path, comparison, literal, isNegated: isNegated)
        }
    }

    private mutating func join(_ parts: [RecordExpression], isNegated: Bool, isAnd: Bool) -> String? {
        var translated: [String] = []
        for part in parts {
            if let text = translate(part, isNegated: isNegated) {
                translated.append(text)
            } else if !isAnd {
                return nil
            }
        }
        if translated.count < 2 { return translated.first }
        return "(" + translated.joined(separator: isAnd ? " AND " : " OR ") + ")"
    }

    private func isKey(_ path: RecordPath) -> Bool { keyFields?.contains(path.field) ?? false }

    private mutating func existence(_ path: RecordPath, exists: Bool) -> String? {
        guard !isKey(path) else { return nil }
        return "\(exists ? "attribute_exists" : "attribute_not_exists")(\(names.expression(path)))"
    }

    private mutating func comparison(
        _ path: RecordPath, _ comparison: RecordExpression.Comparison, _ literal: ExpressionLiteral, isNegated: Bool
    ) -> String? {
        guard !isKey(path) else { return nil }
        if comparison == .contains { return isNegated ? nil : existence(path, exists: true) }
        let name = names.expression(path)
        let text = value(.string(literal.text))
        if comparison == .begins {
            // An empty beginning is refused by some servers and asks for any text.
            guard !literal.text.isEmpty else { return isNegated ? nil : existence(path, exists: true) }
            let begins = "begins_with(\(name), \(text))"
            return isNegated ? "(NOT \(begins))" : begins
        }
        let mark = comparison.rawValue
        // Each type with a look at it first: DynamoDB compares like with like only.
        var alternatives = ["(attribute_type(\(name), \(value(.string("S")))) AND \(name) \(mark) \(text))"]
        if let number = literal.number {
            let isNumber = "attribute_type(\(name), \(value(.string("N"))))"
            if number.fitsDynamoDB {
                alternatives.append("(\(isNumber) AND \(name) \(mark) \(value(.number(literal.text))))")
            } else if comparison != .equal {
                // No number of the table equals it, but which are more or less is not for DynamoDB to say.
                if isNegated { return nil }
                alternatives.append(isNumber)
            }
        }
        if comparison == .equal, let flag = literal.flag {
            alternatives.append(
                "(attribute_type(\(name), \(value(.string("BOOL")))) AND \(name) = \(value(.bool(flag))))")
        }
        if comparison == .equal, literal.isNull {
            alternatives.append("attribute_type(\(name), \(value(.string("NULL"))))")
        }
        let joined = alternatives.count == 1 ? alternatives[0] : "(" + alternatives.joined(separator: " OR ") + ")"
        return isNegated ? "(NOT \(joined))" : joined
    }
}
