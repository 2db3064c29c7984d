import OpsDomain
import TerminalCore

/// What a detail view shows: headings, labelled facts, and texts laid out line by line; and the values that stand there.
package struct DetailDocument: Hashable, Sendable {
    package private(set) var lines: [DetailLine] = []
    /// The values of several lines, in the order of their first lines.
    package internal(set) var nodes: [DetailNode] = []
    /// Those that the next line is part of.
    var openNodes: [Int] = []
    /// Whether anything can be folded, copied or followed here: only then a line is chosen by a bar.
    package private(set) var hasValues = false

    package init() {}

    package init(lines: [DetailLine]) {
        self.lines = lines
    }

    package var count: Int { lines.count }

    mutating func append(_ line: DetailLine) {
        var line = line
        line.node = openNodes.last
        if line.node != nil || line.entry != nil { hasValues = true }
        lines.append(line)
    }

    package mutating func heading(_ text: String) {
        if !lines.isEmpty { append(.blank) }
        append(DetailLine(text, .textStrong))
    }

    /// Facts below each other, their values in one column.
    package mutating func facts(_ facts: [Fact]) {
        let width = min(28, facts.map { Glyphs.width($0.label) }.max() ?? 0)
        for fact in facts {
            // A label that is too long has a line of its own, so that the values stay below each other.
            let isLong = Glyphs.width(fact.label) > width
            if fact.isNode, let value = fact.entry?.value {
                let gap: [DetailLine.Part] = isLong ? [.text("  ", nil)] : []
                open(fact.entry?.step, value, fold: DetailFold(keeping: 1, gap + fact.fold))
            }
            let entry = fact.isNode ? nil : fact.entry
            if isLong {
                var line = DetailLine(fact.label, .fieldLabel)
                line.entry = entry
                append(line)
            }
            var line = DetailLine(Glyphs.padded(isLong ? "" : fact.label, to: width) + "  ", .fieldLabel)
            line.parts += fact.value.parts
            line.entry = entry
            append(line)
            if let tree = fact.tree { JSONOutline.append(tree, at: .whole(depth: 1), opensNode: false, to: &self) }
            for line in fact.more { append(line.indented) }
            if fact.isNode { close() }
        }
    }

    package mutating func line(_ text: String, _ scope: ThemeScope? = nil) {
        append(DetailLine(text, scope))
    }

    /// Text from outside, by its own line ends.
    package mutating func text(_ text: String, _ scope: ThemeScope? = nil) {
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            append(DetailLine(String(line), scope))
        }
    }

    /// A whole JSON text, foldable.
    package mutating func json(_ node: JSONNode) {
        JSONOutline.append(node, at: .whole(depth: 0), to: &self)
    }

    /// A record in DynamoDB's JSON.
    package mutating func typedJSON(_ fields: [FieldMap.Element]) {
        JSONOutline.append(typed: fields, to: &self)
    }

    /// A label, what stands beside it, and what follows on lines of its own.
    package struct Fact: Hashable, Sendable {
        package let label: String
        package let value: DetailLine
        package let more: [DetailLine]
        /// JSON that follows instead of lines.
        package private(set) var tree: JSONNode?
        /// The value that is told, for whoever wants to copy it.
        package private(set) var entry: DetailEntry?
        /// How it ends while what follows is folded.
        fileprivate private(set) var fold: [DetailLine.Part] = []

        package init(_ label: String, _ value: String, _ scope: ThemeScope? = nil) {
            self.label = label
            self.value = DetailLine(value, scope)
            more = []
        }

        package init(_ label: String, _ value: DetailLine, more: [DetailLine] = []) {
            self.label = label
            self.value = value
            self.more = more
        }

        package init(_ label: String, _ moment: Timestamp) {
            self.label = label
            value = DetailLine([.moment(moment)])
            more = []
        }

        /// A map or list, its members on lines of their own; an empty one as it is.
        package init(_ label: String, _ node: JSONNode) {
            self.label = label
            more = []
            switch node {
            case .array(let elements) where !elements.isEmpty:
                value = DetailLine(JSONOutline.size(elements.count, isMap: false), .textDim)
                fold = JSONOutline.fold("[…]", count: elements.count, isMap: false)
                tree = node
            case .object(let members) where !members.isEmpty:
                value = DetailLine(JSONOutline.size(members.count, isMap: true), .textDim)
                fold = JSONOutline.fold("{…}", count: members.count, isMap: true)
                tree = node
            case .array, .object, .null, .boolean, .number, .string: value = DetailLine(node.compact, .textDim)
            }
        }

        /// The same fact, told as a value that stands at a place.
        package func holding(_ value: JSONNode, at step: ValuePath.Step?) -> Fact {
            var fact = self
            fact.entry = DetailEntry(step, value)
            if !more.isEmpty { fact.fold = self.value.parts + [.text(" …", .textDim)] }
            return fact
        }

        fileprivate var isNode: Bool { entry?.step != nil && (tree != nil || !more.isEmpty) }
    }
}

extension DetailLine {
    fileprivate var indented: DetailLine {
        var line = self
        line.parts.insert(.text("  ", nil), at: 0)
        return line
    }
}
