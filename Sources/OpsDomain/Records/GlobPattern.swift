/// A pattern for a whole text that a person can read at sight: `*` stands for any characters, `?` for one, `#` for one
/// digit; everything else for itself.
package struct GlobPattern: Hashable, Sendable {
    package let text: String

    package init(_ text: String) {
        self.text = text
    }

    package func matches(_ candidate: String) -> Bool {
        let (pattern, letters) = (Array(text), Array(candidate))
        var (at, place) = (0, 0)
        // Where to go on when what follows the last star did not fit.
        var retry: (pattern: Int, place: Int)?
        while place < letters.count {
            if at < pattern.count, pattern[at] == "*" {
                retry = (at, place)
                at += 1
            } else if at < pattern.count, Self.fits(letters[place], pattern[at]) {
                at += 1
                place += 1
            } else if let star = retry {
                retry = (star.pattern, star.place + 1)
                at = star.pattern + 1
                place = star.place + 1
            } else {
                return false
            }
        }
        return pattern[at...].allSatisfy { $0 == "*" }
    }

    private static func fits(_ letter: Character, _ sign: Character) -> Bool {
        switch sign {
        case "?": true
        case "#": letter.isASCII && letter.isWholeNumber
        default: letter == sign
        }
    }
}
