import TerminalCore

/// The keys that hold now, as the person can search and run them.
package struct HelpOverlay: Sendable {
    package struct Entry: Sendable {
        package let heading: String
        package let keys: [Key]
        package let label: String
        package let help: String
        package let availability: Availability
        package let reference: CommandReference
    }

    package let title: String
    package let entries: [Entry]
    package var search = TextField()
    package var selection: ListSelection

    package init(title: String, entries: [Entry]) {
        self.title = title
        self.entries = entries
        selection = ListSelection(count: entries.count, pageSize: 8)
    }

    /// The entries that the search lets through.
    package var found: [Entry] {
        guard let pattern = TextPattern(search.text) else { return entries }
        return entries.filter { entry in
            pattern.matches(entry.label) || pattern.matches(entry.help)
                || entry.keys.contains { $0.chord == search.text || $0.label == search.text }
        }
    }

    package var chosen: Entry? {
        let found = found
        return selection.selected.flatMap { found.indices.contains($0) ? found[$0] : nil }
    }

    package mutating func edited() {
        selection = ListSelection(count: found.count, pageSize: selection.pageSize)
    }
}

extension HelpOverlay {
    /// The help for where the focus is: first what holds in the scope, by group, then what the pane has elsewhere.
    package init(_ state: ConsoleState, _ context: ConsoleContext) {
        let catalogue = CommandCatalogue(state, context)
        let focused = state.focused
        let scope = focused?.scope ?? .list
        var entries: [Entry] = []
        for group in BindingGroup.allCases {
            for item in catalogue.items(of: focused?.id) + catalogue.consoleItems
            where item.facts.group == group && item.isInScope {
                entries.append(Self.entry(item, heading: group.rawValue))
            }
        }
        for item in catalogue.items(of: focused?.id) where !item.isInScope {
            let places = item.facts.scopes.map(\.name).sorted().joined(separator: ", ")
            entries.append(Self.entry(item, heading: "Elsewhere in the pane: \(places)"))
        }
        // A heading stands once, wherever its first entry is.
        let order = entries.map(\.heading).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        let sorted = order.flatMap { heading in entries.filter { $0.heading == heading } }
        self.init(title: "Keys: \(focused?.title ?? "console"), \(scope.name)", entries: sorted)
    }

    private static func entry(_ item: CommandCatalogue.Item, heading: String) -> Entry {
        Entry(
            heading: heading, keys: item.facts.chords, label: item.facts.label, help: item.facts.help,
            availability: item.availability, reference: item.reference)
    }
}
