/// What differs between two states of a record, each difference as deep in its maps as it lies.
package struct RecordDelta: Hashable, Sendable {
    package struct Change: Hashable, Sendable {
        package let path: RecordPath
        /// Nil when the value is added.
        package let before: FieldValue?
        /// Nil when the value is taken away.
        package let after: FieldValue?

        package init(path: RecordPath, before: FieldValue?, after: FieldValue?) {
            self.path = path
            self.before = before
            self.after = after
        }
    }

    /// By path; no path holds another.
    package let changes: [Change]

    package init(changes: [Change]) {
        self.changes = changes
    }

    /// A record that is not there has no fields.
    package init(from before: Record?, to after: Record?) {
        var changes: [Change] = []
        Self.compare(before?.fields ?? FieldMap(), after?.fields ?? FieldMap(), at: RecordPath([]), &changes)
        self.changes = changes
    }

    package var isEmpty: Bool { changes.isEmpty }

    /// The top-level fields that differ, each once.
    package var changedFields: [String] {
        changes.map(\.path.field).reduce(into: []) { if $0.last != $1 { $0.append($1) } }
    }

    /// The record with these changes made to it, whatever it holds there now.
    package func applied(to record: Record) -> Record {
        var record = record
        for change in changes { record[path: change.path] = change.after }
        return record
    }

    private static func compare(
        _ before: FieldMap, _ after: FieldMap, at path: RecordPath, _ changes: inout [Change]
    ) {
        let names = Set((before.names + after.names).map(ExactText.init)).sorted()
        for name in names {
            let (old, new) = (before[name.text], after[name.text])
            guard old != new else { continue }
            let path = path.appending(name.text)
            if case .map(let old) = old, case .map(let new) = new {
                compare(old, new, at: path, &changes)
            } else {
                changes.append(Change(path: path, before: old, after: new))
            }
        }
    }
}
