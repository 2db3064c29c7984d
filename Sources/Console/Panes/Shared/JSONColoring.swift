import OpsDomain
import TerminalCore

/// JSON laid out over lines, its parts told apart.
package enum JSONColoring {
    package static func lines(of node: JSONNode) -> [DetailLine] {
        node.prettyLines.map(line)
    }

    /// A line of laid-out JSON: a string never spans two.
    package static func line(_ text: String) -> DetailLine {
        var parts: [DetailLine.Part] = []
        let bytes = text.utf8
        var position = bytes.startIndex
        while position < bytes.endIndex {
            let start = position
            let byte = bytes[position]
            let scope: ThemeScope?
            switch byte {
            case UInt8(ascii: "\""):
                position = stringEnd(in: bytes, from: position)
                let isKey = position < bytes.endIndex && bytes[position] == UInt8(ascii: ":")
                scope = isKey ? .syntaxKey : .syntaxString
            case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                position = end(in: bytes, from: position) { isNumber($0) }
                scope = .syntaxNumber
            case UInt8(ascii: "a")...UInt8(ascii: "z"):
                position = end(in: bytes, from: position) { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
                scope = .syntaxLiteral
            case UInt8(ascii: " "):
                position = end(in: bytes, from: position) { $0 == UInt8(ascii: " ") }
                scope = nil
            default:
                position = bytes.index(after: position)
                scope = .syntaxPunctuation
            }
            parts.append(.text(String(text[start..<position]), scope))
        }
        return DetailLine(parts)
    }

    private static func stringEnd(in bytes: String.UTF8View, from start: String.Index) -> String.Index {
        var position = bytes.index(after: start)
        while position < bytes.endIndex {
            let byte = bytes[position]
            position = bytes.index(after: position)
            if byte == UInt8(ascii: "\"") { return position }
            if byte == UInt8(ascii: "\\"), position < bytes.endIndex { position = bytes.index(after: position) }
        }
        return position
    }

    private static func end(
        in bytes: String.UTF8View, from start: String.Index, while fits: (UInt8) -> Bool
    ) -> String.Index {
        var position = start
        while position < bytes.endIndex, fits(bytes[position]) { position = bytes.index(after: position) }
        return position
    }

    private static func isNumber(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."),
            UInt8(ascii: "e"), UInt8(ascii: "E"):
            true
        default: false
        }
    }
}
