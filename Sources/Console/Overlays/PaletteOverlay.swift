import TerminalCore

/// The command line: a name being typed, what it may become, and what was run before.
package struct PaletteOverlay: Sendable {
    package enum Action: Hashable, Sendable {
        case command(CommandReference)
        case pane(PaneID)
        /// Opens the table whose name is typed after the command's.
        case table
        case quit
    }

    package struct Item: Sendable {
        /// What is typed to run it.
        package let name: String
        package let label: String
        package let help: String
        package let keys: [Key]
        package let availability: Availability
        package let action: Action
        /// What people type who know other consoles.
        package let aliases: [String]
    }

    package let items: [Item]
    package private(set) var field = TextField()
    package private(set) var selection: ListSelection
    package let history: [String]
    /// Where in the history the person is; its count is past the newest.
    private var historyIndex: Int

    package init(items: [Item], history: [String]) {
        self.items = items
        self.history = history
        historyIndex = history.count
        selection = ListSelection(count: items.count, pageSize: 8)
    }

    /// The items that the text may become, the likeliest first.
    package var found: [Item] {
        let typed = field.text.lowercased()
        guard !typed.isEmpty else { return items }
        // What stands behind a blank is what the command is about.
        if let word = typed.firstIndex(of: " ") {
            return items.filter { $0.action == .table && $0.name == typed[..<word] }
        }
        return items.enumerated()
            .compactMap { index, item in Self.rank(item, typed).map { (rank: $0, index: index, item: item) } }
            .sorted { ($0.rank, $0.index) < ($1.rank, $1.index) }
            .map(\.item)
    }

    /// What was typed behind the command's name.
    package var argument: String {
        guard let blank = field.text.firstIndex(of: " ") else { return "" }
        var argument = field.text[blank...].drop { $0 == " " }
        while argument.last == " " { argument.removeLast() }
        return String(argument)
    }

    package var chosen: Item? {
        let found = found
        return selection.selected.flatMap { found.indices.contains($0) ? found[$0] : nil }
    }

    package mutating func edit(_ event: InputEvent) -> Bool {
        guard field.edit(event) else { return false }
        reset()
        return true
    }

    package mutating func move(_ motion: ListMotion) { selection.move(motion) }

    /// Makes the text the chosen item's name.
    package mutating func complete() {
        guard let chosen else { return }
        field.replace(with: chosen.action == .table ? chosen.name + " " : chosen.name)
        reset()
    }

    /// Brings back what was run before, or after that.
    package mutating func recall(by steps: Int) {
        let index = min(max(0, historyIndex + steps), history.count)
        guard index != historyIndex else { return }
        historyIndex = index
        field.replace(with: index < history.count ? history[index] : "")
        reset()
    }

    private mutating func reset() { selection = ListSelection(count: found.count, pageSize: selection.pageSize) }

    /// The smaller, the likelier; nil when the item cannot be meant.
    private static func rank(_ item: Item, _ typed: String) -> Int? {
        let name = item.name.lowercased()
        let label = item.label.lowercased()
        if name == typed || item.aliases.contains(typed) { return 0 }
        if name.hasPrefix(typed) { return 1 }
        if label.hasPrefix(typed) { return 2 }
        if name.split(whereSeparator: { $0 == "." || $0 == "-" }).contains(where: { $0.hasPrefix(typed) }) { return 3 }
        guard let pattern = TextPattern(typed) else { return nil }
        return pattern.matches(name) || pattern.matches(label) ? 4 : nil
    }
}

extension PaletteOverlay {
    /// Everything that can be run from where the focus is: panes, the focused pane's commands, the console's, then those
    /// of the other panes.
    package init(_ state: ConsoleState, _ context: ConsoleContext) {
        let catalogue = CommandCatalogue(state, context)
        var items = state.panes.map { pane in
            Item(
                name: pane.id.name, label: pane.title, help: "Go to \(pane.title).", keys: [],
                availability: .available, action: .pane(pane.id), aliases: Self.aliases[pane.id.name] ?? [])
        }
        items.append(
            Item(
                name: "q", label: "quit", help: "Quit the console.", keys: [], availability: .available, action: .quit,
                aliases: ["quit"]))
        items.append(
            Item(
                name: "table", label: "table NAME", help: "Open any table by its name.", keys: [],
                availability: .available, action: .table, aliases: []))
        let focused = state.focused?.id
        items += catalogue.items(of: focused).filter(\.isInScope).map(Self.item)
        let known = Set(state.panes.map { "console.pane.\($0.id.name)" } + ["console.palette"])
        items += catalogue.consoleItems.filter { !known.contains($0.facts.command) }.map(Self.item)
        items += catalogue.items(of: focused).filter { !$0.isInScope }.map(Self.item)
        for pane in state.panes where pane.id != focused { items += catalogue.items(of: pane.id).map(Self.item) }
        self.init(items: items, history: state.paletteHistory)
    }

    /// By the name of a pane or a command.
    private static let aliases = ["dead-letters": ["dlq", "dl"], "logs.error.next": ["err"]]

    private static func item(_ item: CommandCatalogue.Item) -> Item {
        Item(
            name: item.facts.command, label: item.facts.label, help: item.facts.help, keys: item.facts.chords,
            availability: item.availability, action: .command(item.reference),
            aliases: aliases[item.facts.command] ?? [])
    }
}
