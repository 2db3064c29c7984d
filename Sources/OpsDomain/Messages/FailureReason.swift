/// Why the order handler of the reference stack refuses a message, told from the body alone by the handler's own rules.
/// The consumer's log has the last word.
package enum FailureReason: Hashable, Sendable {
    /// `order_created` without one of both ids: the handler asks for the two together.
    case missingOrderAndCustomer(missing: [String])
    case missingOrderID
    /// Words of DynamoDB's in `updates`, which the handler does not alias.
    case reservedWords([String])
    /// Names in `updates` that no update expression can hold as they stand.
    case invalidNames([String])
    /// `updates` names the key, or `updatedAt`, which the handler sets itself.
    case forbiddenUpdate(String)
    /// `updates` is not an object; the Python type's name.
    case updatesNotAnObject(String)
    /// Python's DynamoDB client takes no floating point numbers; where the first one is.
    case floatingPoint(path: String)
    /// The order would be larger than an item may be; its size in bytes by DynamoDB's count.
    case tooLarge(bytes: Int)
    /// An id that is no text: the key's type does not fit.
    case wrongKeyType(field: String)
    /// JSON, but no object; the Python type's name.
    case notAnObject(String)
    /// SNS's `Message` is no text.
    case envelopeWithoutText
    /// Reaches the handler as `{"raw": …}` and is dropped as a success: another consumer or a time-out put it here.
    case notJSON(JSONProblem)
    /// Dropped by the handler as a success, so something else put it here.
    case unknownType(String?)
    /// Nothing wrong to be seen in the body.
    case none
}

extension FailureReason {
    /// What the handler would say of this body.
    package init(_ body: MessageBody) {
        guard case .json(let node) = body.content else {
            if case .raw(_, let problem) = body.content { self = .notJSON(problem) } else { self = .none }
            return
        }
        if let envelope = body.envelope, envelope.message == nil {
            self = .envelopeWithoutText
            return
        }
        guard case .object = node else {
            self = .notAnObject(node.pythonType)
            return
        }
        switch node["type"]?.text {
        case "order_created": self = Self.created(node)
        case "order_updated": self = Self.updated(node)
        case "order_cancelled": self = Self.cancelled(node)
        default: self = .unknownType(body.order.type)
        }
    }

    private static func created(_ node: JSONNode) -> FailureReason {
        let missing = ["orderId", "customerId"].filter { !(node[$0]?.isTruthy ?? false) }
        guard missing.isEmpty else { return .missingOrderAndCustomer(missing: missing) }
        if node["orderId"]?.text == nil { return .wrongKeyType(field: "orderId") }
        for field in ["customerId", "items", "total"] {
            if let path = node[field]?.floatPath(field) { return .floatingPoint(path: path) }
        }
        return tooLarge(["orderId", "customerId", "items", "total"].map { ($0, node[$0]) })
    }

    private static func cancelled(_ node: JSONNode) -> FailureReason {
        if let fault = key(node) { return fault }
        if let path = node["reason"]?.floatPath("reason") { return .floatingPoint(path: path) }
        return tooLarge([("reason", node["reason"])])
    }

    /// What a message sets must fit into an item, together with what else the order holds, which is not known here.
    private static func tooLarge(_ fields: [(String, JSONNode?)]) -> FailureReason {
        let record = Record(fields: FieldMap(fields.compactMap { name, node in node.map { (name, FieldValue($0)) } }))
        let size = RecordLimits.size(of: record)
        return size > RecordLimits.mostBytes ? .tooLarge(bytes: size) : .none
    }

    private static func updated(_ node: JSONNode) -> FailureReason {
        if let fault = key(node) { return fault }
        guard let updates = node["updates"] else { return .none }
        guard case .object(let members) = updates else { return .updatesNotAnObject(updates.pythonType) }
        for member in members {
            if let path = member.value.floatPath("updates." + member.name) { return .floatingPoint(path: path) }
        }
        var names: [String] = []
        for member in members where !names.contains(member.name) { names.append(member.name) }
        let invalid = names.filter { !isPlainName($0) }
        if !invalid.isEmpty { return .invalidNames(invalid) }
        let reserved = names.filter(ReservedWords.contains)
        if !reserved.isEmpty { return .reservedWords(reserved) }
        if let forbidden = names.first(where: { $0 == "orderId" || $0 == "updatedAt" }) {
            return .forbiddenUpdate(forbidden)
        }
        return tooLarge(members.map { ($0.name, $0.value) })
    }

    private static func key(_ node: JSONNode) -> FailureReason? {
        guard let id = node["orderId"], id.isTruthy else { return .missingOrderID }
        return id.text == nil ? .wrongKeyType(field: "orderId") : nil
    }

    /// A name that an expression takes without an alias: a letter, then letters, digits and underscores
    /// (DynamoDB developer guide, "Referring to item attributes when using expressions").
    private static func isPlainName(_ name: String) -> Bool {
        let bytes = Array(name.utf8)
        guard let first = bytes.first, isLetter(first) else { return false }
        return bytes.allSatisfy { isLetter($0) || $0 == UInt8(ascii: "_") || (0x30...0x39).contains($0) }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}

extension JSONNode {
    /// Python's truth of a value.
    fileprivate var isTruthy: Bool {
        switch self {
        case .null: false
        case .boolean(let value): value
        case .number(let digits): Double(digits) != 0
        case .string(let text): !text.isEmpty
        case .array(let elements): !elements.isEmpty
        case .object(let members): !members.isEmpty
        }
    }

    fileprivate var pythonType: String {
        switch self {
        case .null: "NoneType"
        case .boolean: "bool"
        case .number(let digits): Self.isFloat(digits) ? "float" : "int"
        case .string: "str"
        case .array: "list"
        case .object: "dict"
        }
    }

    /// Where the first number is that Python reads as a `float`.
    fileprivate func floatPath(_ path: String) -> String? {
        switch self {
        case .number(let digits): return Self.isFloat(digits) ? path : nil
        case .array(let elements):
            for (index, element) in elements.enumerated() {
                if let found = element.floatPath("\(path)[\(index)]") { return found }
            }
            return nil
        case .object(let members):
            for member in members {
                if let found = member.value.floatPath("\(path).\(member.name)") { return found }
            }
            return nil
        case .null, .boolean, .string: return nil
        }
    }

    private static func isFloat(_ digits: String) -> Bool {
        digits.utf8.contains { $0 == UInt8(ascii: ".") || $0 | 0x20 == UInt8(ascii: "e") }
    }
}
