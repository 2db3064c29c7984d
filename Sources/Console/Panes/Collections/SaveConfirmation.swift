import OpsDomain
import TerminalCore

/// The question before a record is written: every field with its old and new value.
package enum SaveConfirmation {
    /// Nil when there is nothing to write, or nothing that may be written: then nothing need be asked.
    package static func make(_ form: RecordForm, in collection: Collection, _ context: UpdateContext) -> Confirmation? {
        guard form.draft.problems.isEmpty else { return nil }
        if form.isNew {
            let fields = form.draft.fields.filter { !form.draft.text($0.field).isEmpty }
            let details = fields.map { added($0.field, form.draft.text($0.field)) }
            let given = collection.rules.filter { $0.checks.contains(.defaultUUID) || $0.checks.contains(.defaultNow) }
            let rest = given.map(\.field).joined(separator: ", ")
            return Confirmation(
                title: "Create a \(collection.singular)?",
                details: details + [StyledText("  given on saving: \(rest)")],
                action: "Create", typedName: nil)
        }
        guard let change = form.draft.change(now: context.now) else { return nil }
        let own = form.changedFields.count
        return Confirmation(
            title: "Change \(CountText.of(own, "field")) of \(collection.singular) \(change.key)?",
            details: RecordDiff(change).lines.flatMap(lines), action: "Save", typedName: nil)
    }

    private static func lines(_ line: RecordDiff.Line) -> [StyledText] {
        var lines: [StyledText] = []
        if let before = line.before {
            lines.append(StyledText("- \(line.field): \(before.displayText)", style: Style(attributes: .dim)))
        }
        if let after = line.after { lines.append(added(line.field, after.displayText)) }
        return lines
    }

    /// Signs tell old from new; confirmations have no theme at hand.
    private static func added(_ field: String, _ text: String) -> StyledText {
        StyledText("+ \(field): \(text)", style: Style(attributes: .bold))
    }
}
