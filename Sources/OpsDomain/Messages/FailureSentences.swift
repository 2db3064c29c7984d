extension FailureReason {
    /// A few words for a column and for clusters; the same for messages that fail alike.
    package var label: String {
        switch self {
        case .missingOrderAndCustomer(let missing): "missing " + missing.joined(separator: ", ")
        case .missingOrderID: "missing orderId"
        case .reservedWords(let words): "reserved word: " + words.joined(separator: ", ")
        case .invalidNames(let names): "name not allowed: " + names.joined(separator: ", ")
        case .forbiddenUpdate(let name): "updates \(name)"
        case .updatesNotAnObject: "updates is no object"
        case .floatingPoint: "floating point number"
        case .tooLarge: "larger than an item may be"
        case .wrongKeyType(let field): "\(field) is no text"
        case .notAnObject: "not a JSON object"
        case .envelopeWithoutText: "SNS message is no text"
        case .notJSON: "not JSON"
        case .unknownType(let type?): "unknown type: " + type
        case .unknownType(nil): "no type"
        case .none: "nothing wrong in the body"
        }
    }

    /// What the handler raises, as its log has it; nil where the handler raises nothing.
    package var exception: String? {
        switch self {
        case .missingOrderAndCustomer: "ValueError: Missing required fields: orderId, customerId"
        case .missingOrderID: "ValueError: Missing required field: orderId"
        case .reservedWords(let words):
            "ClientError: ValidationException: Invalid UpdateExpression: Attribute name is a reserved keyword; "
                + "reserved keyword: \(words[0])"
        case .invalidNames: "ClientError: ValidationException: Invalid UpdateExpression: Syntax error"
        case .forbiddenUpdate("updatedAt"):
            "ClientError: ValidationException: Invalid UpdateExpression: Two document paths overlap with each other"
        case .forbiddenUpdate(let name):
            "ClientError: ValidationException: Cannot update attribute \(name). This attribute is part of the key"
        case .updatesNotAnObject(let type): "AttributeError: '\(type)' object has no attribute 'items'"
        case .floatingPoint: "TypeError: Float types are not supported. Use Decimal types instead."
        case .tooLarge: "ClientError: ValidationException: Item size has exceeded the maximum allowed size"
        case .wrongKeyType(let field):
            "ClientError: ValidationException: Type mismatch for key \(field)"
        case .notAnObject(let type) where ["list", "str"].contains(type):
            "AttributeError: '\(type)' object has no attribute 'get'"
        case .notAnObject(let type): "TypeError: argument of type '\(type)' is not iterable"
        case .envelopeWithoutText: "TypeError: the JSON object must be str, bytes or bytearray"
        case .notJSON, .unknownType, .none: nil
        }
    }

    /// What is wrong and what would mend it.
    package var sentence: String {
        switch self {
        case .missingOrderAndCustomer(let missing):
            "The handler needs orderId and customerId; \(missing.joined(separator: " and ")) "
                + "\(missing.count == 1 ? "is" : "are") missing. Add what is missing and resend."
        case .missingOrderID: "The handler needs an orderId. Add it and resend."
        case .reservedWords(let words):
            "\(words.joined(separator: ", ")) in updates \(words.count == 1 ? "is a reserved word" : "are reserved words") "
                + "of DynamoDB, which the handler does not alias. Change the order itself, or take the name out and resend."
        case .invalidNames(let names):
            "\(names.joined(separator: ", ")) in updates cannot stand in an update expression. Rename it and resend."
        case .forbiddenUpdate("updatedAt"):
            "updates sets updatedAt, which the handler sets too. Take it out and resend."
        case .forbiddenUpdate(let name): "updates sets \(name), the table's key. Take it out and resend."
        case .updatesNotAnObject: "updates must be an object of attributes. Mend it and resend."
        case .floatingPoint(let path):
            "\(path) is a floating point number, which Python's DynamoDB client refuses. Send a whole number or text."
        case .tooLarge(let bytes):
            "The order would have \(bytes) bytes; \(RecordLimits.mostBytes) (400 KB) is the most that an item may have. "
                + "Split it, or keep the bulk elsewhere."
        case .wrongKeyType(let field): "\(field) must be text, for it is the table's key. Quote it and resend."
        case .notAnObject: "The body is JSON but no object, so that it has no type. Mend it and resend."
        case .envelopeWithoutText: "Message in the SNS envelope must be a text that holds the real body."
        case .notJSON(let problem):
            "Not JSON (\(problem.reason) at byte \(problem.offset)). The handler drops such a body as a success, so "
                + "something else brought it here: look at the consumer's log."
        case .unknownType(let type):
            (type.map { "The handler does not know the type \($0)" } ?? "The body has no type")
                + " and drops it as a success, so something else brought it here: look at the consumer's log."
        case .none:
            "The body keeps the handler's rules. The cause lies elsewhere, as a time-out, a missing permission or the "
                + "table: look at the consumer's log, then resend."
        }
    }
}
