import TerminalCore

/// The line in which a person types what to look for. What is typed holds at once; Esc brings back what held before.
package struct FilterPrompt: Hashable, Sendable {
    package private(set) var isOpen = false
    package private(set) var field = TextField()
    /// What holds now, as typed.
    package private(set) var text = ""
    private var before = ""

    package init() {}

    package var isEmpty: Bool { text.isEmpty }

    /// Opens the line with what holds now, to be changed.
    package mutating func open() {
        isOpen = true
        before = text
        field = TextField(text)
    }

    package mutating func edit(_ event: InputEvent) {
        guard isOpen, field.edit(event) else { return }
        text = field.text
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
        let noteWidth = min(Glyphs.width(note, options: frame.options), max(0, columns.count - used - 12))
        frame.write(
            note, row: row, columns: columns.upperBound - noteWidth..<columns.upperBound, alignment: .trailing,
            style: theme[.textDim])
        field.draw(
            row: row, column: columns.lowerBound + used,
            width: columns.count - used - noteWidth - (noteWidth > 0 ? 1 : 0),
            of: &frame, style: theme[.prompt], showsCursor: true)
    }
}
