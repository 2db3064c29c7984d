import OpsDomain
import TerminalCore

/// A record that is being created or edited. What a person typed stays until it is saved or they let it go.
package struct RecordForm: Sendable {
    package enum Phase: Hashable, Sendable {
        case editing
        case saving
        /// Asked whether unsaved edits may go.
        case leaving
    }

    package private(set) var draft: RecordDraft
    package private(set) var fields: FormView
    package var phase: Phase = .editing
    package var failure: ServiceFailure?
    /// Fields left or saved once: only their problems are shown, so that nobody is told off while typing.
    private var visited: Set<String> = []
    private var wasSaveTried = false

    package init(_ draft: RecordDraft) {
        self.draft = draft
        fields = FormView(
            fields: draft.fields.map { rule in
                FormField(
                    id: rule.field, label: rule.isRequired && draft.isEditable(rule) ? rule.label + " *" : rule.label,
                    text: draft.text(rule.field), hint: Self.hint(rule),
                    isReadOnly: !draft.isEditable(rule))
            }
                + draft.otherFields.map {
                    FormField(id: $0.key, label: $0.key, text: $0.value.displayText, isReadOnly: true)
                })
    }

    package var scope: BindingScope {
        switch phase {
        case .editing, .saving: .form
        case .leaving: .leaving
        }
    }

    /// The fields whose text the person changed.
    package var changedFields: [String] {
        draft.fields.filter { draft.isEditable($0) && draft.text($0.field) != originalText($0.field) }.map(\.field)
    }

    package var isDirty: Bool { !changedFields.isEmpty }
    package var isNew: Bool { draft.isNew }
    /// Whether there is something that only an editor for JSON can change.
    package var needsEditor: Bool {
        !draft.otherFields.isEmpty
            || draft.fields.contains { draft.before($0.field).map { !$0.isEditableAsText } ?? false }
    }

    package mutating func edit(_ event: InputEvent) {
        guard phase == .editing else { return }
        fields.edit { _ = $0.edit(event) }
        if let field = fields.focused { draft.set(field.id, to: field.field.text) }
        failure = nil
        validate()
    }

    package mutating func moveFocus(forwards: Bool) {
        if let field = fields.focused { visited.insert(field.id) }
        if forwards { fields.focusNext() } else { fields.focusPrevious() }
        validate()
    }

    package mutating func focus(on field: String) {
        if let field = fields.focused { visited.insert(field.id) }
        fields.focus(on: field)
        validate()
    }

    /// From now on every problem is shown, and the first one has the focus.
    package mutating func showProblems() {
        wasSaveTried = true
        validate()
        if let field = draft.fields.first(where: { draft.problems[$0.field] != nil }) { fields.focus(on: field.field) }
    }

    package func originalText(_ field: String) -> String {
        draft.before(field)?.displayText ?? ""
    }

    private mutating func validate() {
        let problems = draft.problems
        for index in fields.fields.indices {
            let id = fields.fields[index].id
            let isTold = wasSaveTried || visited.contains(id)
            fields.fields[index].error = isTold ? problems[id] : nil
        }
    }

    static func hint(_ rule: FieldRule) -> String {
        for check in rule.checks {
            switch check {
            case .email: return "name@example.com"
            case .integer(nil): return "whole number"
            case .integer(let bounds?): return "whole number, \(bounds.lowerBound) to \(bounds.upperBound)"
            case .oneOf(let words): return words.joined(separator: ", ")
            case .pattern(let pattern): return "like \(pattern.text)"
            case .required, .readOnly, .onCreateOnly, .defaultUUID, .defaultNow, .updatedNow: continue
            }
        }
        return ""
    }
}

extension BindingScope {
    /// A form asks whether edits may be let go.
    package static let leaving = BindingScope("leaving")
}
