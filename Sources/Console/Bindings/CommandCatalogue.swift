import TerminalCore

/// Every command with whether it may run now: what help, palette and footer choose from.
package struct CommandCatalogue {
    package struct Item: Sendable {
        package let reference: CommandReference
        package let facts: CommandFacts
        /// Holds where its pane is now.
        package let isInScope: Bool
        /// With read-only mode in force; out of scope it is unavailable.
        package let availability: Availability
    }

    private let state: ConsoleState
    private let context: ConsoleContext

    package init(_ state: ConsoleState, _ context: ConsoleContext) {
        self.state = state
        self.context = context
    }

    package var consoleItems: [Item] {
        context.commands.indices.compactMap { item(CommandReference(owner: .console, index: $0)) }
    }

    package func items(of pane: PaneID?) -> [Item] {
        guard let pane, let index = state.index(of: pane) else { return [] }
        return state.panes[index].commands.indices.compactMap {
            item(CommandReference(owner: .pane(pane), index: $0))
        }
    }

    /// Nil for a reference to no command.
    package func item(_ reference: CommandReference) -> Item? {
        switch reference.owner {
        case .console:
            guard context.commands.indices.contains(reference.index) else { return nil }
            let own = context.bindings[reference.index].availability(state)
            return item(reference, context.commands[reference.index], isInScope: true, own: own)
        case .pane(let id):
            guard let index = state.index(of: id), state.panes[index].commands.indices.contains(reference.index)
            else { return nil }
            let pane = state.panes[index]
            let facts = pane.commands[reference.index]
            guard facts.holds(in: pane.scope) else {
                let places = facts.scopes.map(\.name).sorted().joined(separator: " or ")
                return item(
                    reference, facts, isInScope: false,
                    own: .unavailable("\"\(facts.label)\" works in the \(places) of \(pane.title)."))
            }
            return item(reference, facts, isInScope: true, own: pane.availability(of: reference.index))
        }
    }

    private func item(_ reference: CommandReference, _ facts: CommandFacts, isInScope: Bool, own: Availability) -> Item
    {
        let availability = CommandGate.availability(risk: facts.risk, own: own, isReadOnly: context.isReadOnly)
        return Item(reference: reference, facts: facts, isInScope: isInScope, availability: availability)
    }
}
