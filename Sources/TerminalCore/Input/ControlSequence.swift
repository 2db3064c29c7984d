/// One complete CSI or SS3 sequence, and what it means as input (xterm's ctlseqs, "PC-Style Function Keys" and "Mouse
/// Tracking"; rxvt and CSI-u where they differ).
struct ControlSequence {
    let parameters: [UInt8]
    let final: UInt8

    var isPasteStart: Bool { final == 0x7E && numbers == [200] }

    /// The meaning of a CSI sequence; nil for what is no input, or none that we know.
    var event: InputEvent? {
        switch final {
        case UInt8(ascii: "I") where parameters.isEmpty: return .focusChanged(isFocused: true)
        case UInt8(ascii: "O") where parameters.isEmpty: return .focusChanged(isFocused: false)
        case UInt8(ascii: "M"), UInt8(ascii: "m"):
            guard parameters.first == UInt8(ascii: "<"), let fields = numbers(after: 1), fields.count == 3 else {
                return nil
            }
            return MouseEvent(
                code: fields[0], column: fields[1], row: fields[2], isRelease: final == UInt8(ascii: "m")
            ).map(InputEvent.mouse)
        case UInt8(ascii: "u"): return scalarKey(numbers ?? [], scalarAt: 0, modifiersAt: 1).map(InputEvent.key)
        case UInt8(ascii: "~") where numbers?.first == 27 && numbers?.count == 3:
            return scalarKey(numbers ?? [], scalarAt: 2, modifiersAt: 1).map(InputEvent.key)
        case UInt8(ascii: "~"), UInt8(ascii: "$"), UInt8(ascii: "^"), UInt8(ascii: "@"):
            return tildeKey.map(InputEvent.key)
        case UInt8(ascii: "Z"): return .key(Key(.tab, modifiers(numbers?.dropFirst().first).union(.shift)))
        case UInt8(ascii: "a")...UInt8(ascii: "d") where parameters.isEmpty:
            // rxvt's shifted arrows.
            return Self.cursorCode(final - 0x20).map { .key(Key($0, .shift)) }
        default: return cursorKey.map(InputEvent.key)
        }
    }

    /// The meaning of an SS3 sequence: a cursor key, F1–F4 or a keypad key in application mode.
    var shiftedKey: Key? {
        switch final {
        case UInt8(ascii: "M"): return Key(.enter, modifiers(numbers?.last))
        case UInt8(ascii: "I"): return Key(.tab, modifiers(numbers?.last))
        case UInt8(ascii: "a")...UInt8(ascii: "d") where parameters.isEmpty:
            // rxvt's arrows with control.
            return Self.cursorCode(final - 0x20).map { Key($0, .control) }
        case UInt8(ascii: "j")...UInt8(ascii: "y"):
            return Key(.character(Unicode.Scalar(final - 0x40)), modifiers(numbers?.last))
        case UInt8(ascii: "X"): return .character("=")
        default: return Self.cursorCode(final).map { Key($0, modifiers(numbers?.last)) }
        }
    }

    // MARK: - Keys

    /// `CSI A`, `CSI 1;5C` and their kin. An `R` with two numbers past the key's own is a cursor report, no F3.
    private var cursorKey: Key? {
        guard let numbers, numbers.count <= 2, numbers.isEmpty || numbers[0] <= 1 || numbers.count == 1,
            let code = Self.cursorCode(final)
        else { return nil }
        // Some terminals leave the leading 1 out: `CSI 5C`.
        return Key(code, modifiers(numbers.last))
    }

    private static func cursorCode(_ final: UInt8) -> Key.Code? {
        switch final {
        case UInt8(ascii: "A"): .up
        case UInt8(ascii: "B"): .down
        case UInt8(ascii: "C"): .right
        case UInt8(ascii: "D"): .left
        case UInt8(ascii: "H"): .home
        case UInt8(ascii: "F"): .end
        case UInt8(ascii: "P")...UInt8(ascii: "S"): .function(Int(final) - 0x4F)
        default: nil
        }
    }

