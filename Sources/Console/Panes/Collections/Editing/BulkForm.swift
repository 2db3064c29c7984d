import OpsDomain
import TerminalCore

/// One field and one value for all marked records.
package struct BulkForm: Sendable {
    package let collection: Collection
    /// The marked records, as they were when the form was opened.
    package let records: [Record]
    /// The fields that may be set: those that a person may change in an existing record.
    package let rules: [FieldRule]
    package private(set) var chosen = 0
    package private(set) var field = TextField()
    /// Shown once saving was tried.
    package var problem: String?

    package init(_ records: [Record], in collection: Collection) {
        self.collection = collection
        self.records = records
        rules = collection.rules.filter {
            !$0.isReadOnly && !$0.isOnCreateOnly && !collection.keys.contains($0.field)
        }
    }

    package var rule: FieldRule? { rules.indices.contains(chosen) ? rules[chosen] : nil }

    package mutating func edit(_ event: InputEvent) {
        _ = field.edit(event)
        problem = nil
    }

    package mutating func moveField(by step: Int) {
        guard !rules.isEmpty else { return }
        chosen = (chosen + step + rules.count) % rules.count
        problem = nil
    }

    /// What setting the value means for the records.
    package struct Plan: Sendable {
        package var writes: [RecordWrite] = []
        /// How many have the value already.
        package var unchanged = 0
        /// Why a record cannot have it, the first such.
        package var problem: String?
    }

    /// - Parameter now: the moment that the changed records bear.
    package func plan(now: Timestamp) -> Plan {
        var plan = Plan()
        guard let rule else { return plan }
        let kind = collection.column(rule.field)?.kind
        for record in records {
            guard let key = collection.keys.key(of: record) else { continue }
            switch RecordValidation.parse(field.text, original: record[rule.field], rule: rule, kind: kind) {
            case .failure(let problem):
                plan.problem = plan.problem ?? "\(collection.name(of: record)): \(problem.sentence)"
            case .success(let value) where value == record[rule.field]: plan.unchanged += 1
            case .success(let value):
                var after = record
                after[rule.field] = value
                let text = RecordText(editing: record, in: collection)
                plan.writes.append(.changing(record, to: text.stamped(after, now: now), key: key))
            }
        }
        return plan
    }
}
