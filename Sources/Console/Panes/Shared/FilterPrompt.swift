import TerminalCore

/// The line in which a person types what to look for. What is typed holds at once; Esc brings back what held before.
package struct FilterPrompt: Hashable, Sendable {
    package private(set) var isOpen = false
    package private(set) var field = TextField()
    /// What holds now, as typed.
    package private(set) var text = ""
    private var before = ""
    /// The text is the one that held before, untouched: typing takes its place.
    package private(set) var isUntouched = false

    package init() {}

    package var isEmpty: Bool { text.isEmpty }

    /// Opens the line with what holds now: selected, so that typing replaces it, and moving about in it changes it.
    package mutating func open() {
        isOpen = true
        before = text
        field = TextField(text)
        isUntouched = !text.isEmpty
    }

    package mutating func edit(_ event: InputEvent) {
        guard isOpen else { return }
        var changed = isUntouched && Self.replaces(event) ? TextField() : field
        guard changed.edit(event) else { return }
        field = changed
        isUntouched = false
        text = field.text
    }

    private static func replaces(_ event: InputEvent) -> Bool {
        switch event {
        case .paste: true
        case .key(let key):
            switch (key.code, key.modifiers) {
            case (.character, []), (.backspace, []), (.backspace, .shift), (.delete, []): true
            default: false
            }
        case .mouse, .focusChanged: false
        }
    }

    package mutating func accept() {
        isOpen = false
    }

    package mutating func cancel() {
        guard isOpen else { return }
        isOpen = false
        text = before
    }

    /// Sets what holds without asking, as when another pane looks for something here.
    package mutating func set(_ text: String) {
        isOpen = false
        self.text = text
    }

    /// Draws the line with its cursor.
    package func draw(
        label: String, note: String, row: Int, columns: Range<Int>, of frame: inout Frame, theme: Theme
    ) {
        frame.fill(Rect(row: row, column: columns.lowerBound, rows: 1, columns: columns.count), style: theme[.prompt])
        let used = frame.write(
            label, row: row, column: columns.lowerBound, width: columns.count, style: theme[.promptLabel])
        // What is typed goes before what is said of it.
        let typed = max(12, Glyphs.width(field.text, options: frame.options) + 2)
        let noteWidth = min(Glyphs.width(note, options: frame.options), max(0, columns.count - used - typed))
        frame.write(
            note, row: row, columns: columns.upperBound - noteWidth..<columns.upperBound, alignment: .trailing,
            style: theme[.textDim])
        let width = columns.count - used - noteWidth - (noteWidth > 0 ? 1 : 0)
        field.draw(
            row: row, column: columns.lowerBound + used, width: width, of: &frame, style: theme[.prompt],
            showsCursor: true)
        guard isUntouched, width > 0 else { return }
        let selected = min(width, Glyphs.width(field.text, options: frame.options))
        let overlay = theme.overlay(.tableRowSelected)
        frame.restyle(Rect(row: row, column: columns.lowerBound + used, rows: 1, columns: selected)) {
            overlay.over($0)
        }
    }
}
