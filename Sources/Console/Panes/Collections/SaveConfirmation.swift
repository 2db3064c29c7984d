import OpsDomain
import TerminalCore

/// The question before a record is written: every field with its old and new value.
package enum SaveConfirmation {
    /// Nil when there is nothing to write, or nothing that may be written: then nothing need be asked.
    package static func make(_ form: RecordForm, in collection: Collection, _ context: UpdateContext) -> Confirmation? {
        guard form.draft.problems.isEmpty else { return nil }
        if form.isNew {
            let fields = form.draft.fields.filter { !form.draft.text($0.field).isEmpty }
            let changes = fields.map { ConfirmedChange.added("\($0.field): \(form.draft.text($0.field))") }
            let given = collection.rules.filter { $0.checks.contains(.defaultUUID) || $0.checks.contains(.defaultNow) }
            let rest = given.map(\.field).joined(separator: ", ")
            return Confirmation(
                title: "Create a \(collection.singular)?",
                details: [StyledText("Given on saving: \(rest)")], changes: changes, action: "Create", typedName: nil)
        }
        guard let change = form.draft.change(now: context.now), let before = change.before else { return nil }
        let own = form.changedFields.count
        let rest = collection.rest(of: before)
        return Confirmation(
            title:
                "Change \(CountText.of(own, "field")) of \(collection.singular) \(collection.name(of: before))?",
            details: rest.isEmpty ? [] : [StyledText(rest)], changes: changes(change.delta),
            action: "Save", typedName: nil)
    }

    package static func changes(_ delta: RecordDelta) -> [ConfirmedChange] {
        delta.changes.flatMap(changes)
    }

    private static func changes(_ change: RecordDelta.Change) -> [ConfirmedChange] {
        let before = change.before.map { ConfirmedChange.removed("\(change.path.text): \($0.displayText)") }
        let after = change.after.map { ConfirmedChange.added("\(change.path.text): \($0.displayText)") }
        return [before, after].compactMap(\.self)
    }
}
