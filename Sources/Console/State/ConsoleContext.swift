import OpsDomain
import TerminalCore

/// What the console's update and view may know besides the state: settled at the start, but for the time.
package struct ConsoleContext: Sendable {
    package let place: ConsolePlace
    package let theme: Theme
    package let symbols: Symbols
    package let isReadOnly: Bool
    package let utcOffset: Int
    /// The console's own bindings and their facts with the person's chords, in the same order.
    package let bindings: [Binding<ConsoleState, ConsoleMessage>]
    package let commands: [CommandFacts]
    package let keymap: Keymap
    package var now: Timestamp

    package init(place: ConsolePlace, options: ConsoleOptions, panes: [PaneBox], now: Timestamp) {
        self.place = place
        theme = options.theme
        symbols = options.symbols
        isReadOnly = options.isReadOnly
        utcOffset = options.utcOffset
        bindings = ConsoleBindings.table(panes: panes.map { ($0.id, $0.title) })
        commands = bindings.map { $0.facts.rebound(by: options.keyOverrides) }
        keymap = Keymap(console: commands, panes: panes.map { ($0.id, $0.commands) })
        self.now = now
    }

    /// The place with who we are, as far as it is known by now.
    package func place(_ state: ConsoleState) -> ConsolePlace {
        guard case .known(let identity) = state.header.identity else { return place }
        var copy = place
        copy.identity = identity
        return copy
    }

    package func update(_ state: ConsoleState, pane index: Int) -> UpdateContext {
        UpdateContext(
            now: now, area: state.layout.inside(ofPane: index).size, isReadOnly: isReadOnly, place: place(state))
    }

    package func view(_ state: ConsoleState, pane index: Int) -> ViewContext {
        ViewContext(
            now: now, theme: theme, symbols: symbols, isFocused: index == state.focus && state.overlays.isEmpty,
            timestamps: state.timestamps, utcOffset: utcOffset)
    }
}
