import TerminalCore

/// The manual's key tables, made from the bindings.
package enum BindingReference {
    /// Markdown: a table for what holds everywhere, one for what all panes have in common, and one for each pane.
    package static func markdown(_ panes: [any Pane]) -> String {
        let boxes = panes.map { PaneBox($0) }
        let console = ConsoleBindings.table(panes: boxes.map { ($0.id, $0.title) }).map(\.facts)
        let common = common(boxes)
        var sections = [section("Everywhere", console.map { row($0, places: nil) })]
        if !common.isEmpty {
            sections.append(section("In every pane", common.map { row($0, places: places($0)) }))
        }
        for box in boxes {
            let own = box.commands.filter { facts in !common.contains { isSame($0, facts) } }
            if !own.isEmpty { sections.append(section(box.title, own.map { row($0, places: places($0)) })) }
        }
        return sections.joined(separator: "\n")
    }

    /// The first pane's commands that every other pane has too, but for the pane's name in the command id.
    private static func common(_ boxes: [PaneBox]) -> [CommandFacts] {
        guard let first = boxes.first, boxes.count > 1 else { return [] }
        return first.commands.filter { facts in
            boxes.dropFirst().allSatisfy { box in box.commands.contains { isSame($0, facts) } }
        }
    }

    private static func isSame(_ left: CommandFacts, _ right: CommandFacts) -> Bool {
        left.chords == right.chords && left.label == right.label && left.help == right.help && left.risk == right.risk
            && left.scopes == right.scopes
    }

    private static func places(_ facts: CommandFacts) -> String? {
        facts.scopes.isEmpty ? nil : facts.scopes.map(\.name).sorted().joined(separator: ", ")
    }

    private static func section(_ title: String, _ rows: [String]) -> String {
        (["### \(title)", "", "| keys | command | what it does |", "|---|---|---|"] + rows).joined(separator: "\n")
            + "\n"
    }

    private static func row(_ facts: CommandFacts, places: String?) -> String {
        let keys = facts.chords.map { "`\(escaped($0.chord))`" }.joined(separator: " ")
        let risk: String
        switch facts.risk {
        case .safe: risk = ""
        case .mutating: risk = " *Writes.*"
        case .destructive: risk = " *Destroys.*"
        }
        let place = places.map { " (\($0))" } ?? ""
        return "| \(keys) | \(escaped(facts.label)) | \(escaped(facts.help))\(risk)\(place) |"
    }

    private static func escaped(_ text: String) -> String {
        text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
    }
}
