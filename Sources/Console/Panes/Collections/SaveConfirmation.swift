import OpsDomain
import TerminalCore

/// The question before a record is written: every field with its old and new value.
package enum SaveConfirmation {
    /// Nil when there is nothing to write, or nothing that may be written: then nothing need be asked.
    package static func make(_ form: RecordForm, in collection: Collection, _ context: UpdateContext) -> Confirmation? {
        guard form.draft.problems.isEmpty else { return nil }
        if form.isNew {
            let fields = form.draft.fields.filter { !form.draft.text($0.field).isEmpty }
            let changes =
                fields.map { ConfirmedChange.added("\($0.field): \(form.draft.text($0.field))") }
                + form.draft.otherFields.map { ConfirmedChange.added("\($0.key): \($0.value.displayText)") }
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

    /// The same for a change that was made in the editor or by merging.
    package static func make(_ review: RecordReview, _ context: UpdateContext) -> Confirmation? {
        guard let write = review.write(now: context.now) else { return nil }
        let collection = review.text.collection
        let changes = changes(write.delta)
        guard let before = write.before else {
            return Confirmation(
                title: "Create a \(collection.singular)?", details: [], changes: changes, action: "Create")
        }
        let own = RecordDelta(from: before, to: review.edited).changedFields.count
        let rest = collection.rest(of: before)
        return Confirmation(
            title: "Change \(CountText.of(own, "field")) of \(collection.singular) \(collection.name(of: before))?",
            details: rest.isEmpty ? [] : [StyledText(rest)], changes: changes, action: "Save")
    }

    /// Values side by side as a person reads them; with their types where the texts alone would not tell them apart.
    static func texts(of values: [FieldValue?]) -> [String?] {
        let present = values.compactMap(\.self)
        let isPlain =
            Set(present.map(\.typeName)).count <= 1 && Set(present).count == Set(present.map(\.displayText)).count
        return values.map { isPlain ? $0?.displayText : $0?.typedJSON.compact }
    }

    /// A difference as lines of a diff.
    static func changes(_ change: RecordDelta.Change) -> [ConfirmedChange] {
        let texts = texts(of: [change.before, change.after])
        let before = texts[0].map { ConfirmedChange.removed("\(change.path.text): \($0)") }
        let after = texts[1].map { ConfirmedChange.added("\(change.path.text): \($0)") }
        return [before, after].compactMap(\.self)
    }
}
