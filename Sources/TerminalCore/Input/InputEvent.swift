/// What a person did, decoded from the terminal's bytes.
package enum InputEvent: Hashable, Sendable {
    case key(Key)
    /// Text pasted in one go (bracketed paste); never interpreted as keys.
    case paste(String)
    case mouse(MouseEvent)
    /// The terminal window gained or lost the focus.
    case focusChanged(isFocused: Bool)
}

/// A mouse report (SGR 1006), with the place counted from zero.
package struct MouseEvent: Hashable, Sendable {
    package enum Action: Hashable, Sendable {
        case press(Button)
        case release(Button)
        case drag(Button)
        case wheelUp
        case wheelDown
    }

    package enum Button: Hashable, Sendable {
        case left, middle, right
    }

    package let action: Action
    package let place: Point
    package let modifiers: Key.Modifiers

    package init(_ action: Action, at place: Point, modifiers: Key.Modifiers = []) {
        self.action = action
        self.place = place
        self.modifiers = modifiers
    }
}
