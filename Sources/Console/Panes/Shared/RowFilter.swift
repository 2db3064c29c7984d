import OpsDomain
import TerminalCore

/// What a filter line asks of a row: `text` anywhere, `!text` nowhere, `column:text` in one column; or what an expression
/// says.
package struct RowFilter: Hashable, Sendable {
    /// As typed.
    package let text: String
    package let isInverse: Bool
    /// The column's index, when the person named one.
    package let column: Int?
    /// Nil for an expression.
    package let pattern: TextPattern?
    package let expression: RecordExpression?

    /// - Parameter columns: the names that a column goes by (its title, its field), by index; case does not count.
    ///   Nil for a text that asks for nothing.
    package init?(_ text: String, columns: [[String]] = []) {
        var rest = text[...]
        let isInverse = rest.first == "!"
        if isInverse { rest.removeFirst() }
        var column: Int?
        if let colon = rest.firstIndex(where: { $0 == ":" || $0 == "=" }) {
            let name = rest[..<colon].lowercased()
            column = columns.firstIndex { $0.contains { $0.lowercased() == name } }
            if column != nil { rest = rest[rest.index(after: colon)...] }
        }
        guard let pattern = TextPattern(String(rest)) else { return nil }
        self.text = text
        self.isInverse = isInverse
        self.column = column
        self.pattern = pattern
        expression = nil
    }

    /// - Parameter text: the expression as typed.
    package init(_ expression: RecordExpression, text: String) {
        self.text = text
        isInverse = false
        column = nil
        pattern = nil
        self.expression = expression
    }

    /// Whether a text fits; an expression is asked of the row itself.
    ///
    /// - Parameter cell: the text of a column; nil where the row has none.
    package func matches(columnCount: Int, cell: (Int) -> String?) -> Bool {
        guard let pattern else { return true }
        let isFound: Bool
        if let column {
            isFound = cell(column).map(pattern.matches) ?? false
        } else {
            isFound = (0..<columnCount).contains { cell($0).map(pattern.matches) ?? false }
        }
        return isFound != isInverse
    }

    /// What to highlight in the rows that are left.
    package var highlight: TextPattern? { isInverse ? nil : pattern }
}
