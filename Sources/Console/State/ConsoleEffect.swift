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
    case forgetDraft(path: String)
    case quit
}
