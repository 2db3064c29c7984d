/// A collection's rules, applied to form texts and to records.
package enum RecordValidation {
    /// What is wrong with a record that is to be written, by field: one sentence each, for the form's line below the
    /// field. Empty when it may be written. Values of another type than the rule's are told as such.
    package static func problems(in record: Record, of collection: Collection) -> [String: String] {
        var problems: [String: String] = [:]
        for rule in collection.rules where !rule.isReadOnly {
            if let problem = problem(with: record[rule.field], rule: rule) { problems[rule.field] = problem }
        }
        return problems
    }

    /// Reads what a person typed into a field. An empty text is an absent value; a number stays the text that was typed;
    /// a text that was not changed keeps the value as it is, whatever its type.
    ///
    /// - Parameter original: the value before the edit; its type is kept.
    package static func parse(
        _ text: String, original: FieldValue?, rule: FieldRule, kind: CollectionColumn.Kind?
    ) -> Result<FieldValue?, FieldProblem> {
        if let original, text == original.displayText { return checked(original, rule) }
        let trimmed = text.trimmingBlanks
        // A text that was there stays a text, though empty, unless the field may be absent.
        guard !trimmed.isEmpty else { return checked(nil, rule) }
        switch original {
        case .number: return number(trimmed, rule)
        case nil where rule.wantsInteger || kind == .number: return number(trimmed, rule)
        case .boolean:
            guard trimmed == "true" || trimmed == "false" else { return fail("\(rule.label) is true or false.") }
            return checked(.boolean(trimmed == "true"), rule)
        case .binary, .list, .map, .stringSet, .numberSet, .binarySet:
            return fail("\(rule.label) cannot be edited as text.")
        case .string where rule.wantsInteger:
            return number(trimmed, rule)
        case nil, .null, .string: return checked(.string(trimmed), rule)
        }
    }

    private static func number(_ text: String, _ rule: FieldRule) -> Result<FieldValue?, FieldProblem> {
        guard let decimal = DecimalText(text) else {
            return fail("\(rule.label) is a \(rule.wantsInteger ? "whole number, as 42" : "number, as 42 or 3.5").")
        }
        guard decimal.fitsDynamoDB else { return fail("\(rule.label) has more digits than the table can hold (38).") }
        return checked(.number(text), rule)
    }

    private static func checked(_ value: FieldValue?, _ rule: FieldRule) -> Result<FieldValue?, FieldProblem> {
        problem(with: value, rule: rule).map { .failure(FieldProblem(sentence: $0)) } ?? .success(value)
    }

    private static func fail(_ sentence: String) -> Result<FieldValue?, FieldProblem> {
        .failure(FieldProblem(sentence: sentence))
    }

    /// What is wrong with one field by its rule; nil when nothing is.
    package static func problem(in record: Record, with rule: FieldRule) -> String? {
        problem(with: record[rule.field], rule: rule)
    }

    private static func problem(with value: FieldValue?, rule: FieldRule) -> String? {
        for check in rule.checks {
            if let problem = problem(with: value, check: check, label: rule.label) { return problem }
        }
        return nil
    }

    private static func problem(with value: FieldValue?, check: FieldRule.Check, label: String) -> String? {
        switch check {
        case .required:
            switch value {
            case nil, .null: return "\(label) is required."
            case .string(let text) where text.trimmingBlanks.isEmpty: return "\(label) is required."
            default: return nil
            }
        case .email:
            guard case .string(let text)? = value else { return value == nil ? nil : "\(label) must be text." }
            return text.isEmpty || EmailAddress.isValid(text)
                ? nil : "\(label) is not an email address, as name@example.com."
        case .integer(let bounds):
            guard let value else { return nil }
            guard case .number(let digits) = value else { return "\(label) must be a number." }
            guard digits.isWholeNumber else { return "\(label) is a whole number, as 42." }
            guard let bounds else { return nil }
            return Int(digits).map(bounds.contains) == true
                ? nil : "\(label) is between \(bounds.lowerBound) and \(bounds.upperBound)."
        case .oneOf(let words):
            guard let value else { return nil }
            return words.contains(value.displayText) ? nil : "\(label) is one of " + words.joined(separator: ", ") + "."
        case .pattern(let pattern):
            guard let value else { return nil }
            return pattern.matches(value.displayText) ? nil : "\(label) is written like \(pattern.text)."
        case .readOnly, .onCreateOnly, .defaultUUID, .defaultNow, .updatedNow: return nil
        }
    }
}

/// Why a field's text cannot be taken.
package struct FieldProblem: Error, Hashable, Sendable {
    package let sentence: String

    package init(sentence: String) {
        self.sentence = sentence
    }
}

extension FieldRule {
    package var isReadOnly: Bool { checks.contains(.readOnly) }
    package var isOnCreateOnly: Bool { checks.contains(.onCreateOnly) }
    package var isRequired: Bool { checks.contains(.required) }

    package var wantsInteger: Bool {
        checks.contains {
            if case .integer = $0 { true } else { false }
        }
    }
}

extension String {
    /// Digits alone, with a minus sign in front or none.
    var isWholeNumber: Bool {
        let digits = first == "-" ? dropFirst() : self[...]
        return !digits.isEmpty && digits.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    var trimmingBlanks: String {
        var text = self[...]
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text)
    }
}
