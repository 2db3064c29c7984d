/// The shape of an email address: RFC 5321's limits, and the dot-atom form of RFC 5322 that all real addresses have,
/// letters of any script allowed (RFC 6531).
package enum EmailAddress {
    package static func isValid(_ text: String) -> Bool {
        guard text.utf8.count <= 254, let at = text.lastIndex(of: "@") else { return false }
        let local = text[..<at]
        let domain = text[text.index(after: at)...]
        guard (1...64).contains(local.utf8.count),
            local.split(separator: ".", omittingEmptySubsequences: false)
                .allSatisfy({ !$0.isEmpty && $0.unicodeScalars.allSatisfy(isAtom) })
        else { return false }
        let labels = domain.split(separator: ".", omittingEmptySubsequences: false)
        return labels.count >= 2 && labels.allSatisfy(isLabel) && labels.last?.allSatisfy(\.isNumber) == false
    }

    private static func isLabel(_ label: Substring) -> Bool {
        (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
            && label.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" }
    }

    private static func isAtom(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value >= 0x80
            ? scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            : "!#$%&'*+-/=?^_`{|}~".unicodeScalars.contains(scalar)
                || ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
    }
}
