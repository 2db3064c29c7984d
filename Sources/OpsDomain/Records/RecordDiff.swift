/// What a write changes, field by field, for the confirmation and the journal.
package struct RecordDiff: Hashable, Sendable {
    package struct Line: Hashable, Sendable {
        package let field: String
        /// Nil when the field is added.
        package let before: FieldValue?
        /// Nil when the field is taken away.
        package let after: FieldValue?
    }

    /// By field name.
    package let lines: [Line]

    package init(_ change: RecordChange) {
        lines = change.changedFields.map { Line(field: $0, before: change.before[$0], after: change.after[$0]) }
    }

    /// A creation: everything is added.
    package init(creating record: Record) {
        lines = record.fields.sorted { $0.key < $1.key }.map { Line(field: $0.key, before: nil, after: $0.value) }
    }
}
