import OpsDomain
import TerminalCore

/// JSON laid out over lines, one member or element each, its parts told apart and its maps and lists foldable.
enum JSONOutline {
    /// What stands around a value on its lines.
    struct Place {
        /// `"name": `
        let label: [DetailLine.Part]
        let step: ValuePath.Step?
        /// Whether a comma follows.
        let isLast: Bool
        let depth: Int

        /// A whole text, its lines indented by so many levels.
        static func whole(depth: Int) -> Place { Place(label: [], step: nil, isLast: true, depth: depth) }

        private static func member(_ name: String, isLast: Bool, depth: Int) -> Place {
            Place(
                label: [.text(JSONNode.quoted(name), .syntaxKey), .text(":", .syntaxPunctuation), .text(" ", nil)],
                step: .name(name), isLast: isLast, depth: depth)
        }

        fileprivate func members(_ names: [String]) -> [Place] {
            names.enumerated().map { .member($1, isLast: $0 == names.count - 1, depth: depth + 1) }
        }

        fileprivate func elements(_ count: Int) -> [Place] {
            (0..<count).map { Place(label: [], step: .index($0), isLast: $0 == count - 1, depth: depth + 1) }
        }

        /// Elements that no path leads to, since they have no order.
        fileprivate func unordered(_ count: Int) -> [Place] {
            (0..<count).map { Place(label: [], step: nil, isLast: $0 == count - 1, depth: depth + 1) }
        }
    }

    // MARK: - Plain

    /// - Parameter opensNode: false where a line above, as a label, is what the value is folded into.
    static func append(
        _ node: JSONNode, at place: Place, opensNode: Bool = true, to document: inout DetailDocument
    ) {
        switch node {
        case .array(let elements) where !elements.isEmpty:
            let frame = Frame(open: "[", close: "]", count: elements.count, isMap: false)
            frame.begin(at: place, opensNode ? node : nil, in: &document)
            for (element, inner) in zip(elements, place.elements(elements.count)) {
                append(element, at: inner, to: &document)
            }
            frame.end(at: place, isNode: opensNode, in: &document)
        case .object(let members) where !members.isEmpty:
            let frame = Frame(open: "{", close: "}", count: members.count, isMap: true)
            frame.begin(at: place, opensNode ? node : nil, in: &document)
            for (member, inner) in zip(members, place.members(members.map(\.name))) {
                append(member.value, at: inner, to: &document)
            }
            frame.end(at: place, isNode: opensNode, in: &document)
        case .null, .boolean, .number, .string, .array, .object:
            appendLine([scalar(node)], at: place, node, to: &document)
        }
    }

    private static func scalar(_ node: JSONNode) -> DetailLine.Part {
        let scope: ThemeScope =
            switch node {
            case .null, .boolean: .syntaxLiteral
            case .number: .syntaxNumber
            case .string: .syntaxString
            case .array, .object: .syntaxPunctuation
            }
        return .text(node.compact, scope)
    }

    private static func appendLine(
        _ parts: [DetailLine.Part], at place: Place, _ value: JSONNode, to document: inout DetailDocument
    ) {
        var line = DetailLine(indent(place.depth) + place.label + parts)
        if !place.isLast { line.parts.append(.text(",", .syntaxPunctuation)) }
        line.entry = DetailEntry(place.step, value)
        document.append(line)
    }

    private static func indent(_ depth: Int) -> [DetailLine.Part] {
        depth > 0 ? [.text(String(repeating: "  ", count: depth), nil)] : []
    }

    // MARK: - Typed

    /// A record in DynamoDB's JSON, each value's type on its own line: `"age": {"N": "42"}`.
    static func append(typed fields: [FieldMap.Element], to document: inout DetailDocument) {
        let place = Place.whole(depth: 0)
        let frame = Frame(open: "{", close: "}", count: fields.count, isMap: true)
        frame.begin(at: place, .object(fields.map { JSONMember($0.key, $0.value.typedJSON) }), in: &document)
        for (field, inner) in zip(fields, place.members(fields.map(\.key))) {
            append(typed: field.value, at: inner, to: &document)
        }
        frame.end(at: place, isNode: true, in: &document)
    }

