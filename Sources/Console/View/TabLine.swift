import TerminalCore

/// The strip of all panes, where only one is in view.
enum TabLine {
    static func strip(_ state: ConsoleState, _ context: ConsoleContext) -> TabStrip {
        let tabs = state.panes.enumerated().map { index, pane in
            Tab(
                pane.title, key: index < 9 ? "\(index + 1)" : "",
                hasAlert: pane.status(context.view(state, pane: index)).failure != nil)
        }
        return TabStrip(tabs: tabs, selected: state.focus)
    }
}
