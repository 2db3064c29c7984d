extension RecordExpression {
    /// Reads an expression as a person types it. Fields stand by name, those inside maps by path (`address.city`); names
    /// and texts with blanks or marks stand in quotes. `not` binds closest, then `and`, then `or`.
    package init(parsing text: String) throws(ExpressionProblem) {
        var parser = try ExpressionParser(text)
        self = try parser.expression()
    }
}

/// Reads tokens by recursive descent, so many levels deep and no deeper.
struct ExpressionParser {
    /// Words that join conditions.
    static let joins: Set<String> = ["and", "or", "not"]
    static let deepest = 40
    static let longest = 4096

    private let tokens: [ExpressionLexer.Token]
    private let end: Int
    private var next = 0
    private var depth = 0

    init(_ text: String) throws(ExpressionProblem) {
        var lexer = ExpressionLexer(text)
        guard lexer.length <= Self.longest else {
            throw ExpressionProblem(offset: Self.longest, "An expression has at most 4,096 bytes.")
        }
        end = lexer.length
        tokens = try lexer.tokens()
    }

    mutating func expression() throws(ExpressionProblem) -> RecordExpression {
        let expression = try alternatives()
        guard let token = current else { return expression }
        if token.kind == .close { throw ExpressionProblem(offset: token.offset, "No parenthesis is open here.") }
        throw ExpressionProblem(
            offset: token.offset, "Expected and, or, or the end; a text with blanks stands in quotes.")
    }

    private var current: ExpressionLexer.Token? { next < tokens.count ? tokens[next] : nil }
    private var offset: Int { current?.offset ?? end }

    private func isKeyword(_ keyword: String) -> Bool {
        if case .word(let word) = current?.kind { word.keyword == keyword } else { false }
    }

    private mutating func alternatives() throws(ExpressionProblem) -> RecordExpression {
        var parts = [try conjunction()]
        while isKeyword("or") {
            next += 1
            parts.append(try conjunction())
        }
        return parts.count == 1 ? parts[0] : .or(parts)
    }

    private mutating func conjunction() throws(ExpressionProblem) -> RecordExpression {
        var parts = [try term()]
        while isKeyword("and") {
            next += 1
            parts.append(try term())
        }
        return parts.count == 1 ? parts[0] : .and(parts)
    }

    private mutating func term() throws(ExpressionProblem) -> RecordExpression {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else {
            throw ExpressionProblem(
                offset: offset, "Expected no more than \(Self.deepest) levels of parentheses and not.")
        }
        if isKeyword("not") {
            next += 1
            return .not(try term())
        }
        guard current?.kind == .open else { return try condition() }
        next += 1
        let inner = try alternatives()
        guard current?.kind == .close else {
            throw ExpressionProblem(offset: offset, "Expected and, or, or a closing parenthesis.")
        }
        next += 1
        return inner
    }

    private mutating func condition() throws(ExpressionProblem) -> RecordExpression {
        guard case .word(let word) = current?.kind, !Self.joins.contains(word.keyword ?? "") else {
            throw ExpressionProblem(offset: offset, "Expected a field's name.")
        }
        guard !word.segments.contains("") else {
            throw ExpressionProblem(offset: offset, "Expected a name on each side of every dot.")
        }
        let path = RecordPath(word.segments)
        next += 1
        switch current?.kind {
        case .comparison(let comparison):
            next += 1
            return .compares(path, comparison, try literal(after: comparison.rawValue))
        case .word(let word):
            switch word.keyword {
            case "exists":
                next += 1
                return .exists(path)
            case "missing":
                next += 1
                return .missing(path)
            case "begins":
                next += 1
                return .compares(path, .begins, try literal(after: "begins"))
            default: break
            }
        case .open, .close, nil: break
        }
        throw ExpressionProblem(
            offset: offset, "Expected = != < > ~ begins, exists or missing.")
    }

    private mutating func literal(after mark: String) throws(ExpressionProblem) -> ExpressionLiteral {
        guard case .word(let word) = current?.kind, !Self.joins.contains(word.keyword ?? "") else {
            throw ExpressionProblem(offset: offset, "Expected a value after \(mark).")
        }
        guard word.isQuoted || !word.hasQuotes else {
            throw ExpressionProblem(offset: offset, "Expected the whole value in quotes.")
        }
        next += 1
        return ExpressionLiteral(word.text, isQuoted: word.isQuoted)
    }
}

extension RecordExpression {
    /// Whether a text is meant as an expression: it compares, or asks whether a field is there. Other texts are looked for
    /// as they are.
    package static func isMeant(by text: String) -> Bool {
        if text.utf8.first == UInt8(ascii: "!") { return false }
        if text.utf8.count > ExpressionParser.longest { return false }
        var lexer = ExpressionLexer(text)
        do throws(ExpressionProblem) {
            let tokens = try lexer.tokens()
            if let first = tokens.first, case .comparison = first.kind { return false }
            let tests: Set<String> = ["exists", "missing", "begins"]
            return tokens.enumerated().contains { index, token in
                switch token.kind {
                case .comparison: true
                case .word(let word): index > 0 && tests.contains(word.keyword ?? "")
                case .open, .close: false
                }
            }
        } catch {
            // An open quote after a comparison is an expression that is being typed.
            return text.utf8.prefix(error.offset).contains { "=<>~".utf8.contains($0) }
        }
    }
}
