/// One keypress as a person would name it: `ctrl-r`, `shift-tab`, `G`, `pageDown`.
///
/// A printable key is the scalar that it types, so `G` is `character("G")` without a shift modifier; modifiers on
/// characters are only those that change no text (control, alt).
package struct Key: Hashable, Sendable {
    package enum Code: Hashable, Sendable {
        case character(Unicode.Scalar)
        case enter, tab, backspace, escape
        case up, down, left, right
        case home, end, pageUp, pageDown
        case insert, delete
        /// F1 and up.
        case function(Int)
    }

    package struct Modifiers: OptionSet, Hashable, Sendable {
        package let rawValue: UInt8

        package init(rawValue: UInt8) {
            self.rawValue = rawValue
        }

        package static let shift = Modifiers(rawValue: 1 << 0)
        package static let alt = Modifiers(rawValue: 1 << 1)
        package static let control = Modifiers(rawValue: 1 << 2)
    }

    package let code: Code
    package let modifiers: Modifiers

    package init(_ code: Code, _ modifiers: Modifiers = []) {
        self.code = code
        self.modifiers = modifiers
    }

    /// The key that types `scalar`.
    package static func character(_ scalar: Unicode.Scalar) -> Key { Key(.character(scalar)) }
    /// Control with a letter, always the lower-case one: terminals cannot tell the cases apart.
    package static func control(_ scalar: Unicode.Scalar) -> Key { Key(.character(scalar), .control) }
}
