/// A form's content: a record that is being created or edited, as texts.
package struct RecordDraft: Hashable, Sendable {
    package let collection: Collection
    /// The record as it was when the edit began; nil for a new one.
    package let original: Record?
    /// What a new record begins with: the fields of the one that it is made after, without its key and times.
    package let template: Record
    /// What stands in each field of the form, by field.
    package private(set) var texts: [String: String]

    /// A new record, all fields empty.
    package init(creatingIn collection: Collection) {
        self.collection = collection
        original = nil
        template = Record(fields: [:])
        texts = [:]
    }

    /// A new record after another one: a key of its own by the rules, the moment of its own creation, no update yet, and
    /// everything else as the other has it.
    package init(duplicating record: Record, in collection: Collection) {
        var template = record
        for name in collection.keys.names { template[name] = nil }
        for rule in collection.rules where rule.isGivenBySystem { template[rule.field] = nil }
        self.collection = collection
        original = nil
        self.template = template
        texts = [:]
        for rule in collection.rules { texts[rule.field] = template[rule.field]?.displayText ?? "" }
    }

    /// An edit of a record. Fields that no rule names are not in the form and stay as they are.
    package init(editing record: Record, in collection: Collection) {
        self.collection = collection
        original = record
        template = Record(fields: [:])
        texts = [:]
        for rule in collection.rules { texts[rule.field] = record[rule.field]?.displayText ?? "" }
    }

    package var isNew: Bool { original == nil }

    /// The rules of the fields that the form shows, in order: for a new record without those that the system fills in.
    package var fields: [FieldRule] {
        isNew ? collection.rules.filter { !$0.isReadOnly } : collection.rules
    }

    /// Whether a person may change the field in this form.
    package func isEditable(_ rule: FieldRule) -> Bool {
        !rule.isReadOnly && (isNew || !rule.isOnCreateOnly) && (before(rule.field)?.isEditableAsText ?? true)
    }

    /// A field's value before the person changed anything.
    package func before(_ field: String) -> FieldValue? {
        original?[field] ?? template[field]
    }

    /// The fields that no line of the form holds, by name: only an editor for JSON can change them.
    package var otherFields: [(key: String, value: FieldValue)] {
        (original ?? template).fields.sorted.filter {
            collection.rule($0.key) == nil && !collection.keys.contains($0.key)
        }
    }

    package func text(_ field: String) -> String {
        texts[field] ?? ""
    }

    package mutating func set(_ field: String, to text: String) {
        guard let rule = collection.rule(field), isEditable(rule) else { return }
        texts[field] = text
    }

    /// What is wrong with what stands in the form, by field.
    package var problems: [String: String] {
        var problems: [String: String] = [:]
        for rule in collection.rules where isEditable(rule) {
            if case .failure(let problem) = parsed(rule) { problems[rule.field] = problem.sentence }
        }
        return problems
    }

    /// The new record with its id and times filled in; nil while there are problems.
    ///
    /// - Parameter uuid: the id to give, lower case.
    package func newRecord(uuid: String, now: Timestamp) -> Record? {
        guard isNew, problems.isEmpty else { return nil }
        var record = template
        for rule in collection.rules {
            if rule.checks.contains(.defaultUUID) { record[rule.field] = .string(uuid) }
            if rule.checks.contains(.defaultNow) { record[rule.field] = .string(now.iso8601) }
            guard isEditable(rule), case .success(let value) = parsed(rule) else { continue }
            if value != nil || !rule.isGivenBySystem { record[rule.field] = value }
        }
        return record
    }

    /// The record as the person made it, without a moment of its own; nil while there are problems, or for a new one.
    package var edited: Record? {
        guard let original, problems.isEmpty else { return nil }
        var edited = original
        for rule in collection.rules where isEditable(rule) {
            guard case .success(let value) = parsed(rule) else { return nil }
            edited[rule.field] = value
        }
        return edited
    }

    /// The edit to write; nil while there are problems, or when nothing differs. Setting `updatedAt` alone is no edit.
    package func change(now: Timestamp) -> RecordWrite? {
        guard let original, var after = edited, after != original, let key = collection.keys.key(of: original) else {
            return nil
        }
        for rule in collection.rules where rule.checks.contains(.updatedNow) {
            after[rule.field] = .string(now.iso8601)
        }
        return .changing(original, to: after, key: key)
    }

    private func parsed(_ rule: FieldRule) -> Result<FieldValue?, FieldProblem> {
        RecordValidation.parse(
            text(rule.field), original: before(rule.field), rule: rule,
            kind: collection.column(rule.field)?.kind)
    }
}

extension FieldRule {
    /// Whether the system gives the value: a new id, or a moment.
    package var isGivenBySystem: Bool {
        checks.contains(.defaultUUID) || checks.contains(.defaultNow) || checks.contains(.updatedNow)
    }
}

extension FieldValue {
    /// Whether a form's line can hold it; lists, maps, sets and bytes need an editor for JSON.
    package var isEditableAsText: Bool {
        switch self {
        case .string, .number, .boolean, .null: true
        case .binary, .list, .map, .stringSet, .numberSet, .binarySet: false
        }
    }
}