    private static func append(typed value: FieldValue, at place: Place, to document: inout DetailDocument) {
        switch value {
        case .list(let elements) where !elements.isEmpty:
            let frame = Frame(open: "[", close: "]", count: elements.count, isMap: false, type: value.typeName)
            frame.begin(at: place, value.typedJSON, in: &document)
            for (element, inner) in zip(elements, place.elements(elements.count)) {
                append(typed: element, at: inner, to: &document)
            }
            frame.end(at: place, isNode: true, in: &document)
        case .map(let members) where !members.isEmpty:
            let frame = Frame(open: "{", close: "}", count: members.count, isMap: true, type: value.typeName)
            frame.begin(at: place, value.typedJSON, in: &document)
            let sorted = members.sorted
            for (member, inner) in zip(sorted, place.members(sorted.map(\.key))) {
                append(typed: member.value, at: inner, to: &document)
            }
            frame.end(at: place, isNode: true, in: &document)
        case .stringSet, .numberSet, .binarySet:
            guard case .object(let members) = value.typedJSON, case .array(let elements) = members.first?.value else {
                return
            }
            let frame = Frame(open: "[", close: "]", count: elements.count, isMap: false, type: value.typeName)
            frame.begin(at: place, value.typedJSON, in: &document)
            for (element, inner) in zip(elements, place.unordered(elements.count)) {
                append(element, at: inner, to: &document)
            }
            frame.end(at: place, isNode: true, in: &document)
        case .string, .number, .binary, .boolean, .null, .list, .map:
            guard case .object(let members) = value.typedJSON, let inner = members.first?.value else { return }
            let parts = typeHead(value.typeName) + [scalar(inner), .text("}", .syntaxPunctuation)]
            appendLine(parts, at: place, value.plainJSON, to: &document)
        }
    }

    private static func typeHead(_ type: String) -> [DetailLine.Part] {
        [
            .text("{", .syntaxPunctuation), .text(JSONNode.quoted(type), .syntaxKey), .text(":", .syntaxPunctuation),
            .text(" ", nil),
        ]
    }

    /// The brackets of a map or list.
    private struct Frame {
        let open: String
        let close: String
        let count: Int
        let isMap: Bool
        /// DynamoDB's name of the type, where the lines tell it.
        var type: String?

        func begin(at place: Place, _ value: JSONNode?, in document: inout DetailDocument) {
            var parts = indent(place.depth) + place.label + (type.map(typeHead) ?? [])
            if let value {
                let end = type == nil ? "" : "}"
                let fold = DetailFold(
                    keeping: parts.count, JSONOutline.fold("\(open)…\(close)\(end)", count: count, isMap: isMap))
                document.open(place.step, value, fold: fold)
            }
            parts.append(.text(open, .syntaxPunctuation))
            document.append(DetailLine(parts))
        }

        func end(at place: Place, isNode: Bool, in document: inout DetailDocument) {
            let text = close + (type == nil ? "" : "}") + (place.isLast ? "" : ",")
            document.append(DetailLine(indent(place.depth) + [.text(text, .syntaxPunctuation)]))
            if isNode { document.close() }
        }
    }

    /// `{…} 5 fields`: a map or list that is folded.
    static func fold(_ brackets: String, count: Int, isMap: Bool) -> [DetailLine.Part] {
        [
            .text(brackets, .syntaxPunctuation), .text(" " + size(count, isMap: isMap), .textDim),
        ]
    }

    /// `5 fields`, `12 elements`.
    static func size(_ count: Int, isMap: Bool) -> String {
        CountText.of(count, isMap ? "field" : "element")
    }
}
