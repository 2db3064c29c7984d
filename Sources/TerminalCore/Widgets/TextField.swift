/// A line of text that is being edited.
///
/// The cursor steps over what a person sees as one character. A line end that is pasted becomes a blank, so that a value
/// copied with its end of line still fits a field; everything else is kept as it came, and shown safe.
package struct TextField: Hashable, Sendable {
    private var characters: [Character]
    /// How many characters stand before the cursor.
    package private(set) var cursor: Int

    /// A field that holds `text`, with the cursor at its end.
    package init(_ text: String = "") {
        characters = Array(text)
        cursor = characters.count
    }

    package var text: String { String(characters) }
    package var isEmpty: Bool { characters.isEmpty }
    package var isAtEnd: Bool { cursor == characters.count }
    package var textBeforeCursor: String { String(characters[..<cursor]) }

    /// Replaces the whole text; the cursor goes to its end.
    package mutating func replace(with text: String) {
        self = TextField(text)
    }

    package mutating func insert(_ scalar: Unicode.Scalar) {
        insert(String(Character(scalar)))
    }

    /// Puts text at the cursor, as typed or pasted.
    package mutating func insert(_ text: String) {
        // Together with what stands before, a typed mark is part of that character: so the text is taken apart anew.
        let before = String(characters[..<cursor]) + Self.singleLine(text)
        let after = characters[cursor...]
        let head = Array(before)
        characters = head + after
        cursor = head.count
    }

    package mutating func deleteBackward() {
        guard cursor > 0 else { return }
        cursor -= 1
        characters.remove(at: cursor)
    }

    package mutating func deleteForward() {
        guard cursor < characters.count else { return }
        characters.remove(at: cursor)
    }

    /// Deletes the word before the cursor and the blanks after it (Ctrl-W).
    package mutating func deleteWordBackward() {
        let start = wordStart(before: cursor)
        characters.removeSubrange(start..<cursor)
        cursor = start
    }

    /// Deletes what stands before the cursor (Ctrl-U).
    package mutating func deleteToStart() {
        characters.removeSubrange(..<cursor)
        cursor = 0
    }

    /// Deletes what stands behind the cursor (Ctrl-K).
    package mutating func deleteToEnd() {
        characters.removeSubrange(cursor...)
    }

    package mutating func moveLeft() { cursor = max(0, cursor - 1) }
    package mutating func moveRight() { cursor = min(characters.count, cursor + 1) }
    package mutating func moveToStart() { cursor = 0 }
    package mutating func moveToEnd() { cursor = characters.count }
    package mutating func moveWordLeft() { cursor = wordStart(before: cursor) }

    package mutating func moveWordRight() {
        while cursor < characters.count, !Self.isWord(characters[cursor]) { cursor += 1 }
        while cursor < characters.count, Self.isWord(characters[cursor]) { cursor += 1 }
    }

    private func wordStart(before index: Int) -> Int {
        var start = index
        while start > 0, !Self.isWord(characters[start - 1]) { start -= 1 }
        while start > 0, Self.isWord(characters[start - 1]) { start -= 1 }
        return start
    }

    private static func isWord(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_"
    }

    private static func singleLine(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { $0 == "\n" || $0 == "\r" }) else { return text }
        let lines = text.split(whereSeparator: \.isNewline)
        return lines.joined(separator: " ")
    }
}
