import OpsDomain

/// A value of a detail view that takes several lines: a map, a list, a set, bytes. Folded, it is its first line.
package struct DetailNode: Hashable, Sendable {
    /// From the line that it opens on to the one that it closes on.
    package fileprivate(set) var lines: Range<Int>
    /// The node around this one.
    package let parent: Int?
    /// The index after the last node within this one: nodes stand in the order of their first lines.
    package fileprivate(set) var end: Int
    /// Its name or place in what holds it; nil for the whole.
    package let step: ValuePath.Step?
    /// As the view writes it.
    package let value: JSONNode
    /// How the first line ends while the others are out of sight.
    fileprivate let fold: DetailFold

    /// Lines out of sight while it is folded.
    package var inside: Range<Int> { lines.lowerBound + 1..<max(lines.lowerBound + 1, lines.upperBound) }
}

/// What a folded value's line shows: some of its own parts, and then how much is out of sight.
package struct DetailFold: Hashable, Sendable {
    package let kept: Int
    package let rest: [DetailLine.Part]

    package init(keeping kept: Int, _ rest: [DetailLine.Part]) {
        self.kept = kept
        self.rest = rest
    }
}

/// A value that stands on one line of a detail view, or is told there by a label.
package struct DetailEntry: Hashable, Sendable {
    /// Its name or place in the node that the line is in; nil for what no path leads to, as an element of a set.
    package let step: ValuePath.Step?
    package let value: JSONNode

    package init(_ step: ValuePath.Step?, _ value: JSONNode) {
        self.step = step
        self.value = value
    }
}

extension DetailDocument {
    /// The next line opens a value of several lines.
    mutating func open(_ step: ValuePath.Step?, _ value: JSONNode, fold: DetailFold) {
        nodes.append(
            DetailNode(
                lines: count..<count + 1, parent: openNodes.last, end: nodes.count + 1, step: step, value: value,
                fold: fold))
        openNodes.append(nodes.count - 1)
    }

    /// The last line closes the value that was opened last.
    mutating func close() {
        guard let node = openNodes.popLast() else { return }
        nodes[node].lines = nodes[node].lines.lowerBound..<count
        nodes[node].end = nodes.count
    }

    /// A node's line while it is folded.
    func foldedLine(of node: Int) -> DetailLine {
        let (fold, first) = (nodes[node].fold, lines[nodes[node].lines.lowerBound])
        var line = first
        line.parts = first.parts.prefix(fold.kept) + fold.rest
        return line
    }

    /// The nodes around a line, from the inside; of a line that a node opens or closes on, that node first.
    package func nodes(around line: Int) -> [Int] {
        var found: [Int] = []
        var next = lines[line].node
        while let node = next {
            found.append(node)
            next = nodes[node].parent
        }
        return found
    }

    /// Where the value on a line stands; nil on a line that holds none, and for the whole.
    package func path(at line: Int) -> ValuePath? {
        let inside = lines[line].entry?.step.map { [$0] } ?? []
        let steps = nodes(around: line).reversed().compactMap { nodes[$0].step } + inside
        return steps.isEmpty ? nil : ValuePath(steps)
    }

    /// The value on a line; on a line within a larger value, that one.
    package func value(at line: Int) -> JSONNode? {
        lines[line].entry?.value ?? lines[line].node.map { nodes[$0].value }
    }
}
