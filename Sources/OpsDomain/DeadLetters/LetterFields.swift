/// A dead letter as an expression asks about it: fields by name, some of them JSON with fields of their own.
package struct LetterFields {
    private let content: LetterContent
    private let exception: String?
    private let now: Timestamp

    /// - Parameters:
    ///   - exception: what the consumer's log says of it, where that is known.
    ///   - now: the services' time, for ages.
    package init(_ content: LetterContent, exception: String? = nil, now: Timestamp) {
        (self.content, self.exception, self.now) = (content, exception, now)
    }

    /// The names that an expression may use, with what stands behind each.
    package static let names: [(name: String, help: String)] = [
        ("id", "the message's id"), ("cluster", "what letters that fail alike have in common, as dlq why lists it"),
        ("reason", "why the body fails by the handler's rules"),
        ("exception", "what the consumer's log says was raised; known once it was looked up"),
        ("type", "the message's type"), ("order", "the order's id"), ("customer", "the customer's id"),
        ("text", "the body as it lies in the queue"), ("body", "a member of the body: body.updates.status"),
        ("attributes", "a message attribute: attributes.source"),
        ("age", "since it was sent, in seconds or as 90s, 15m, 2h, 3d"), ("sent", "when, in ISO 8601"),
        ("receives", "how often it was received"), ("size", "bytes of the body"),
    ]

    package subscript(name: String) -> FieldValue? {
        let letter = content.letter
        switch name {
        case "id": return .string(letter.messageID)
        case "cluster": return .string(content.signature(exception: exception))
        case "reason": return .string(content.reason.label)
        case "exception": return exception.map { .string($0) }
        case "type": return content.order.type.map { .string($0) }
        case "order": return content.order.orderID.map { .string($0) }
        case "customer": return content.order.customerID.map { .string($0) }
        case "text": return .string(letter.body)
        case "body":
            // What the handler sees: inside an SNS envelope, the message in it.
            if case .json(let node) = MessageBody(letter.body).content { return FieldValue(node) }
            return nil
        case "attributes":
            return .map(
                FieldMap(
                    letter.attributes.map { name, attribute in
                        switch attribute.value {
                        case .text(let text):
                            (name, attribute.dataType.hasPrefix("Number") ? .number(text) : .string(text))
                        case .binary(let bytes): (name, .binary(bytes))
                        }
                    }))
        case "age": return letter.sentAt.map { .number(String(Int(max(0, now.seconds(since: $0))))) }
        case "sent": return letter.sentAt.map { .string($0.iso8601) }
        case "receives": return .number(String(letter.receiveCount))
        case "size": return .number(String(letter.body.utf8.count))
        default: return nil
        }
    }
}

/// What somebody asks of dead letters: `cluster ~ "missing" and age > 2h and body.updates.status exists`.
package struct LetterExpression: Hashable, Sendable {
    package let expression: RecordExpression

    /// Reads an expression in the language that records are filtered in (`RecordExpression`). A field that no letter has is
    /// a mistake and not one that is missing everywhere: what an action is done to hangs on it.
    package init(parsing text: String) throws(ExpressionProblem) {
        expression = try Self.checked(try RecordExpression(parsing: text))
    }

    package func holds(for fields: LetterFields) -> Bool {
        expression.holds { fields[$0] }
    }

    /// Whether it asks for what only the consumer's log can tell.
    package var asksLog: Bool { Self.names(in: expression).contains { $0 == "exception" || $0 == "cluster" } }

    private static func checked(_ expression: RecordExpression) throws(ExpressionProblem) -> RecordExpression {
        switch expression {
        case .compares(let path, let comparison, let literal):
            try check(path)
            switch path.field {
            case "age": return .compares(path, comparison, try age(literal))
            // The body is a tree; somebody who looks for a text means the text.
            case "body" where path.names.count == 1 && comparison == .contains:
                return .compares(RecordPath(["text"]), comparison, literal)
            default: return expression
            }
        case .exists(let path), .missing(let path):
            try check(path)
            return expression
        case .not(let inner): return .not(try checked(inner))
        case .and(let parts): return .and(try all(parts))
        case .or(let parts): return .or(try all(parts))
        }
    }

    private static func all(_ parts: [RecordExpression]) throws(ExpressionProblem) -> [RecordExpression] {
        var all: [RecordExpression] = []
        for part in parts { all.append(try checked(part)) }
        return all
    }

    private static func check(_ path: RecordPath) throws(ExpressionProblem) {
        let names = LetterFields.names.map(\.name)
        guard names.contains(path.field) else {
            throw ExpressionProblem(
                offset: 0, "A letter has no field \(path.field); it has \(names.joined(separator: ", ")).")
        }
        guard path.names.count == 1 || ["body", "attributes"].contains(path.field) else {
            throw ExpressionProblem(offset: 0, "\(path.field) has no fields of its own; only body and attributes have.")
        }
    }

    private static func age(_ literal: ExpressionLiteral) throws(ExpressionProblem) -> ExpressionLiteral {
        if literal.number != nil { return literal }
        let units: [Character: Double] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800]
        guard let unit = literal.text.last.flatMap({ units[$0] }), let count = Double(literal.text.dropLast()),
            count.isFinite, count >= 0, count * unit < 1e12
        else {
            throw ExpressionProblem(offset: 0, "An age is a span like 90s, 15m, 2h or 3d, or seconds.")
        }
        return ExpressionLiteral(String(Int((count * unit).rounded())))
    }

    private static func names(in expression: RecordExpression) -> [String] {
        switch expression {
        case .compares(let path, _, _), .exists(let path), .missing(let path): [path.field]
        case .not(let inner): names(in: inner)
        case .and(let parts), .or(let parts): parts.flatMap(names)
        }
    }
}
