/// Reads one JSON text (RFC 8259) into a `JSONNode`; strict but for lone surrogate escapes, which become U+FFFD because
/// Python lets them pass. Nesting is bounded, so that no text can exhaust the stack.
struct JSONNodeReader {
    /// Deeper nesting than this is refused.
    static let maximumDepth = 256

    private let bytes: [UInt8]
    private let refusesLoneSurrogates: Bool
    private var position = 0

    private init(_ text: String, refusesLoneSurrogates: Bool = false) {
        bytes = Array(text.utf8)
        self.refusesLoneSurrogates = refusesLoneSurrogates
    }

    /// - Parameter refusesLoneSurrogates: for texts that are to be written, where U+FFFD would be a loss.
    static func read(_ text: String, refusesLoneSurrogates: Bool = false) throws(JSONProblem) -> JSONNode {
        var reader = JSONNodeReader(text, refusesLoneSurrogates: refusesLoneSurrogates)
        reader.skipBlanks()
        let node = try reader.value(depth: 0)
        reader.skipBlanks()
        guard reader.position == reader.bytes.count else { throw reader.problem("nothing expected after the value") }
        return node
    }

    /// Where in a JSON text a value stands, in bytes: the child at each index of the path, or the last one's name.
    static func offset(of path: [Int], isName: Bool, in text: String) throws(JSONProblem) -> Int {
        var reader = JSONNodeReader(text)
        reader.skipBlanks()
        for (level, index) in path.enumerated() {
            let isObject = reader.next == UInt8(ascii: "{")
            reader.position += 1
            for child in 0...index {
                reader.skipBlanks()
                if isName, child == index, level == path.count - 1 { return reader.position }
                if isObject {
                    _ = try reader.string()
                    reader.skipBlanks()
                    reader.position += 1
                    reader.skipBlanks()
                }
                guard child < index else { break }
                _ = try reader.value(depth: 0)
                reader.skipBlanks()
                reader.position += 1
            }
        }
        return reader.position
    }

    private func problem(_ reason: String) -> JSONProblem {
        JSONProblem(offset: position, reason: reason)
    }

    private var next: UInt8? {
        position < bytes.count ? bytes[position] : nil
    }

    private mutating func skipBlanks() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private mutating func value(depth: Int) throws(JSONProblem) -> JSONNode {
        guard depth < Self.maximumDepth else { throw problem("nested too deeply") }
        switch next {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .boolean(true))
        case UInt8(ascii: "f"): return try word("false", .boolean(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case nil: throw problem("a value expected, the text ended")
        case .some(let byte) where byte == UInt8(ascii: "-") || Self.isDigit(byte): return .number(try number())
        case .some: throw problem("a value expected")
        }
    }

    private mutating func word(_ word: StaticString, _ node: JSONNode) throws(JSONProblem) -> JSONNode {
        let expected = Array(word.description.utf8)
        guard bytes[position...].starts(with: expected) else { throw problem("a value expected") }
        position += expected.count
        return node
    }

    private mutating func object(depth: Int) throws(JSONProblem) -> JSONNode {
        position += 1
        var members: [JSONMember] = []
        skipBlanks()
        if next == UInt8(ascii: "}") {
            position += 1
            return .object(members)
        }
        while true {
            skipBlanks()
            guard next == UInt8(ascii: "\"") else { throw problem("a member's name expected") }
            let name = try string()
            skipBlanks()
            guard next == UInt8(ascii: ":") else { throw problem("a colon expected") }
            position += 1
            skipBlanks()
            members.append(JSONMember(name, try value(depth: depth + 1)))
            guard try goesOn(until: UInt8(ascii: "}")) else { return .object(members) }
        }
    }

    private mutating func array(depth: Int) throws(JSONProblem) -> JSONNode {
        position += 1
        var elements: [JSONNode] = []
        skipBlanks()
        if next == UInt8(ascii: "]") {
            position += 1
            return .array(elements)
        }
        while true {
            skipBlanks()
            elements.append(try value(depth: depth + 1))
            guard try goesOn(until: UInt8(ascii: "]")) else { return .array(elements) }
        }
    }

    /// After an element: true at a comma, false at the closing bracket.
    private mutating func goesOn(until close: UInt8) throws(JSONProblem) -> Bool {
        skipBlanks()
        guard let byte = next, byte == close || byte == UInt8(ascii: ",") else {
            throw problem(close == UInt8(ascii: "}") ? "a comma or } expected" : "a comma or ] expected")
        }
        position += 1
        return byte != close
    }

    private mutating func number() throws(JSONProblem) -> String {
        let start = position
        if next == UInt8(ascii: "-") { position += 1 }
        let whole = position
        try digits()
        if bytes[whole] == UInt8(ascii: "0"), position > whole + 1 {
            position = whole
            throw problem("a number may not begin with 0")
        }
        if next == UInt8(ascii: ".") {
            position += 1
            try digits()
        }
        if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
            position += 1
            if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { position += 1 }
            try digits()
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func digits() throws(JSONProblem) {
        let start = position
        while let byte = next, Self.isDigit(byte) { position += 1 }
        guard position > start else { throw problem("a digit expected") }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }

    private mutating func string() throws(JSONProblem) -> String {
        position += 1
        var text: [UInt8] = []
        var runStart = position
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                text += bytes[runStart..<position]
                position += 1
                return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                text += bytes[runStart..<position]
                text += String(try escape()).utf8
                runStart = position
            case 0..<0x20:
                throw problem("a control character must be escaped")
            default:
                position += 1
            }
        }
        throw problem("the text ended within a string")
    }

    private mutating func escape() throws(JSONProblem) -> Unicode.Scalar {
        position += 1
        guard let byte = next else { throw problem("the text ended within a string") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try codeUnitEscape()
        default:
            position -= 1
            throw problem("no such escape")
        }
    }

    private mutating func codeUnitEscape() throws(JSONProblem) -> Unicode.Scalar {
        let first = try hexadecimal()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard (0xD800...0xDBFF).contains(first) else { return try loneSurrogate() }
        let resume = position
        guard bytes[position...].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")]) else {
            return try loneSurrogate()
        }
        position += 2
        let second = try hexadecimal()
        guard (0xDC00...0xDFFF).contains(second) else {
            position = resume
            return try loneSurrogate()
        }
        return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) ?? "\u{FFFD}"
    }

    private mutating func loneSurrogate() throws(JSONProblem) -> Unicode.Scalar {
        guard refusesLoneSurrogates else { return "\u{FFFD}" }
        position -= 6
        throw problem("half a surrogate pair is no character")
    }

    private mutating func hexadecimal() throws(JSONProblem) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
                throw problem("four hexadecimal digits expected")
            }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        return value
    }
}
