import OpsDomain

/// What changes the console around the panes.
package enum ConsoleMessage: Sendable {
    case helpRequested
    case paletteRequested
    case paneRequested(PaneID)
    case nextPaneRequested
    case previousPaneRequested
    case zoomToggled
    /// Esc where the pane had no use for it.
    case backRequested
    /// `q` where the pane has no level to go back from.
    case leaveRequested
    case quitRequested
    case redrawRequested
    case suspendRequested
    case timestampsCycled
    case problemsRequested
    case undoRequested
    /// The last write that can be taken back; nil when there is none.
    case undoFound(JournalEntry?)
    case undone(JournalEntry, Record?)
    case undoFailed(ServiceFailure)
    /// Writes of before whose end was not known, as they are now.
    case journalSettled([JournalEntry])
    case tableOpened(OpenedTable)
    case tableRefused(ServiceFailure)
    case identityLearned(CallerIdentity)
    case identityRefused(ServiceFailure)
    case meterRead(MeterReading)
}

/// What comes through the mailbox.
package enum RuntimeMessage: Sendable {
    case console(ConsoleMessage)
    case pane(PaneMessage)
}
