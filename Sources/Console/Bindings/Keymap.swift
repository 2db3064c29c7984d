import TerminalCore

/// From a key to what it does, where the focus is: the pane's scope, then what holds everywhere in the pane, then the
/// console. Overlays come before all this, with tables of their own (`OverlayKeymap`).
package struct Keymap: Sendable {
    /// One of the things that a key may mean, in the order in which they are tried.
    package enum Step: Hashable, Sendable {
        /// It types or edits: the pane is asked whether it has a use for it.
        case text
        case command(CommandReference)
    }

    private struct PaneKeys: Sendable {
        var scoped: [BindingScope: [Key: Int]] = [:]
        var everywhere: [Key: Int] = [:]
    }

    private let console: [Key: Int]
    private let panes: [PaneID: PaneKeys]

    /// - Parameter commands: each table with the person's own chords already in it.
    package init(console: [CommandFacts], panes: [(id: PaneID, commands: [CommandFacts])]) {
        self.console = Self.table(console)
        var tables: [PaneID: PaneKeys] = [:]
        for pane in panes { tables[pane.id] = Self.keys(of: pane.commands) }
        self.panes = tables
    }

    /// What a key may mean in a scope of a pane. In a scope that captures text, a key that types is nothing else, and
    /// every other key is offered as text (Backspace, Ctrl-U) after the scope's own commands.
    package func steps(for key: Key, in pane: PaneID, scope: BindingScope) -> [Step] {
        if scope.capturesText, key.isText { return [.text] }
        var steps: [Step] = []
        let keys = panes[pane]
        if let index = keys?.scoped[scope]?[key] { steps.append(command(.pane(pane), index)) }
        if scope.capturesText { steps.append(.text) }
        if let index = keys?.everywhere[key] { steps.append(command(.pane(pane), index)) }
        if let index = console[key] { steps.append(command(.console, index)) }
        return steps
    }

    /// The first of these chords that leads to the command at once, nothing standing before it.
    package func chord(of reference: CommandReference, among chords: [Key], in pane: PaneID, scope: BindingScope)
        -> Key?
    {
        chords.first { key in
            let commands = steps(for: key, in: pane, scope: scope)
            return commands.first { $0 != .text } == .command(reference)
        }
    }

    /// The console's own command on a key, whatever has the focus.
    package func consoleCommand(for key: Key) -> CommandReference? {
        console[key].map { CommandReference(owner: .console, index: $0) }
    }

    private func command(_ owner: CommandReference.Owner, _ index: Int) -> Step {
        .command(CommandReference(owner: owner, index: index))
    }

    private static func table(_ commands: [CommandFacts]) -> [Key: Int] {
        var table: [Key: Int] = [:]
        // The first of two wins; `conflicts` finds the second.
        for (index, facts) in commands.enumerated() {
            for chord in facts.chords where table[chord] == nil { table[chord] = index }
        }
        return table
    }

    private static func keys(of commands: [CommandFacts]) -> PaneKeys {
        var keys = PaneKeys()
        for (index, facts) in commands.enumerated() {
            for chord in facts.chords {
                if facts.scopes.isEmpty, keys.everywhere[chord] == nil { keys.everywhere[chord] = index }
                for scope in facts.scopes where keys.scoped[scope]?[chord] == nil {
                    keys.scoped[scope, default: [:]][chord] = index
                }
            }
        }
        return keys
    }
}

extension Key {
    /// Whether it types something where text is captured: control and alt make a command of any key.
    package var isText: Bool {
        guard modifiers.isDisjoint(with: [.control, .alt]) else { return false }
        switch code {
        case .character: return true
        case .enter, .tab, .backspace, .escape, .up, .down, .left, .right, .home, .end, .pageUp, .pageDown, .insert,
            .delete, .function:
            return false
        }
    }
}

/// A chord that two commands of one scope claim.
package struct KeyConflict: Hashable, Sendable, CustomStringConvertible {
    package let chord: Key
    /// `users list`, or `console`.
    package let place: String
    package let commands: [String]

    package var description: String {
        "\(chord.chord) in \(place) is bound to \(commands.joined(separator: " and "))"
    }
}

extension Keymap {
    /// The chords bound twice in one scope. A scope's own binding before one that holds everywhere in the pane, and a
    /// pane's before the console's, are no conflict: the walk is in that order.
    package static func conflicts(console: [CommandFacts], panes: [(id: PaneID, commands: [CommandFacts])])
        -> [KeyConflict]
    {
        var found = conflicts(of: console, place: "console")
        for pane in panes {
            let scopes = Set(pane.commands.flatMap(\.scopes)).sorted { $0.name < $1.name }
            for scope in scopes {
                found += conflicts(
                    of: pane.commands.filter { $0.scopes.contains(scope) }, place: "\(pane.id.name) \(scope.name)")
            }
            found += conflicts(of: pane.commands.filter(\.scopes.isEmpty), place: pane.id.name)
        }
        return found
    }

    package static func conflicts(of commands: [CommandFacts], place: String) -> [KeyConflict] {
        var claims: [Key: [String]] = [:]
        for facts in commands {
            for chord in facts.chords { claims[chord, default: []].append(facts.command) }
        }
        return claims.filter { $0.value.count > 1 }
            .map { KeyConflict(chord: $0.key, place: place, commands: $0.value.sorted()) }
            .sorted { $0.chord.chord < $1.chord.chord }
    }
}
