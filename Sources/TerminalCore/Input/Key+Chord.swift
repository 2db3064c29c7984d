// The written form of a key, as the configuration file, help and footers use it: `ctrl-r`, `shift-tab`, `space`, `G`.

extension Key {
    /// Reads a chord: modifiers (`ctrl-`, `alt-`, `shift-`) and then one character or a key's name. Names and modifiers
    /// may be in any case; a character is itself, so `G` and `g` differ. Nil when it is no key.
    ///
    /// Chords that terminals send as another key are that key: `ctrl-m` is `enter`, `ctrl-i` is `tab`.
    package init?(chord: String) {
        var rest = Substring(chord)
        var modifiers: Modifiers = []
        while rest.count > 1,
            let (name, modifier) = Self.modifierNames.first(where: { rest.hasPrefix(ignoringCase: $0.0) })
        {
            guard !modifiers.contains(modifier), rest.count > name.count else { return nil }
            modifiers.insert(modifier)
            rest.removeFirst(name.count)
        }
        guard let code = Self.code(named: rest) else { return nil }
        guard case .character(let scalar) = code, modifiers.contains(.shift) else {
            self = Self.normalized(code, modifiers)
            return
        }
        // Shift with a character is that character's own upper case, if it has one of a single scalar.
        let upper = scalar.properties.uppercaseMapping.unicodeScalars
        guard upper.count == 1, let first = upper.first, first != scalar || scalar.properties.isUppercase,
            !modifiers.contains(.control)
        else { return nil }
        self = Self.normalized(.character(first), modifiers.subtracting(.shift))
    }

    /// The chord that `init(chord:)` reads back as this key.
    package var chord: String {
        var text = ""
        if modifiers.contains(.control) { text += "ctrl-" }
        if modifiers.contains(.alt) { text += "alt-" }
        if modifiers.contains(.shift) { text += "shift-" }
        return text + Self.name(of: code)
    }

    /// The key in as few columns as a person still reads: `^R`, `⇧Tab`, `PgDn`, `↑`.
    package var label: String { label(shift: "⇧", names: Self.labels) }

    /// The same in ASCII only: `^R`, `S-Tab`, `PgDn`, `Up`.
    package var asciiLabel: String { label(shift: "S-", names: Self.asciiLabels) }

    /// The key for what a terminal sends: C0 controls by their names, letters with control in lower case, and one key
    /// where terminals know only one. U+FFFD for C1 controls, which no keyboard types.
    static func typed(_ scalar: Unicode.Scalar, _ modifiers: Modifiers) -> Key {
        switch scalar.value {
        case 0x0D, 0x0A: Key(.enter, modifiers)
        case 0x09: Key(.tab, modifiers)
        case 0x08, 0x7F: Key(.backspace, modifiers)
        case 0x1B: Key(.escape, modifiers)
        case 0x00: Key(.character(" "), modifiers.union(.control))
        case 0x01...0x1A: Key(.character(Unicode.Scalar(UInt8(scalar.value + 0x60))), modifiers.union(.control))
        case 0x1C...0x1F: Key(.character(Unicode.Scalar(UInt8(scalar.value + 0x40))), modifiers.union(.control))
        case 0x80...0x9F: Key(.character(ScalarDecoder.replacement), modifiers)
        case _ where modifiers.contains(.shift): shifted(scalar, modifiers)
        default: normalized(.character(scalar), modifiers)
        }
    }

    /// CSI-u tells the unshifted letter and the shift apart; everybody else sends the capital.
    private static func shifted(_ scalar: Unicode.Scalar, _ modifiers: Modifiers) -> Key {
        let upper = scalar.properties.uppercaseMapping.unicodeScalars
        let character = upper.count == 1 ? upper.first ?? scalar : scalar
        return normalized(.character(character), modifiers.subtracting(.shift))
    }

    /// Control with a letter in lower case, and as the one key that terminals send for it.
    private static func normalized(_ code: Code, _ modifiers: Modifiers) -> Key {
        guard case .character(let scalar) = code, modifiers.contains(.control), scalar.isASCII else {
            return Key(code, modifiers)
        }
        let rest = modifiers.subtracting(.control)
        switch scalar {
        case "m", "M", "j", "J": return Key(.enter, rest)
        case "i", "I": return Key(.tab, rest)
        case "h", "H": return Key(.backspace, rest)
        case "[": return Key(.escape, rest)
        case "@": return Key(.character(" "), modifiers)
        case "/": return Key(.character("_"), modifiers)
        case "A"..."Z": return Key(.character(Unicode.Scalar(UInt8(scalar.value + 0x20))), modifiers)
        default: return Key(code, modifiers)
        }
    }

