import Glibc
import OpsDomain
import TerminalCore

/// A column of a table on standard output.
struct OutputColumn {
    let title: String
    /// In terminal columns; nil for the last one, which takes what is left.
    let width: Int?
    let isRightAligned: Bool
    /// The cell's text of one row.
    let text: (JSONNode) -> String

    init(_ title: String, width: Int?, isRightAligned: Bool = false, text: @escaping (JSONNode) -> String) {
        self.title = title
        self.width = width
        self.isRightAligned = isRightAligned
        self.text = text
    }

    /// A column that shows a member of the row as it is.
    static func member(_ name: String, _ title: String, width: Int?, isRightAligned: Bool = false) -> OutputColumn {
        OutputColumn(title, width: width, isRightAligned: isRightAligned) { row in
            switch row[name] {
            case nil, .null?: ""
            case .string(let text)?: text
            case let value?: value.compact
            }
        }
    }
}

/// Writes rows as they come, in one of the output formats; never holds more than the row at hand.
struct RowWriter: ~Copyable {
    private let format: OutputFormat
    private let columns: [OutputColumn]
    private var count = 0
    private var output = StandardStream(STDOUT_FILENO)

    init(_ format: OutputFormat, columns: [OutputColumn]) {
        self.format = format
        self.columns = columns
    }

    mutating func write(_ row: JSONNode) throws {
        switch format {
        case .table:
            if count == 0 { try output.write(line(columns.map(\.title)) + "\n") }
            try output.write(line(columns.map { $0.text(row) }) + "\n")
        case .json:
            try output.write((count == 0 ? "[\n" : ",\n") + row.compact)
        case .jsonl:
            try output.write(row.compact + "\n")
        }
        count += 1
    }

    /// Ends what was begun: a JSON array is whole even without rows.
    mutating func finish() throws {
        if format == .json { try output.write(count == 0 ? "[]\n" : "\n]\n") }
        try flush()
    }

    /// Gets everything to the reader now; for rows that come slowly.
    mutating func flush() throws {
        try output.flush()
    }

    /// One row of a table. Cells may hold anything that a server sent, so they are made safe and cut to their width.
    private func line(_ cells: [String]) -> String {
        var line = ""
        for (column, cell) in zip(columns, cells) {
            if !line.isEmpty { line += "  " }
            guard let width = column.width else {
                line += SafeText.string(cell)
                continue
            }
            line += Glyphs.padded(cell, to: width, alignment: column.isRightAligned ? .trailing : .leading)
        }
        while line.last == " " { line.removeLast() }
        return line
    }
}
