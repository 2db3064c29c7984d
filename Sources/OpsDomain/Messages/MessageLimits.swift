/// What SQS takes.
///
/// Source: Amazon SQS API Reference, [SendMessage](https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html)
/// and [MessageAttributeValue](https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_MessageAttributeValue.html);
/// Developer Guide, "Amazon SQS message metadata" and "Amazon SQS message quotas".
package enum MessageLimits {
    /// Bytes of a message, its attributes counted.
    package static let size = 1_048_576
    package static let attributes = 10
    /// Seconds.
    package static let delay = 0...900
    /// Characters of an attribute's name and of its type.
    package static let nameLength = 256
    /// Characters of a group id and of a deduplication id.
    package static let idLength = 128

    /// The first character that SQS does not take, as `U+0007`: it takes tab, line feed, carriage return, and everything
    /// from the space on but the surrogates, U+FFFE and U+FFFF.
    package static func forbiddenCharacter(in text: String) -> String? {
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: continue
            default:
                let digits = String(scalar.value, radix: 16, uppercase: true)
                return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
            }
        }
        return nil
    }

    /// Why a name cannot be an attribute's, as a sentence; nil when it can.
    package static func problem(withName name: String) -> String? {
        guard !name.isEmpty else { return "An attribute needs a name." }
        guard name.utf8.allSatisfy({ isWordByte($0) || $0 == UInt8(ascii: ".") }) else {
            return "An attribute's name has letters, digits, _, - and . only."
        }
        if name.utf8.count > nameLength { return "An attribute's name has at most \(nameLength) characters." }
        if name.hasPrefix(".") || name.hasSuffix(".") || name.contains("..") {
            return "A name neither begins nor ends with a period, nor has two in a row."
        }
        let lower = name.lowercased()
        return lower.hasPrefix("aws.") || lower.hasPrefix("amazon.")
            ? "Names that begin with AWS. or Amazon. are reserved." : nil
    }

    /// Why a text cannot be a group id or a deduplication id.
    package static func problem(withID text: String) -> String? {
        guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            return "Letters, digits and punctuation only, no blanks."
        }
        return text.utf8.count > idLength ? "At most \(idLength) characters." : nil
    }

    /// Why SQS would not take an attribute's type and value.
    package static func problem(with attribute: MessageAttribute) -> String? {
        let kind = attribute.dataType.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let base = kind.first, ["String", "Number", "Binary"].contains(base), kind.count == 1 || kind[1] != ""
        else { return "The type is String, Number or Binary, perhaps with a label: Number.int." }
        if attribute.dataType.utf8.count > nameLength { return "A type has at most \(nameLength) characters." }
        switch attribute.value {
        case .binary(let bytes): return bytes.isEmpty ? "The value is empty." : nil
        case .text(let text):
            if text.isEmpty { return "The value is empty." }
            if let character = forbiddenCharacter(in: text) { return "SQS does not take the character \(character)." }
            return base == "Number" && !isNumber(text)
                ? "No number that SQS takes: up to 38 digits, from 1E-128 to 1E+126." : nil
        }
    }

    private static func isNumber(_ text: String) -> Bool {
        guard case .number(let digits)? = parsed(text) else { return false }
        let mantissa = digits.prefix { $0 != "e" && $0 != "E" }.filter(\.isNumber)
        let significant = mantissa.drop { $0 == "0" }
        guard significant.count <= 38, let value = Double(digits), value.isFinite else { return false }
        return significant.isEmpty || (1e-128...1e126).contains(abs(value))
    }

    private static func parsed(_ text: String) -> JSONNode? {
        do throws(JSONProblem) {
            return try JSONNode(parsing: text)
        } catch {
            // What JSON does not call a number (`+1`, `.5`, `NaN`) is not sent as one.
            return nil
        }
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
