extension FieldValue {
    /// DynamoDB's name of the type: `S`, `N`…
    package var typeName: String {
        switch self {
        case .string: "S"
        case .number: "N"
        case .binary: "B"
        case .boolean: "BOOL"
        case .null: "NULL"
        case .list: "L"
        case .map: "M"
        case .stringSet: "SS"
        case .numberSet: "NS"
        case .binarySet: "BS"
        }
    }

    /// A value as a person reads it in one line: texts and numbers as they are, the rest in short.
    package var displayText: String {
        switch self {
        case .string(let text): text
        case .number(let digits): digits
        case .boolean(let value): value ? "true" : "false"
        case .null: "null"
        case .binary(let bytes): "\(bytes.count) bytes"
        case .list, .map, .stringSet, .numberSet, .binarySet: plainJSON.compact
        }
    }

    /// The number of elements of a list, map or set; nil for a single value.
    package var elementCount: Int? {
        switch self {
        case .list(let elements): elements.count
        case .map(let members): members.count
        case .stringSet(let elements), .numberSet(let elements): elements.count
        case .binarySet(let elements): elements.count
        case .string, .number, .binary, .boolean, .null: nil
        }
    }

    /// Plain JSON: numbers as written, bytes as base64, sets as arrays. The types cannot be told from it any more.
    package var plainJSON: JSONNode {
        switch self {
        case .string(let text): .string(text)
        case .number(let digits): Self.isJSONNumber(digits) ? .number(digits) : .string(digits)
        case .binary(let bytes): .string(Base64Text.encode(bytes))
        case .boolean(let value): .boolean(value)
        case .null: .null
        case .list(let elements): .array(elements.map(\.plainJSON))
        case .map(let members): .object(members.sorted.map { JSONMember($0.key, $0.value.plainJSON) })
        case .stringSet(let elements): .array(elements.map { .string($0) })
        case .numberSet(let elements): .array(elements.map { FieldValue.number($0).plainJSON })
        case .binarySet(let elements): .array(elements.map { .string(Base64Text.encode($0)) })
        }
    }

    /// DynamoDB's own JSON: `{"S":"text"}`, `{"N":"12"}`; the types are kept.
    package var typedJSON: JSONNode {
        let value: JSONNode =
            switch self {
            case .string(let text): .string(text)
            case .number(let digits): .string(digits)
            case .binary(let bytes): .string(Base64Text.encode(bytes))
            case .boolean(let value): .boolean(value)
            case .null: .boolean(true)
            case .list(let elements): .array(elements.map(\.typedJSON))
            case .map(let members): .object(members.sorted.map { JSONMember($0.key, $0.value.typedJSON) })
            case .stringSet(let elements), .numberSet(let elements): .array(elements.map { .string($0) })
            case .binarySet(let elements): .array(elements.map { .string(Base64Text.encode($0)) })
            }
        return .object([JSONMember(typeName, value)])
    }

    private static func isJSONNumber(_ digits: String) -> Bool {
        do throws(JSONProblem) {
            if case .number = try JSONNode(parsing: digits) { return true }
            return false
        } catch {
            return false
        }
    }
}

extension Record {
    /// The record as one JSON object; the named fields first, in their order, then the others by name.
    package func plainJSON(first names: [String] = []) -> JSONNode {
        .object(ordered(first: names).map { JSONMember($0.key, $0.value.plainJSON) })
    }

    /// The same in DynamoDB's typed JSON.
    package func typedJSON(first names: [String] = []) -> JSONNode {
        .object(ordered(first: names).map { JSONMember($0.key, $0.value.typedJSON) })
    }

    /// The named fields first, in their order, then the others by name.
    package func ordered(first names: [String]) -> [FieldMap.Element] {
        let front = names.compactMap { name in fields[name].map { (key: name, value: $0) } }
        let known = Set(names.map(ExactText.init))
        return front + fields.sorted.filter { !known.contains(ExactText($0.key)) }
    }
}
