import OpsDomain

/// What the text of a filter's line is taken for.
package enum FilterReading: Hashable, Sendable {
    /// Nil where the text asks for nothing.
    case text(RowFilter?)
    case expression(RowFilter)
    /// An expression that cannot be read (yet).
    case unfinished(ExpressionProblem)

    package init(_ text: String, columns: [[String]], readsExpressions: Bool) {
        // `column:text` asks for a text, whatever marks stand in it.
        let plain = RowFilter(text, columns: columns)
        let namesColumn = plain?.column != nil && text.firstMark == ":"
        guard readsExpressions, !namesColumn, RecordExpression.isMeant(by: text) else {
            self = .text(plain)
            return
        }
        do throws(ExpressionProblem) {
            self = .expression(RowFilter(try RecordExpression(parsing: text), text: text))
        } catch {
            self = .unfinished(error)
        }
    }

    package var filter: RowFilter? {
        switch self {
        case .text(let filter): filter
        case .expression(let filter): filter
        case .unfinished: nil
        }
    }

    /// What is missing, for the line's end.
    package var problem: String? {
        if case .unfinished(let problem) = self { problem.sentence } else { nil }
    }
}

extension String {
    /// Which of the two marks that follow a column's name comes first.
    fileprivate var firstMark: Character? { first { $0 == ":" || $0 == "=" } }
}
