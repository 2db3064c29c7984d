import TerminalCore

extension InputEvent {
    /// Whether a line of text has a use for it; everything else goes on to the console.
    package var editsText: Bool {
        var probe = TextField()
        return probe.edit(self)
    }
}
