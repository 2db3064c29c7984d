/// An element of a small XML answer of the query protocol. Elements, text, the five named entities, numeric ones, CDATA,
/// comments and declarations are read; attributes are skipped; a document type is refused, so that no entity of its
/// making is ever expanded.
package struct XMLElement: Hashable, Sendable {
    /// Without its prefix.
    package let name: String
    package fileprivate(set) var children: [XMLElement] = []
    /// The text directly inside, white space at its ends cut.
    package fileprivate(set) var text = ""

    /// Why a text is not XML of this kind, and at which byte.
    package struct Failure: Error, Hashable, Sendable {
        package let offset: Int
        package let reason: String
    }

    /// Reads a whole document and answers its root element.
    package init(parsing bytes: [UInt8]) throws(Failure) {
        var parser = XMLParser(bytes: bytes)
        self = try parser.document()
    }

    fileprivate init(name: String) {
        self.name = name
    }

    /// The first child of a name.
    package func first(_ name: String) -> XMLElement? {
        children.first { $0.name == name }
    }
}

private struct XMLParser {
    let bytes: [UInt8]
    var index = 0
    /// An answer nests a handful of levels; a deeper one is not worth a stack.
    let depthLimit = 64

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func document() throws(XMLElement.Failure) -> XMLElement {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
        try skipBetween()
        guard peek() == UInt8(ascii: "<") else { throw failure("no element") }
        let root = try element(depth: 0)
        try skipBetween()
        guard index == bytes.count else { throw failure("something after the root element") }
        return root
    }

    private mutating func element(depth: Int) throws(XMLElement.Failure) -> XMLElement {
        guard depth < depthLimit else { throw failure("nested too deep") }
        index += 1
        var element = XMLElement(name: try name())
        guard try !skipAttributes() else { return element }
        var text: [UInt8] = []
        while true {
            guard let byte = peek() else { throw failure("<\(element.name)> is not closed") }
            if byte == UInt8(ascii: "&") {
                text += try entity()
            } else if byte != UInt8(ascii: "<") {
                text.append(byte)
                index += 1
            } else if take("<![CDATA[") {
                text += try upTo("]]>")
            } else if take("<!--") {
                _ = try upTo("-->")
            } else if take("</") {
                guard try name() == element.name else { throw failure("the wrong element is closed") }
                skipSpace()
                guard take(">") else { throw failure("a closing tag without its end") }
                element.text = try string(text)
                return element
            } else {
                element.children.append(try self.element(depth: depth + 1))
            }
        }
    }

    /// Passes the attributes and the end of a tag; true when the tag closes itself.
    private mutating func skipAttributes() throws(XMLElement.Failure) -> Bool {
        var quote: UInt8?
        while let byte = peek() {
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if take("/>") {
                return true
            } else if byte == UInt8(ascii: ">") {
                index += 1
                return false
            } else if byte == UInt8(ascii: "<") {
                break
            }
            index += 1
        }
        throw failure("a tag without its end")
    }

    private mutating func name() throws(XMLElement.Failure) -> String {
        let start = index
        while let byte = peek(), !isSpace(byte), byte != UInt8(ascii: ">"), byte != UInt8(ascii: "/"),
            byte != UInt8(ascii: "<")
        {
            index += 1
        }
        guard index > start, bytes[start] != UInt8(ascii: "!") else { throw failure("an element without a name") }
        let whole = try string(Array(bytes[start..<index]))
        return whole.split(separator: ":").last.map(String.init) ?? whole
    }

    private mutating func entity() throws(XMLElement.Failure) -> [UInt8] {
        let start = index
        index += 1
        let name = try upTo(";")
        switch String(decoding: name, as: UTF8.self) {
        case "amp": return [UInt8(ascii: "&")]
        case "lt": return [UInt8(ascii: "<")]
        case "gt": return [UInt8(ascii: ">")]
        case "quot": return [UInt8(ascii: "\"")]
        case "apos": return [UInt8(ascii: "'")]
        case let number where number.hasPrefix("#"):
            let digits = number.dropFirst()
            let value = digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
            guard let value, let scalar = Unicode.Scalar(value) else { break }
            return Array(String(scalar).utf8)
        default: break
        }
        index = start
        throw failure("an unknown entity")
    }

    private mutating func skipBetween() throws(XMLElement.Failure) {
        while true {
            skipSpace()
            if take("<?") {
                _ = try upTo("?>")
            } else if take("<!--") {
                _ = try upTo("-->")
            } else {
                return
            }
        }
    }

    private mutating func upTo(_ end: String) throws(XMLElement.Failure) -> [UInt8] {
        let start = index
        while index < bytes.count {
            if take(end) { return Array(bytes[start..<(index - end.utf8.count)]) }
            index += 1
        }
        throw failure("\(end) is missing")
    }

    private mutating func take(_ text: String) -> Bool {
        guard bytes[index...].starts(with: text.utf8) else { return false }
        index += text.utf8.count
        return true
    }

    private mutating func skipSpace() {
        while let byte = peek(), isSpace(byte) { index += 1 }
    }

    private func peek() -> UInt8? { index < bytes.count ? bytes[index] : nil }

    private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    private func string(_ bytes: [UInt8]) throws(XMLElement.Failure) -> String {
        let trimmed = bytes.drop(while: isSpace).reversed().drop(while: isSpace).reversed()
        guard let text = String(validating: Array(trimmed), as: UTF8.self) else { throw failure("not valid UTF-8") }
        return text
    }

    private func failure(_ reason: String) -> XMLElement.Failure {
        XMLElement.Failure(offset: index, reason: reason)
    }
}
