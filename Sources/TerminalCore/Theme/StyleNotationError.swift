/// Why a text is not a style, in a sentence for the person who wrote the theme.
package enum StyleNotationError: Error, Hashable, Sendable, CustomStringConvertible {
    case unknownWord(String)
    case badHexadecimal(String)
    case badIndex(String)
    case secondForeground(String)
    case secondBackground(String)
    case missingBackground

    package var description: String {
        switch self {
        case .unknownWord(let word):
            "“\(SafeText.string(word))” is no attribute, terminal colour or palette name"
                + (Self.suggestion(for: word).map { " (did you mean “\($0)”?)" } ?? "")
        case .badHexadecimal(let word):
            "“\(SafeText.string(word))” is no colour: write #rgb or #rrggbb with digits 0–9 and a–f"
        case .badIndex(let word): "“\(SafeText.string(word))” is no palette number: they go from 0 to 255"
        case .secondForeground(let word):
            "“\(SafeText.string(word))” is a second text colour; a background colour stands after “on”"
        case .secondBackground(let word): "“\(SafeText.string(word))” is a second background colour"
        case .missingBackground: "“on” wants a background colour after it"
        }
    }

    /// A known word that one slip of the fingers turns into `word`.
    private static func suggestion(for word: String) -> String? {
        let typed = Array(word.lowercased().utf8)
        return StyleNotation.knownWords.first { isOneSlip(typed, Array($0.utf8)) }
    }

    private static func isOneSlip(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard abs(left.count - right.count) <= 1, max(left.count, right.count) >= 3 else { return left == right }
        var prefix = 0
        while prefix < left.count, prefix < right.count, left[prefix] == right[prefix] { prefix += 1 }
        var suffix = 0
        while suffix < min(left.count, right.count) - prefix,
            left[left.count - 1 - suffix] == right[right.count - 1 - suffix]
        {
            suffix += 1
        }
        let differing = max(left.count, right.count) - prefix - suffix
        // One letter wrong, missing or too many; or two neighbours the other way round.
        return differing <= 1
            || (differing == 2 && left.count == right.count && left[prefix] == right[prefix + 1]
                && left[prefix + 1] == right[prefix])
    }
}
