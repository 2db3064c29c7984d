/// A text that a person is to edit with their own editor.
package struct EditorJob: Hashable, Sendable {
    /// What the file is called, as `users-4711.json`.
    package let name: String
    package let text: String
    /// The file of an earlier round, to go on with; nil for a new one with the text.
    package let path: String?
    /// Where to begin, counted from 1, as far as the editor can be told.
    package let line: Int?

    package init(name: String, text: String, path: String? = nil, line: Int? = nil) {
        self.name = name
        self.text = text
        self.path = path
        self.line = line
    }
}

/// What came of an editor.
package enum EditorOutcome: Hashable, Sendable {
    /// The editor ended well; the file stays until it is forgotten.
    case edited(text: String, path: String)
    /// It could not be started, failed or was killed. What was typed by then, and the file that keeps it; both nil when
    /// nothing was typed.
    case failed(sentence: String, text: String?, path: String?)
}

/// The person's editor, which has the terminal while it runs. Live it is a process; tests script it.
package struct TextEditor: Sendable {
    /// Returns when the editor has ended. Called on the screen's thread, the terminal lent.
    package var edit: @Sendable (EditorJob) -> EditorOutcome
    /// Removes the file of an outcome.
    package var forget: @Sendable (_ path: String) -> Void

    package init(
        edit: @escaping @Sendable (EditorJob) -> EditorOutcome, forget: @escaping @Sendable (_ path: String) -> Void
    ) {
        self.edit = edit
        self.forget = forget
    }

    /// Where there is none.
    package static let none = TextEditor(
        edit: { _ in .failed(sentence: "There is no editor here.", text: nil, path: nil) }, forget: { _ in })
}
