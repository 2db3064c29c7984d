import OpsDomain

/// What the runtime has to do after an update, in order.
package enum ConsoleEffect: Sendable {
    /// Starts or cancels work for a pane.
    case perform(Effect<PaneMessage>, for: PaneID)
    /// Cancels what a pane that went out of view has running.
    case hide(PaneID)
    case copy(String)
    case bell
    case redraw
    case suspend
    /// Looks for the last write that can be taken back.
    case findUndo
    case undo(JournalEntry)
    /// Asks for a table that no pane shows yet.
    case openTable(String)
    case forgetDraft(path: String)
    case quit
}
