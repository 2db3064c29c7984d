import Glibc
import OpsDomain
import TerminalCore

/// Writes one thing: for a person its facts below each other, texts of several lines as they are; else as rows are.
struct FactWriter {
    private let format: OutputFormat

    init(_ format: OutputFormat) {
        self.format = format
    }

    func write(_ row: JSONNode) throws {
        guard format == .table, case .object(let members) = row else {
            var writer = RowWriter(format, columns: [])
            try writer.write(row)
            try writer.finish()
            return
        }
        var output = StandardStream(STDOUT_FILENO)
        let width = members.map(\.name.count).max() ?? 0
        for member in members {
            let lines = Self.lines(member.value)
            let label = member.name + String(repeating: " ", count: width - member.name.count)
            if lines.count == 1 {
                try output.write("\(label)  \(lines[0])\n")
            } else {
                try output.write(member.name + "\n" + lines.map { "  \($0)\n" }.joined())
            }
        }
        try output.flush()
    }

    /// What a server sent is made safe line by line.
    private static func lines(_ value: JSONNode) -> [String] {
        switch value {
        case .null: return ["–"]
        case .string(let text):
            var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            // The line feed at a text's end is its end, not a line.
            while lines.count > 1, lines.last?.isEmpty == true { lines.removeLast() }
            return lines.map { SafeText.string(String($0)) }
        case .object(let members) where members.isEmpty: return ["–"]
        case .object, .array: return value.prettyLines.map { SafeText.string($0) }
        case .boolean, .number: return [value.compact]
        }
    }
}
