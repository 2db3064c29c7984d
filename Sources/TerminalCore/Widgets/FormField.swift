/// A field of a form.
package struct FormField: Hashable, Sendable {
    /// What the program calls it.
    package let id: String
    package var label: String
    package var field: TextField
    /// Shown in an empty field: what belongs there.
    package var hint: String
    /// Why the value can't be taken; nil when it can.
    package var error: String?
    package var isReadOnly: Bool

    package init(
        id: String, label: String, text: String = "", hint: String = "", error: String? = nil, isReadOnly: Bool = false
    ) {
        self.id = id
        self.label = label
        field = TextField(text)
        self.hint = hint
        self.error = error
        self.isReadOnly = isReadOnly
    }
}
