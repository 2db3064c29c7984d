/// A message attribute as a person writes it: `name=value`, or with its type `name=Number:3`, `name=Binary:AQI=`.
package struct AttributeArgument: Hashable, Sendable {
    /// Why a text is none, as a sentence.
    package struct Problem: Error, Hashable, Sendable {
        package let sentence: String
    }

    package let name: String
    package let attribute: MessageAttribute

    /// Reads and checks one. What stands before a colon is a type only when it is one of SQS's: `url=https://…` is text.
    /// Bytes are written in Base64.
    package init(_ text: String) throws(Problem) {
        guard let equals = text.firstIndex(of: "=") else {
            throw Problem(sentence: "Write name=value, or name=Number:3 with a type.")
        }
        name = String(text[..<equals])
        if let sentence = MessageLimits.problem(withName: name) { throw Problem(sentence: sentence) }
        attribute = try Self.attribute(text[text.index(after: equals)...])
        if let sentence = MessageLimits.problem(with: attribute) { throw Problem(sentence: sentence) }
    }

    private static func attribute(_ text: Substring) throws(Problem) -> MessageAttribute {
        guard let colon = text.firstIndex(of: ":"), isType(text[..<colon]) else {
            return MessageAttribute(dataType: "String", value: .text(String(text)))
        }
        let (type, value) = (String(text[..<colon]), String(text[text.index(after: colon)...]))
        guard type.hasPrefix("Binary") else { return MessageAttribute(dataType: type, value: .text(value)) }
        guard let bytes = Base64Text.decode(value) else {
            throw Problem(sentence: "Bytes are written in Base64: Binary:AQI=")
        }
        return MessageAttribute(dataType: type, value: .binary(bytes))
    }

    private static func isType(_ text: Substring) -> Bool {
        ["String", "Number", "Binary"].contains { text == $0 || text.hasPrefix($0 + ".") }
    }
}
