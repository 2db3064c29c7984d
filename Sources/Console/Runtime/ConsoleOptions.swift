import TerminalCore

/// What the command line and the config file say about the console.
package struct ConsoleOptions: Sendable {
    /// Already brought down to the terminal's colours.
    package var theme: Theme
    package var symbols: Symbols
    /// Disables every command that is not safe.
    package var isReadOnly: Bool
    /// Chords by command id (`users.edit`); they take the place of the declared ones. An empty list unbinds.
    package var keyOverrides: [String: [Key]]
    /// Seconds east of UTC, for local times.
    package var utcOffset: Int
    /// The pane that has the focus at the start; the first one when nil or unknown.
    package var startPane: PaneID?
    /// What went wrong while starting and does not prevent it (an unknown theme scope): shown once.
    package var warnings: [String]
    /// While input keeps coming, at most one frame in this time.
    package var frameBudget: Duration
    /// While only data keeps coming, at most one frame in this time.
    package var streamBudget: Duration
    /// How long leaving waits for effects to end and leases to be given back.
    package var shutdownDeadline: Duration

    package init(
        theme: Theme = .standard, symbols: Symbols = .unicode, isReadOnly: Bool = false,
        keyOverrides: [String: [Key]] = [:], utcOffset: Int = 0, startPane: PaneID? = nil, warnings: [String] = [],
        frameBudget: Duration = .milliseconds(16), streamBudget: Duration = .milliseconds(16),
        shutdownDeadline: Duration = .seconds(5)
    ) {
        self.theme = theme
        self.symbols = symbols
        self.isReadOnly = isReadOnly
        self.keyOverrides = keyOverrides
        self.utcOffset = utcOffset
        self.startPane = startPane
        self.warnings = warnings
        self.frameBudget = frameBudget
        self.streamBudget = streamBudget
        self.shutdownDeadline = shutdownDeadline
    }
}
