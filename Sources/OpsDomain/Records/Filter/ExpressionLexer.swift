/// The marks and words of an expression. Every text gives tokens or a problem, in time that grows with its length only.
struct ExpressionLexer {
    struct Word: Hashable {
        /// As typed, quotes taken away where the whole word stands in them.
        let text: String
        /// Between its dots.
        let segments: [String]
        let isQuoted: Bool
        /// Quotes anywhere: no keyword, and no value unless it is quoted as a whole.
        let hasQuotes: Bool

        /// In small letters; nil where quotes say that it is none.
        var keyword: String? { hasQuotes ? nil : text.lowercased() }
    }

    struct Token {
        enum Kind: Hashable {
            case word(Word)
            case comparison(RecordExpression.Comparison)
            case open, close
        }

        let kind: Kind
        let offset: Int
    }

    private let bytes: [UInt8]
    private var position = 0

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    var length: Int { bytes.count }

    /// All tokens, in order.
    mutating func tokens() throws(ExpressionProblem) -> [Token] {
        var tokens: [Token] = []
        while true {
            while position < bytes.count, Self.isBlank(bytes[position]) { position += 1 }
            guard position < bytes.count else { return tokens }
            let offset = position
            tokens.append(Token(kind: try kind(), offset: offset))
        }
    }

    private mutating func kind() throws(ExpressionProblem) -> Token.Kind {
        let offset = position
        switch bytes[position] {
        case UInt8(ascii: "("): return mark(.open, 1)
        case UInt8(ascii: ")"): return mark(.close, 1)
        case UInt8(ascii: "~"): return mark(.comparison(.contains), 1)
        case UInt8(ascii: "="):
            return mark(.comparison(.equal), next(is: "=") ? 2 : 1)
        case UInt8(ascii: "!"):
            guard next(is: "=") else { throw ExpressionProblem(offset: offset, "Expected != here.") }
            return mark(.comparison(.notEqual), 2)
        case UInt8(ascii: "<"):
            if next(is: ">") { return mark(.comparison(.notEqual), 2) }
            return next(is: "=") ? mark(.comparison(.lessOrEqual), 2) : mark(.comparison(.less), 1)
        case UInt8(ascii: ">"):
            return next(is: "=") ? mark(.comparison(.greaterOrEqual), 2) : mark(.comparison(.greater), 1)
        default: return .word(try word())
        }
    }

    private mutating func mark(_ kind: Token.Kind, _ width: Int) -> Token.Kind {
        position += width
        return kind
    }

    private func next(is mark: Unicode.Scalar) -> Bool {
        position + 1 < bytes.count && UInt32(bytes[position + 1]) == mark.value
    }

    private mutating func word() throws(ExpressionProblem) -> Word {
        let start = position
        var segments: [String] = []
        var hasQuotes = false
        while true {
            if position < bytes.count, Self.isQuote(bytes[position]) {
                segments.append(try quoted())
                hasQuotes = true
                guard position == bytes.count || ends || bytes[position] == Self.dot else {
                    throw ExpressionProblem(offset: position, "Expected a blank after the closing quote.")
                }
            } else {
                let first = position
                while position < bytes.count, !ends, bytes[position] != Self.dot { position += 1 }
                segments.append(String(decoding: bytes[first..<position], as: UTF8.self))
            }
            guard position < bytes.count, bytes[position] == Self.dot else { break }
            position += 1
        }
        let isQuoted = hasQuotes && segments.count == 1
        return Word(
            text: isQuoted ? segments[0] : String(decoding: bytes[start..<position], as: UTF8.self),
            segments: segments, isQuoted: isQuoted, hasQuotes: hasQuotes)
    }

    /// A word ends at a blank, a parenthesis or a comparison.
    private var ends: Bool {
        let byte = bytes[position]
        return Self.isBlank(byte) || Self.stops.contains(byte) || (byte == UInt8(ascii: "!") && next(is: "="))
    }

    private mutating func quoted() throws(ExpressionProblem) -> String {
        let start = position
        let quote = bytes[position]
        var content: [UInt8] = []
        position += 1
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte == quote { return String(decoding: content, as: UTF8.self) }
            let isEscape = byte == UInt8(ascii: "\\") && position < bytes.count
            if isEscape, Self.isQuote(bytes[position]) || bytes[position] == UInt8(ascii: "\\") {
                content.append(bytes[position])
                position += 1
            } else {
                content.append(byte)
            }
        }
        throw ExpressionProblem(offset: start, "Expected the closing quote of what begins here.")
    }

    private static let dot = UInt8(ascii: ".")
    private static let stops = Set("()=<>~".utf8)
    private static func isBlank(_ byte: UInt8) -> Bool { byte <= 0x20 }
    private static func isQuote(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") }

    /// Whether a value needs no quotes.
    static func isBareValue(_ text: String) -> Bool {
        guard let first = text.utf8.first, !isQuote(first), first != UInt8(ascii: "!"),
            !ExpressionParser.joins.contains(text.lowercased())
        else { return false }
        return text.utf8.allSatisfy { !isBlank($0) && !stops.contains($0) && !isQuote($0) && $0 != UInt8(ascii: "!") }
    }

    /// Whether a name needs no quotes.
    static func isBareName(_ text: String) -> Bool {
        isBareValue(text) && !text.utf8.contains(dot)
    }
}
