import TerminalCore

/// The manual's key tables, made from the bindings.
package enum BindingReference {
    /// Markdown: a table for what holds everywhere, then one for each set of panes that have the same keys in common, the
    /// larger sets first, so that nothing is written twice.
    package static func markdown(_ panes: [any Pane]) -> String {
        let boxes = panes.map { PaneBox($0) }
        let console = ConsoleBindings.table(panes: boxes.map { ($0.id, $0.title) }).map(\.facts)
        var sections = [section("Everywhere", console.map { row($0, places: nil) })]
        for group in groups(boxes) {
            let title =
                group.owners.count == boxes.count && boxes.count > 1
                ? "In every pane" : group.owners.map { boxes[$0].title }.joined(separator: ", ")
            sections.append(section(title, group.commands.map { row($0, places: places($0)) }))
        }
        return sections.joined(separator: "\n")
    }

    private struct Group {
        /// Indices of panes.
        let owners: [Int]
        var commands: [CommandFacts]
    }

    private static func groups(_ boxes: [PaneBox]) -> [Group] {
        var groups: [Group] = []
        for (index, box) in boxes.enumerated() {
            for facts in box.commands {
                let owners = boxes.indices.filter { boxes[$0].commands.contains { isSame($0, facts) } }
                // Told already where the first of them is.
                guard owners.first == index else { continue }
                if let place = groups.firstIndex(where: { $0.owners == owners }) {
                    groups[place].commands.append(facts)
                } else {
                    groups.append(Group(owners: owners, commands: [facts]))
                }
            }
        }
        return groups.enumerated()
            .sorted { ($1.element.owners.count, $0.offset) < ($0.element.owners.count, $1.offset) }
            .map(\.element)
    }

    private static func isSame(_ left: CommandFacts, _ right: CommandFacts) -> Bool {
        left.chords == right.chords && left.label == right.label && left.help == right.help && left.risk == right.risk
            && left.scopes == right.scopes
    }

    /// Where a key holds; a list that is narrowed is named only where its whole one has not the same key.
    private static func places(_ facts: CommandFacts) -> String? {
        let names = Set(facts.scopes.map(\.name))
        let places = names.compactMap { name -> String? in
            guard name.hasPrefix(narrowed) else { return name }
            let whole = String(name.dropFirst(narrowed.count))
            return names.contains(whole) ? nil : "filtered \(whole)"
        }
        return places.isEmpty ? nil : places.sorted().joined(separator: ", ")
    }

    private static let narrowed = "narrowed-"

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
