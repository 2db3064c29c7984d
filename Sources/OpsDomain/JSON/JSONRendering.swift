extension JSONNode {
    /// One line, no blanks.
    package var compact: String {
        var text = ""
        write(compactTo: &text)
        return text
    }

    /// One member or element a line, indented by two blanks a level; empty arrays and objects stay on their line. The
    /// lines joined are the same JSON again.
    package var prettyLines: [String] {
        var lines: [String] = []
        var open = ""
        write(to: &lines, open: &open, depth: 0)
        lines.append(open)
        return lines
    }

    /// A JSON string literal with its quotes. Control characters are escaped, everything else is as it is.
    package static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\0"..<" ", "\u{7F}"..<"\u{A0}":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    private func write(compactTo text: inout String) {
        switch self {
        case .null: text += "null"
        case .boolean(let value): text += value ? "true" : "false"
        case .number(let digits): text += digits
        case .string(let string): text += Self.quoted(string)
        case .array(let elements):
            text += "["
            for (index, element) in elements.enumerated() {
                if index > 0 { text += "," }
                element.write(compactTo: &text)
            }
            text += "]"
        case .object(let members):
            text += "{"
            for (index, member) in members.enumerated() {
                if index > 0 { text += "," }
                text += Self.quoted(member.name) + ":"
                member.value.write(compactTo: &text)
            }
            text += "}"
        }
    }

    /// Writes on the open line; finished lines go to `lines`.
    private func write(to lines: inout [String], open: inout String, depth: Int) {
        switch self {
        case .array(let elements) where !elements.isEmpty:
            open += "["
            for (index, element) in elements.enumerated() {
                Self.breakLine(&lines, &open, depth: depth + 1)
                element.write(to: &lines, open: &open, depth: depth + 1)
                if index < elements.count - 1 { open += "," }
            }
            Self.breakLine(&lines, &open, depth: depth)
            open += "]"
        case .object(let members) where !members.isEmpty:
            open += "{"
            for (index, member) in members.enumerated() {
                Self.breakLine(&lines, &open, depth: depth + 1)
                open += Self.quoted(member.name) + ": "
                member.value.write(to: &lines, open: &open, depth: depth + 1)
                if index < members.count - 1 { open += "," }
            }
            Self.breakLine(&lines, &open, depth: depth)
            open += "}"
        case .null, .boolean, .number, .string, .array, .object:
            write(compactTo: &open)
        }
    }

    private static func breakLine(_ lines: inout [String], _ open: inout String, depth: Int) {
        lines.append(open)
        open = String(repeating: "  ", count: depth)
    }
}
