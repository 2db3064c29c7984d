import TerminalCore

extension TextField {
    /// Edits the field as a shell's line editor would: typing, pasting, Ctrl-A E U K W, Alt-B F, arrows.
    /// - Returns: false when the event means nothing to a line of text.
    package mutating func edit(_ event: InputEvent) -> Bool {
        switch event {
        case .paste(let text):
            insert(text)
            return true
        case .key(let key): return edit(key)
        case .mouse, .focusChanged: return false
        }
    }

    private mutating func edit(_ key: Key) -> Bool {
        switch (key.code, key.modifiers) {
        case (.character(let scalar), []): insert(scalar)
        case (.backspace, []), (.backspace, .shift): deleteBackward()
        case (.delete, []): deleteForward()
        case (.left, []): moveLeft()
        case (.right, []): moveRight()
        case (.home, []), (.character("a"), .control): moveToStart()
        case (.end, []), (.character("e"), .control): moveToEnd()
        case (.character("u"), .control): deleteToStart()
        case (.character("k"), .control): deleteToEnd()
        case (.character("w"), .control), (.backspace, .alt): deleteWordBackward()
        case (.left, .control), (.left, .alt), (.character("b"), .alt): moveWordLeft()
        case (.right, .control), (.right, .alt), (.character("f"), .alt): moveWordRight()
        default: return false
        }
        return true
    }
}