    private var tildeKey: Key? {
        guard let numbers, let code = numbers.first.flatMap(Self.tildeCode), numbers.count <= 2 else { return nil }
        var held = modifiers(numbers.dropFirst().first)
        // rxvt tells the modifiers by the last byte.
        if final == UInt8(ascii: "$") || final == UInt8(ascii: "@") { held.insert(.shift) }
        if final == UInt8(ascii: "^") || final == UInt8(ascii: "@") { held.insert(.control) }
        return Key(code, held)
    }

    private static func tildeCode(_ number: Int) -> Key.Code? {
        switch number {
        case 1, 7: .home
        case 2: .insert
        case 3: .delete
        case 4, 8: .end
        case 5: .pageUp
        case 6: .pageDown
        case 11...15: .function(number - 10)
        case 17...21: .function(number - 11)
        case 23...26: .function(number - 12)
        case 28, 29: .function(number - 13)
        case 31...34: .function(number - 14)
        default: nil
        }
    }

    /// CSI-u (fixterms, kitty) and xterm's modifyOtherKeys: the key by the scalar that it types.
    private func scalarKey(_ numbers: [Int], scalarAt: Int, modifiersAt: Int) -> Key? {
        guard numbers.indices.contains(scalarAt), let value = UInt32(exactly: numbers[scalarAt]),
            let scalar = Unicode.Scalar(value), !isReleaseReport
        else { return nil }
        // Kitty names keys without text, such as a modifier alone, from the private use area.
        guard !(0xE000...0xF8FF).contains(value) else { return nil }
        return Key.typed(scalar, modifiers(numbers.indices.contains(modifiersAt) ? numbers[modifiersAt] : nil))
    }

    // MARK: - Parameters

    /// Kitty's event type 3 behind the modifiers, as in `97;1:3u`: a key let go, which is no keypress.
    private var isReleaseReport: Bool {
        let fields = parameters.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
        return fields.count > 1 && fields[1].suffix(2) == [UInt8(ascii: ":"), UInt8(ascii: "3")]
    }

    /// The numbers between the semicolons, without their colon sub-parameters; an empty one is 0. Nil when there is
    /// anything else among them.
    private var numbers: [Int]? { numbers(after: 0) }

    private func numbers(after prefix: Int) -> [Int]? {
        guard parameters.count > prefix else { return [] }
        var result = [0]
        var isSub = false
        for byte in parameters.dropFirst(prefix) {
            switch byte {
            case UInt8(ascii: ";"):
                result.append(0)
                isSub = false
            case UInt8(ascii: ":"): isSub = true
            case 0x30...0x39 where isSub: continue
            case 0x30...0x39: result[result.count - 1] = min(result[result.count - 1] * 10 + Int(byte - 0x30), 1 << 24)
            default: return nil
            }
        }
        return result
    }

    /// xterm's modifier parameter: one more than a sum of shift 1, alt 2, control 4; what lies above is left out.
    private func modifiers(_ parameter: Int?) -> Key.Modifiers {
        guard let parameter, parameter > 1 else { return [] }
        return Key.Modifiers(rawValue: UInt8((parameter - 1) & 0b111))
    }
}

extension MouseEvent {
    /// An xterm mouse report: button and modifiers in `code`, the place counted from one. Nil for motion without a
    /// button and for buttons that we have no name for.
    init?(code: Int, column: Int, row: Int, isRelease: Bool) {
        var modifiers: Key.Modifiers = []
        if code & 4 != 0 { modifiers.insert(.shift) }
        if code & 8 != 0 { modifiers.insert(.alt) }
        if code & 16 != 0 { modifiers.insert(.control) }
        let action: Action
        switch (code & 0b1100_0000, code & 0b11) {
        case (0x40, 0) where !isRelease: action = .wheelUp
        case (0x40, 1) where !isRelease: action = .wheelDown
        case (0, let index):
            guard let button = Self.button(index) else { return nil }
            action = isRelease ? .release(button) : code & 32 != 0 ? .drag(button) : .press(button)
        default: return nil
        }
        guard (0..<256).contains(code), (1...Self.farthest).contains(column), (1...Self.farthest).contains(row)
        else { return nil }
        self.init(action, at: Point(row: row - 1, column: column - 1), modifiers: modifiers)
    }

    /// No screen is larger.
    private static let farthest = 1 << 16

    private static func button(_ index: Int) -> Button? {
        switch index {
        case 0: .left
        case 1: .middle
        case 2: .right
        default: nil
        }
    }
}
