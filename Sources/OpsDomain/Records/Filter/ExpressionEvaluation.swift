extension RecordExpression {
    /// Whether it holds for a row.
    ///
    /// Texts are compared byte by byte, as DynamoDB does, numbers by value. A field of another type than the value, or one
    /// that is not there, equals nothing and is neither more nor less: only `!=` holds for it.
    ///
    /// - Parameter value: a top-level field of the row.
    package func holds(_ value: (_ field: String) -> FieldValue?) -> Bool {
        switch self {
        case .compares(let path, let comparison, let literal): literal.holds(comparison, Self.find(path, value))
        case .exists(let path): Self.find(path, value) != nil
        case .missing(let path): Self.find(path, value) == nil
        case .not(let inner): !inner.holds(value)
        case .and(let parts): parts.allSatisfy { $0.holds(value) }
        case .or(let parts): parts.contains { $0.holds(value) }
        }
    }

    package func holds(for record: Record) -> Bool {
        holds { record[$0] }
    }

    private static func find(_ path: RecordPath, _ value: (String) -> FieldValue?) -> FieldValue? {
        var found = value(path.field)
        for name in path.names.dropFirst() {
            guard case .map(let members) = found else { return nil }
            found = members[name.text]
        }
        return found
    }
}

extension ExpressionLiteral {
    fileprivate func holds(_ comparison: RecordExpression.Comparison, _ value: FieldValue?) -> Bool {
        switch comparison {
        case .equal: equals(value)
        case .notEqual: !equals(value)
        case .less: order(value).map { $0 < 0 } ?? false
        case .lessOrEqual: order(value).map { $0 <= 0 } ?? false
        case .greater: order(value).map { $0 > 0 } ?? false
        case .greaterOrEqual: order(value).map { $0 >= 0 } ?? false
        case .contains: value.map { Self.find(folded, in: Array($0.displayText.lowercased().utf8)) } ?? false
        case .begins:
            if case .string(let text) = value { text.utf8.starts(with: self.text.utf8) } else { false }
        }
    }

    private func equals(_ value: FieldValue?) -> Bool {
        switch value {
        case .boolean(let flag): flag == self.flag
        case .null: isNull
        default: order(value) == 0
        }
    }

    /// How the value stands to this: below zero when it is less; nil when the two cannot be compared.
    private func order(_ value: FieldValue?) -> Int? {
        switch value {
        case .string(let text):
            let (left, right) = (ExactText(text), ExactText(self.text))
            return left == right ? 0 : left < right ? -1 : 1
        case .number(let digits):
            guard let right = number, let left = DecimalText(digits) else { return nil }
            return left == right ? 0 : left < right ? -1 : 1
        default: return nil
        }
    }

    private static func find(_ needle: [UInt8], in text: [UInt8]) -> Bool {
        guard let first = needle.first else { return true }
        guard text.count >= needle.count else { return false }
        return (0...text.count - needle.count).contains { start in
            text[start] == first && text[start..<start + needle.count].elementsEqual(needle)
        }
    }
}
