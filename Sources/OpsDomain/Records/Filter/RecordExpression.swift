/// What a person asks of records: `status = pending and (total > 100 or not email exists)`.
package indirect enum RecordExpression: Hashable, Sendable {
    case compares(RecordPath, Comparison, ExpressionLiteral)
    case exists(RecordPath)
    case missing(RecordPath)
    case not(RecordExpression)
    /// Two or more.
    case and([RecordExpression])
    /// Two or more.
    case or([RecordExpression])

    package enum Comparison: String, Hashable, Sendable {
        case equal = "="
        case notEqual = "!="
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
        /// Somewhere in the text, whatever the case of its letters.
        case contains = "~"
        case begins = "begins"
    }
}

/// A value as typed. Its type is that of the field that it is compared with, unless quotes say that it is a text.
package struct ExpressionLiteral: Hashable, Sendable {
    package let text: String
    package let isQuoted: Bool
    /// Nil when it cannot be a number.
    package let number: DecimalText?
    /// Nil when it is neither `true` nor `false`.
    package let flag: Bool?
    /// Its letters in small, as `contains` looks for them.
    let folded: [UInt8]

    package init(_ text: String, isQuoted: Bool = false) {
        self.text = text
        self.isQuoted = isQuoted
        number = isQuoted ? nil : DecimalText(text)
        flag = isQuoted ? nil : ["true": true, "false": false][text.lowercased()]
        folded = Array(text.lowercased().utf8)
    }

    package var isNull: Bool { !isQuoted && text.lowercased() == "null" }
}

extension RecordExpression {
    /// The expression as it can be typed again.
    package var text: String {
        switch self {
        case .compares(let path, let comparison, let literal):
            "\(path.expressionText) \(comparison.rawValue) \(literal.expressionText)"
        case .exists(let path): "\(path.expressionText) exists"
        case .missing(let path): "\(path.expressionText) missing"
        case .not(let inner): "not " + inner.grouped
        case .and(let parts): parts.map(\.grouped).joined(separator: " and ")
        case .or(let parts): parts.map(\.grouped).joined(separator: " or ")
        }
    }

    private var grouped: String {
        switch self {
        case .and, .or: "(\(text))"
        case .compares, .exists, .missing, .not: text
        }
    }

    /// The parts that must all hold.
    package var conjuncts: [RecordExpression] {
        if case .and(let parts) = self { parts.flatMap(\.conjuncts) } else { [self] }
    }
}

extension RecordPath {
    fileprivate var expressionText: String {
        names.map { ExpressionLexer.isBareName($0.text) ? $0.text : quoted($0.text) }.joined(separator: ".")
    }
}

extension ExpressionLiteral {
    fileprivate var expressionText: String {
        !isQuoted && ExpressionLexer.isBareValue(text) ? text : quoted(text)
    }
}

private func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
        if scalar == "\"" || scalar == "\\" { quoted.unicodeScalars.append("\\") }
        quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
}
