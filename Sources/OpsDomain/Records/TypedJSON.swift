/// Why a text is not a record in typed JSON.
package struct TypedJSONProblem: Error, Hashable, Sendable {
    /// Bytes before the place that is wrong.
    package let offset: Int
    /// One sentence: where in the record, what is wrong, and how it should be.
    package let sentence: String

    package init(offset: Int, sentence: String) {
        self.offset = offset
        self.sentence = sentence
    }
}

extension Record {
    /// Reads one record in DynamoDB's typed JSON, as `typedJSON` writes it: `{"age":{"N":"42"}}`.
    /// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html
    ///
    /// Every value keeps its type and its digits. A name that stands twice in one object is refused, since one of the two
    /// would be lost; whether the table takes the values (empty sets, 38 digits) is left to the table and to the rules.
    package init(typedJSON text: String) throws(TypedJSONProblem) {
        let node: JSONNode
        do {
            node = try JSONNodeReader.read(text, refusesLoneSurrogates: true)
        } catch {
            throw TypedJSONProblem(offset: error.offset, sentence: "This is not JSON: \(error.reason).")
        }
        do {
            self.init(fields: try TypedJSONReader().members(of: node, TypedJSONReader.Place()))
        } catch {
            throw TypedJSONProblem(offset: Self.offset(of: error, in: text), sentence: error.sentence)
        }
    }

    private static func offset(of fault: TypedJSONFault, in text: String) -> Int {
        do {
            return try JSONNodeReader.offset(of: fault.path, isName: fault.isAtName, in: text)
        } catch {
            // The text was read before; there is no other problem in it.
            return error.offset
        }
    }
}

/// What is wrong with JSON as a typed value.
package struct TypedJSONFault: Error, Hashable, Sendable {
    /// The index of the child at each level, from the top.
    let path: [Int]
    /// The last child's name is wrong, not its value.
    let isAtName: Bool
    package let sentence: String
}

/// Turns JSON into typed values.
private struct TypedJSONReader {
    /// Where reading is: for people, and for the text's bytes.
    struct Place {
        var path: [Int] = []
        var names = RecordPath([])

        func child(_ index: Int, _ name: String? = nil) -> Place {
            Place(path: path + [index], names: name.map(names.appending) ?? names)
        }

        func fault(_ words: String, isAtName: Bool = false) -> TypedJSONFault {
            let subject = names.names.isEmpty ? "The record" : names.text
            return TypedJSONFault(path: path, isAtName: isAtName, sentence: "\(subject): \(words)")
        }
    }

    func members(of node: JSONNode, _ place: Place) throws(TypedJSONFault) -> FieldMap {
        guard case .object(let members) = node else {
            throw place.fault("an object of typed values was expected, as {\"name\": {\"S\": \"Ada\"}}.")
        }
        var fields = FieldMap()
        for (index, member) in members.enumerated() {
            let inner = place.child(index, member.name)
            guard fields[member.name] == nil else { throw inner.fault("it stands here twice.", isAtName: true) }
            fields[member.name] = try value(of: member.value, inner)
        }
        return fields
    }

    func value(of node: JSONNode, _ place: Place) throws(TypedJSONFault) -> FieldValue {
        guard case .object(let members) = node, let member = members.first, members.count == 1 else {
            throw place.fault("one type and its value were expected, as {\"S\": \"text\"} or {\"N\": \"42\"}.")
        }
        let inner = place.child(0)
        switch member.name {
        case "S": return .string(try text(member.value, inner, "S takes a text in quotes."))
        case "N": return .number(try number(member.value, inner))
        case "B": return .binary(try bytes(member.value, inner))
        case "BOOL":
            guard case .boolean(let flag) = member.value else { throw inner.fault("BOOL takes true or false.") }
            return .boolean(flag)
        case "NULL":
            guard member.value == .boolean(true) else { throw inner.fault("NULL takes true.") }
            return .null
        case "M": return .map(try self.members(of: member.value, inner))
        case "L": return .list(try elements(member.value, inner, value))
        case "SS":
            let word = "SS takes texts in quotes."
            return .stringSet(
                try elements(member.value, inner) { (node, place) throws(TypedJSONFault) in
                    try text(node, place, word)
                })
        case "NS": return .numberSet(try elements(member.value, inner, number))
        case "BS": return .binarySet(try elements(member.value, inner, bytes))
        default:
            throw inner.fault(
                "there is no type \(JSONNode.quoted(member.name)): S, N, B, BOOL, NULL, M, L, SS, NS and BS are.",
                isAtName: true)
        }
    }

    private func elements<Element>(
        _ node: JSONNode, _ place: Place, _ read: (JSONNode, Place) throws(TypedJSONFault) -> Element
    ) throws(TypedJSONFault) -> [Element] {
        guard case .array(let nodes) = node else { throw place.fault("a list in brackets was expected.") }
        var elements: [Element] = []
        for (index, node) in nodes.enumerated() { elements.append(try read(node, place.child(index))) }
        return elements
    }

    private func text(_ node: JSONNode, _ place: Place, _ words: String) throws(TypedJSONFault) -> String {
        guard case .string(let text) = node else { throw place.fault(words) }
        return text
    }

    private func number(_ node: JSONNode, _ place: Place) throws(TypedJSONFault) -> String {
        let text = try text(node, place, "a number is written in quotes, as \"42\": so it keeps its digits.")
        guard DecimalText(text) != nil else { throw place.fault("\(JSONNode.quoted(text)) is not a number.") }
        return text
    }

    private func bytes(_ node: JSONNode, _ place: Place) throws(TypedJSONFault) -> [UInt8] {
        guard let bytes = Base64Text.decode(try text(node, place, "bytes are written as Base64 in quotes.")) else {
            throw place.fault("this is not Base64.")
        }
        return bytes
    }
}
