/// What failures of one kind have in common: their text without ids and numbers.
package enum FailureSignature {
    /// `KeyError: 'total'` as it is, `order-0042 not found` as `order-# not found`: of words with digits only their letters
    /// stay, a UUID or another long hexadecimal word is a `#` altogether. Only the first line counts, and the module of an
    /// exception does not.
    package static func text(_ text: String) -> String {
        var signature = ""
        var word: [Unicode.Scalar] = []
        var length = 0
        func close() {
            for scalar in Self.general(word) { signature.unicodeScalars.append(scalar) }
            word = []
        }
        for scalar in withoutModule(text).unicodeScalars {
            if scalar == "\n" || scalar == "\r" || length >= longest { break }
            length += 1
            if isWord(scalar) {
                word.append(scalar)
            } else {
                close()
                signature.unicodeScalars.append(scalar)
            }
        }
        close()
        return signature
    }

    private static let longest = 240

    /// `ClientError: …` of `botocore.exceptions.ClientError: …`.
    package static func withoutModule(_ text: String) -> Substring {
        let head = text.prefix { $0 != ":" }
        guard head.utf8.count < text.utf8.count, let dot = head.lastIndex(of: "."),
            head.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "." || $0 == "_" })
        else { return text[...] }
        return text[text.index(after: dot)...]
    }

    private static func general(_ word: [Unicode.Scalar]) -> [Unicode.Scalar] {
        guard word.contains(where: isDigit) else { return word }
        // An id of eight hexadecimal digits or more, dashes between them or not.
        let digits = word.filter { $0 != "-" }
        if digits.count >= 8, digits.allSatisfy({ $0.properties.isHexDigit }) { return ["#"] }
        var general: [Unicode.Scalar] = []
        for scalar in word where !isDigit(scalar) || general.last != "#" {
            general.append(isDigit(scalar) ? "#" : scalar)
        }
        return general
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || isDigit(scalar) || scalar == "-" || scalar == "_"
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.numericType != nil }
}
