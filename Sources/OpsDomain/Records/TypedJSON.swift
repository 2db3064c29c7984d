/// What is wrong with JSON as a typed value.
package struct TypedJSONFault: Error, Hashable, Sendable {
    /// The index of the child at each level, from the top.
    let path: [Int]
    /// The last child's name is wrong, not its value.
    let isAtName: Bool
    /// One sentence: where in the record, what is wrong, and how it should be.
    package let sentence: String
}

extension Record {
    /// An item out of DynamoDB's typed JSON: `{"id":{"S":"1"},"total":{"N":"3.5"}}`.
    /// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html
    ///
    /// Every value keeps its type and its digits; numbers are texts, and may be JSON numbers too. A name that stands twice in one object is refused, since one of the two
    /// would be lost; whether the table takes the values (empty sets, 38 digits) is for `RecordLimits` to say.
    package init(typedJSON node: JSONNode) throws(TypedJSONFault) {
        self.init(fields: try TypedJSONReader().members(of: node, TypedJSONReader.Place()))
    }
}

extension FieldValue {
    /// A value out of DynamoDB's typed JSON: `{"S":"text"}`, `{"N":"12"}`.
    ///
    /// - Parameter name: what problems call the value.
    package init(typedJSON node: JSONNode, as name: String) throws(TypedJSONFault) {
        self = try TypedJSONReader().value(of: node, TypedJSONReader.Place(name))
    }
}

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
    /// The same out of a text, as `typedJSON` writes it; problems tell their place in it.
    package init(typedJSON text: String) throws(TypedJSONProblem) {
        let node: JSONNode
        do {
            node = try JSONNodeReader.read(text, refusesLoneSurrogates: true)
        } catch {
            throw TypedJSONProblem(offset: error.offset, sentence: "This is not JSON: \(error.reason).")
        }
        do {
            try self.init(typedJSON: node)
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

/// Turns JSON into typed values.
private struct TypedJSONReader {
    /// Where reading is: for people, and for the text's bytes.
    struct Place {
        private enum Step {
            /// Within, at an index of the JSON that is no part of the value's name.
            case inside(Int)
            case member(Int, String)
            case element(Int)

            var index: Int {
                switch self {
                case .inside(let index), .member(let index, _), .element(let index): index
                }
            }
        }

        private let root: String
        private var steps: [Step] = []

        /// - Parameter root: what the value that is read is called; empty for a whole record.
        init(_ root: String = "") {
            self.root = root
        }

        func inside(_ index: Int) -> Place { adding(.inside(index)) }
        func member(_ index: Int, _ name: String) -> Place { adding(.member(index, name)) }
        func element(_ index: Int) -> Place { adding(.element(index)) }

        private func adding(_ step: Step) -> Place {
            var place = self
            place.steps.append(step)
            return place
        }

        /// `items[2].quantity`
        private var name: String {
            steps.reduce(into: root) { name, step in
                switch step {
                case .inside: break
                case .member(_, let member): name += (name.isEmpty ? "" : ".") + RecordPath([member]).text
                case .element(let index): name += "[\(index)]"
                }
            }
        }

        func fault(_ words: String, isAtName: Bool = false) -> TypedJSONFault {
            TypedJSONFault(
                path: steps.map(\.index), isAtName: isAtName,
                sentence: "\(name.isEmpty ? "The record" : name): \(words)")
        }
    }

    func members(of node: JSONNode, _ place: Place) throws(TypedJSONFault) -> FieldMap {
        guard case .object(let members) = node else {
            throw place.fault("an object of typed values was expected, as {\"name\": {\"S\": \"Ada\"}}.")
        }
        var fields = FieldMap()
        for (index, member) in members.enumerated() {
            let inner = place.member(index, member.name)
            guard fields[member.name] == nil else { throw inner.fault("it stands here twice.", isAtName: true) }
            fields[member.name] = try value(of: member.value, inner)
        }
        return fields
    }

    func value(of node: JSONNode, _ place: Place) throws(TypedJSONFault) -> FieldValue {
        guard case .object(let members) = node, let member = members.first, members.count == 1 else {
            throw place.fault("one type and its value were expected, as {\"S\": \"text\"} or {\"N\": \"42\"}.")
        }
        let inner = place.inside(0)
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
        for (index, node) in nodes.enumerated() { elements.append(try read(node, place.element(index))) }
        return elements
    }

    private func text(_ node: JSONNode, _ place: Place, _ words: String) throws(TypedJSONFault) -> String {
        guard case .string(let text) = node else { throw place.fault(words) }
        return text
    }

    private func number(_ node: JSONNode, _ place: Place) throws(TypedJSONFault) -> String {
        let digits: String
        switch node {
        case .string(let text): digits = text
        // Not as DynamoDB writes it, but every digit is there.
        case .number(let text): digits = text
        case .object, .array, .boolean, .null:
            throw place.fault("a number is written in quotes, as \"42\": so it keeps its digits.")
        }
        guard DecimalText(digits) != nil else { throw place.fault("\(JSONNode.quoted(digits)) is not a number.") }
        return digits
    }

    private func bytes(_ node: JSONNode, _ place: Place) throws(TypedJSONFault) -> [UInt8] {
        guard let bytes = Base64Text.decode(try text(node, place, "bytes are written as Base64 in quotes.")) else {
            throw place.fault("this is not Base64.")
        }
        return bytes
    }
}
