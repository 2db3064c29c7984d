import OpsDomain
import TerminalCore

/// How wide the content of each column is, by the first rows of every page: some rows tell as much as all, and columns
/// that only grow do not jump about while somebody scrolls.
package struct ContentWidths: Sendable {
    package struct Content: Hashable, Sendable {
        /// Nine rows of ten are no wider.
        package fileprivate(set) var usual = 0
        package fileprivate(set) var widest = 0
        /// Digits behind the point.
        package fileprivate(set) var decimals = 0
    }

    /// So many rows of a page are looked at.
    private static let sample = 64

    private let columns: [CollectionColumn]
    package private(set) var contents: [Content]

    package init(_ columns: [CollectionColumn]) {
        self.columns = columns
        contents = columns.map { _ in Content() }
    }

    /// Looks at rows that came from `first` on.
    package mutating func measure(_ rows: RecordRows, from first: Int) {
        let range = first..<min(rows.count, first + Self.sample)
        guard !range.isEmpty else { return }
        for (index, column) in columns.enumerated() where column.kind != .timestamp && column.kind != .count {
            let texts = range.compactMap { rows.text(column.field, at: $0) }
            if column.kind == .number {
                contents[index].decimals = max(
                    contents[index].decimals, min(6, texts.map { DecimalPlaces.count(in: $0) }.max() ?? 0))
            }
            let decimals = contents[index].decimals
            let widths = texts.map { Self.width(of: $0, column, decimals: decimals) }.sorted()
            guard let widest = widths.last else { continue }
            contents[index].usual = max(contents[index].usual, widths[widths.count * 9 / 10])
            contents[index].widest = max(contents[index].widest, widest)
        }
    }

    private static func width(of text: String, _ column: CollectionColumn, decimals: Int) -> Int {
        switch column.kind {
        case .number: Glyphs.width(DecimalPlaces.padded(text, to: decimals))
        case .status: Glyphs.width(text) + (StatusWord(text).liveness == nil ? 0 : 2)
        case .text, .identifier, .timestamp, .count: Glyphs.width(text)
        }
    }
}

/// Numbers below each other with their points in one column.
package enum DecimalPlaces {
    package static func count(in digits: String) -> Int {
        digits.utf8.firstIndex(of: UInt8(ascii: ".")).map {
            digits.utf8.distance(from: $0, to: digits.utf8.endIndex) - 1
        }
            ?? 0
    }

    /// The number with blanks where other numbers have decimals; nothing is added to what it says.
    package static func padded(_ digits: String, to places: Int) -> String {
        guard places > 0 else { return digits }
        let count = count(in: digits)
        let hasPoint = digits.utf8.contains(UInt8(ascii: "."))
        return digits + String(repeating: " ", count: max(0, places - count + (hasPoint ? 0 : 1)))
    }
}
