import TerminalCore

/// What is known of a command without its pane's types: what the keymap, the footer, the help, the palette and the
/// manual are made from.
package struct CommandFacts: Hashable, Sendable {
    package var chords: [Key]
    package let command: String
    package let label: String
    package let help: String
    package let group: BindingGroup
    package let footerPriority: Int?
    package let risk: Risk
    /// Empty: in every scope of its pane.
    package let scopes: Set<BindingScope>

    package func holds(in scope: BindingScope) -> Bool {
        scopes.isEmpty || scopes.contains(scope)
    }
}

extension Binding {
    package var facts: CommandFacts {
        CommandFacts(
            chords: chords, command: command, label: label, help: help, group: group, footerPriority: footerPriority,
            risk: risk, scopes: scopes)
    }
}

/// Which binding of whose table.
package struct CommandReference: Hashable, Sendable {
    package enum Owner: Hashable, Sendable {
        case console
        case pane(PaneID)
    }

    package let owner: Owner
    /// In the table's order.
    package let index: Int

    package init(owner: Owner, index: Int) {
        self.owner = owner
        self.index = index
    }
}
