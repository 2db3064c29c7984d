import TerminalCore

/// Everything that the screen is made from; the runtime owns the only one.
package struct ConsoleState: Sendable {
    package var panes: [PaneBox]
    /// Which pane gets the keys.
    package var focus: Int
    package var isZoomed = false
    /// Where jumps from pane to pane began, the latest last: Esc goes back there.
    package var origins: [PaneID] = []
    /// Whether the person opened the detail in view, so that Esc closes it before it goes back. What a jump opened is
    /// where the jump led.
    package var hasOpenedDetail = false
    /// What lies over the panes; the last one gets the keys.
    package var overlays: [Overlay] = []
    package var notice: Notice?
    /// What was wrong with the settings.
    package var warnings: [String] = []
    package var timestamps = TimestampMode.relative
    package var header = HeaderFacts()
    package var size: Size
    /// The panes that are in view, and whose effects may run.
    package var shown: Set<PaneID> = []
    /// The pane that was last told that it has the focus.
    package var focusHolder: PaneID?
    /// What was run from the palette, oldest first.
    package var paletteHistory: [String] = []
    /// Writes under way.
    package var writes = 0

    package init(panes: [PaneBox], focus: Int = 0, size: Size) {
        self.panes = panes
        self.focus = focus
        self.size = size
    }

    package var focused: PaneBox? { panes.indices.contains(focus) ? panes[focus] : nil }

    /// Where the keys go, without a second copy of the pane that would make its next change copy all its rows.
    package var focusedScope: (id: PaneID, scope: BindingScope)? {
        panes.indices.contains(focus) ? (panes[focus].id, panes[focus].scope) : nil
    }

    package func index(of id: PaneID) -> Int? { panes.firstIndex { $0.id == id } }

    package var layout: ConsoleLayout {
        ConsoleLayout(
            size: size, weights: panes.map(\.weight), focus: focus, isZoomed: isZoomed, hasMessage: hasMessageRow)
    }

    private var hasMessageRow: Bool {
        if case .palette = overlays.last { return true }
        return notice != nil
    }
}