    // MARK: - Names

    private static let modifierNames: [(String, Modifiers)] = [
        ("ctrl-", .control), ("control-", .control), ("alt-", .alt), ("meta-", .alt), ("shift-", .shift),
    ]

    private static let named: [(name: String, code: Code)] = [
        ("enter", .enter), ("tab", .tab), ("backspace", .backspace), ("escape", .escape), ("up", .up), ("down", .down),
        ("left", .left), ("right", .right), ("home", .home), ("end", .end), ("pageUp", .pageUp),
        ("pageDown", .pageDown), ("insert", .insert), ("delete", .delete), ("space", .character(" ")),
    ]

    private static let aliases: [String: Code] = [
        "esc": .escape, "return": .enter, "pgup": .pageUp, "pgdn": .pageDown, "ins": .insert, "del": .delete,
    ]

    private static let asciiLabels: [Code: String] = [
        .enter: "Enter", .tab: "Tab", .backspace: "Bksp", .escape: "Esc", .up: "Up", .down: "Down", .left: "Left",
        .right: "Right", .home: "Home", .end: "End", .pageUp: "PgUp", .pageDown: "PgDn", .insert: "Ins",
        .delete: "Del", .character(" "): "Space",
    ]

    private static let labels = asciiLabels.merging([.up: "↑", .down: "↓", .left: "←", .right: "→"]) { $1 }

    private static func code(named text: Substring) -> Code? {
        let scalars = text.unicodeScalars
        if scalars.count == 1, let only = scalars.first { return isVisible(only) ? .character(only) : nil }
        let lowered = text.lowercased()
        if let found = named.first(where: { $0.name.lowercased() == lowered }) { return found.code }
        if let code = aliases[lowered] { return code }
        if lowered.hasPrefix("f"), let number = Int(lowered.dropFirst()), (1...maximumFunction).contains(number),
            lowered.dropFirst().first != "0", lowered.dropFirst().first != "+"
        {
            return .function(number)
        }
        guard lowered.hasPrefix("u+"), let value = UInt32(lowered.dropFirst(2), radix: 16) else { return nil }
        return Unicode.Scalar(value).map(Code.character)
    }

    private static let maximumFunction = 63

    private static func name(of code: Code) -> String {
        switch code {
        case .function(let number): "f\(number)"
        case .character(let scalar) where scalar != " ":
            isVisible(scalar) ? String(Character(scalar)) : "u+" + String(scalar.value, radix: 16)
        case .character, .enter, .tab, .backspace, .escape, .up, .down, .left, .right, .home, .end, .pageUp, .pageDown,
            .insert, .delete:
            named.first { $0.code == code }?.name ?? ""
        }
    }

    /// Whether a scalar can stand in a chord as itself; the others are written by their number.
    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .spaceSeparator, .lineSeparator,
            .paragraphSeparator, .nonspacingMark, .spacingMark, .enclosingMark:
            false
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
            .letterNumber, .otherNumber, .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
            .initialPunctuation, .finalPunctuation, .otherPunctuation, .mathSymbol, .currencySymbol, .modifierSymbol,
            .otherSymbol:
            true
        @unknown default: false
        }
    }

    private func label(shift: String, names: [Code: String]) -> String {
        var text = ""
        if modifiers.contains(.alt) { text += "Alt-" }
        if modifiers.contains(.shift) { text += shift }
        if modifiers.contains(.control) { text += "^" }
        switch code {
        case .function(let number): return text + "F\(number)"
        case .character(let scalar) where modifiers.contains(.control) && ("a"..."z").contains(scalar):
            return text + Self.name(of: code).uppercased()
        case .character, .enter, .tab, .backspace, .escape, .up, .down, .left, .right, .home, .end, .pageUp, .pageDown,
            .insert, .delete:
            return text + (names[code] ?? Self.name(of: code))
        }
    }
}

extension Substring {
    fileprivate func hasPrefix(ignoringCase prefix: String) -> Bool {
        self.prefix(prefix.count).lowercased() == prefix
    }
}
