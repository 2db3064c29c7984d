import TerminalCore

/// The keys that hold now, as the person can search and run them.
package struct HelpOverlay: Sendable {
    package struct Entry: Sendable {
        package let heading: String
        package let keys: [Key]
        package let label: String
        package let help: String
        /// It belongs to another part of the pane, which the heading names.
        package let isElsewhere: Bool
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
        let own = catalogue.items(of: focused?.id)
        var entries: [Entry] = []
        // What the pane is for comes first: moving about is known from everywhere else.
        for group in [BindingGroup.look, .change, .find, .move, .panes, .program] {
            entries += own.filter { $0.isInScope && $0.facts.group == group }.map {
                Self.entry($0, heading: group.rawValue, $0.availability)
            }
        }
        for group in BindingGroup.allCases {
            entries += catalogue.consoleItems.filter { $0.facts.group == group }.map {
                Self.entry($0, heading: "Everywhere", $0.availability)
            }
        }
        entries += own.filter { !$0.isInScope }.map { item in
            Self.entry(item, heading: "Elsewhere: \(item.facts.placeForPeople)", item.availability)
        }
        // A heading stands once, wherever its first entry is.
        let order = entries.map(\.heading).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        let sorted = order.flatMap { heading in entries.filter { $0.heading == heading } }
        self.init(title: "Keys: \(focused?.title ?? "console"), \(scope.nameForPeople)", entries: sorted)
    }

    private static func entry(
        _ item: CommandCatalogue.Item, heading: String, _ availability: Availability
    ) -> Entry {
        Entry(
            heading: heading, keys: item.facts.chords, label: item.facts.label, help: item.facts.help,
            isElsewhere: !item.isInScope, availability: availability, reference: item.reference)
    }
}

extension CommandFacts {
    /// The one place that tells best where a command is found.
    fileprivate var placeForPeople: String {
        let names = scopes.map(\.nameForPeople)
        return names.contains("list") ? "list" : names.sorted().first ?? "pane"
    }
}

extension BindingScope {
    /// The scope's name without what only the program tells apart.
    fileprivate var nameForPeople: String {
        switch self {
        case .narrowedList, .markedList: "list"
        case .leaving: "leaving the form"
        case .columns: "choosing a column"
        default: name.split(separator: "-").joined(separator: " ")
        }
    }
}
