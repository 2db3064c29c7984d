import OpsDomain
import TerminalCore

/// What a detail view shows: headings, labelled facts, and texts laid out line by line.
package struct DetailDocument: Hashable, Sendable {
    package private(set) var lines: [DetailLine] = []

    package init() {}

    package init(lines: [DetailLine]) {
        self.lines = lines
    }

    package var count: Int { lines.count }

    package mutating func heading(_ text: String) {
        if !lines.isEmpty { lines.append(.blank) }
        lines.append(DetailLine(text, .textStrong))
    }

    /// Facts below each other, their values in one column.
    package mutating func facts(_ facts: [Fact]) {
        let width = min(28, facts.map { Glyphs.width($0.label) }.max() ?? 0)
        for fact in facts {
            // A label that is too long has a line of its own, so that the values stay below each other.
            let isLong = Glyphs.width(fact.label) > width
            if isLong { lines.append(DetailLine(fact.label, .fieldLabel)) }
            var line = DetailLine(Glyphs.padded(isLong ? "" : fact.label, to: width) + "  ", .fieldLabel)
            line.parts += fact.value.parts
            lines.append(line)
            lines += fact.more.map { DetailLine([.text("  ", nil)] + $0.parts) }
        }
    }

    package mutating func line(_ text: String, _ scope: ThemeScope? = nil) {
        lines.append(DetailLine(text, scope))
    }

    /// Text from outside, by its own line ends.
    package mutating func text(_ text: String, _ scope: ThemeScope? = nil) {
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            lines.append(DetailLine(String(line), scope))
        }
    }

    package mutating func json(_ node: JSONNode) {
        lines += JSONColoring.lines(of: node)
    }

    /// A label, what stands beside it, and what follows on lines of its own.
    package struct Fact: Hashable, Sendable {
        package let label: String
        package let value: DetailLine
        package let more: [DetailLine]

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
    }
}
