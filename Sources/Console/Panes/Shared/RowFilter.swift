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
        matches(columnCount: columnCount) { column, pattern in cell(column).map(pattern.matches) ?? false }
    }

    /// The same, of rows that can look for a pattern themselves.
    package func matches(columnCount: Int, finds: (_ column: Int, _ pattern: TextPattern) -> Bool) -> Bool {
        guard let pattern else { return true }
        let isFound: Bool
        if let column {
            isFound = finds(column, pattern)
        } else {
            isFound = (0..<columnCount).contains { finds($0, pattern) }
        }
        return isFound != isInverse
    }

    /// Whether every row that fits this filter fits `other` too, for all that can be said without looking: somebody typed
    /// on. Then only the rows that fitted `other` need be looked at.
    package func narrows(_ other: RowFilter?) -> Bool {
        guard let other else { return true }
        guard let pattern, let looser = other.pattern, !isInverse, !other.isInverse, column == other.column else {
            return false
        }
        return pattern.extends(looser)
    }

    /// What to highlight in the rows that are left.
    package var highlight: TextPattern? { isInverse ? nil : pattern }
}
