/// Why a JSON value is not DynamoDB's typed JSON.
package struct TypedValueProblem: Error, Hashable, Sendable {
    /// Where, from the top: `items[2].quantity`; empty for the whole.
    package let path: String
    /// What is wrong there, as a sentence without its subject: `takes a string of digits`.
    package let reason: String

    package init(path: String, reason: String) {
        self.path = path
        self.reason = reason
    }

    package var sentence: String { path.isEmpty ? "The item \(reason)." : "\(path) \(reason)." }
}

extension Record {
    /// An item out of DynamoDB's typed JSON: `{"id":{"S":"1"},"total":{"N":"3.5"}}`.
    package init(typedJSON node: JSONNode) throws(TypedValueProblem) {
        guard case .object(let members) = node else {
            throw TypedValueProblem(path: "", reason: "is an object of attributes by name")
        }
        self.init(fields: try FieldValue.fields(members, at: ""))
    }
}

extension FieldValue {
    /// A value out of DynamoDB's typed JSON: `{"S":"text"}`, `{"N":"12"}`. Numbers are texts, and may be JSON numbers too.
    ///
    /// Source: [AttributeValue](https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html).
    package init(typedJSON node: JSONNode, at path: String = "") throws(TypedValueProblem) {
        guard case .object(let members) = node, let member = members.first, members.count == 1 else {
            throw TypedValueProblem(path: path, reason: "is an object with one type, as {\"S\": \"text\"}")
        }
        self = try Self.value(member.name, member.value, at: path)
    }

    fileprivate static func fields(_ members: [JSONMember], at path: String) throws(TypedValueProblem) -> FieldMap {
        var fields = FieldMap()
        for member in members {
            let inner = path.isEmpty ? member.name : "\(path).\(member.name)"
            guard fields[member.name] == nil else { throw TypedValueProblem(path: inner, reason: "stands there twice") }
            fields[member.name] = try FieldValue(typedJSON: member.value, at: inner)
        }
        return fields
    }

    private static func value(
        _ type: String, _ node: JSONNode, at path: String
    ) throws(TypedValueProblem) -> FieldValue {
        func wrong(_ reason: String) -> TypedValueProblem { TypedValueProblem(path: path, reason: reason) }
        switch (type, node) {
        case ("S", .string(let text)): return .string(text)
        case ("N", .string(let digits)), ("N", .number(let digits)): return .number(try number(digits, at: path))
        case ("B", .string(let text)):
            guard let bytes = Base64Text.decode(text) else { throw wrong("is not base64") }
            return .binary(bytes)
        case ("BOOL", .boolean(let flag)): return .boolean(flag)
        case ("NULL", .boolean(true)): return .null
        case ("L", .array(let elements)):
            var list: [FieldValue] = []
            for (index, element) in elements.enumerated() {
                list.append(try FieldValue(typedJSON: element, at: "\(path)[\(index)]"))
            }
            return .list(list)
        case ("M", .object(let members)): return .map(try fields(members, at: path))
        case ("SS", .array(let elements)): return .stringSet(try set(elements, at: path) { $0 })
        case ("NS", .array(let elements)):
            return .numberSet(
                try set(elements, at: path) { digits throws(TypedValueProblem) in try number(digits, at: path) })
        case ("BS", .array(let elements)):
            return .binarySet(
                try set(elements, at: path) { text throws(TypedValueProblem) in
                    guard let bytes = Base64Text.decode(text) else { throw wrong("is not base64") }
                    return bytes
                })
        case ("S", _), ("B", _): throw wrong("takes a text")
        case ("N", _): throw wrong("takes a number as a text, as \"12\"")
        case ("BOOL", _): throw wrong("takes true or false")
        case ("NULL", _): throw wrong("takes true")
        case ("L", _), ("SS", _), ("NS", _), ("BS", _): throw wrong("takes an array")
        case ("M", _): throw wrong("takes an object")
        default: throw wrong("has the type \(type); there are S, N, B, BOOL, NULL, L, M, SS, NS and BS")
        }
    }

    private static func number(_ digits: String, at path: String) throws(TypedValueProblem) -> String {
        guard let decimal = DecimalText(digits) else { throw TypedValueProblem(path: path, reason: "is not a number") }
        guard decimal.fitsDynamoDB else {
            throw TypedValueProblem(path: path, reason: "has more digits, or is larger, than the table can hold")
        }
        return digits
    }

    private static func set<Element: Hashable>(
        _ nodes: [JSONNode], at path: String, _ element: (String) throws(TypedValueProblem) -> Element
    ) throws(TypedValueProblem) -> [Element] {
        guard !nodes.isEmpty else {
            throw TypedValueProblem(path: path, reason: "is an empty set, which is none")
        }
        var elements: [Element] = []
        for node in nodes {
            guard case .string(let text) = node else { throw TypedValueProblem(path: path, reason: "takes texts only") }
            elements.append(try element(text))
        }
        guard Set(elements).count == elements.count else {
            throw TypedValueProblem(path: path, reason: "holds the same element twice")
        }
        return elements
    }
}
