/// Why the screen could not be taken; the description says what to do about it.
package enum TerminalOpenError: Error, Hashable, CustomStringConvertible {
    case notATerminal
    /// `TERM` is empty or names nothing in the terminfo database.
    case unknownTerminal(name: String)
    /// The terminal cannot place its cursor.
    case tooSimple(name: String)
    /// ncurses keeps one screen a process.
    case alreadyOpen
    /// A system call failed with this `errno`.
    case system(code: Int32, reason: String)

    package var description: String {
        switch self {
        case .notATerminal:
            "Standard input and output must be a terminal. Run nightdesk in one, without pipes or redirection."
        case .unknownTerminal(name: ""):
            "TERM is not set, so the terminal's kind is not known. Set it, for example: export TERM=xterm-256color"
        case .unknownTerminal(let name):
            """
            The terminal type '\(TerminalOpenError.safe(name))' is not in the terminfo database. Install its entry \
            (Debian: ncurses-term) or set another, for example: export TERM=xterm-256color
            """
        case .tooSimple(let name):
            """
            The terminal type '\(TerminalOpenError.safe(name))' cannot place its cursor. Use a full-screen terminal, \
            or set TERM to what it really is, for example: export TERM=xterm-256color
            """
        case .alreadyOpen: "The terminal is already in use by this program."
        case .system(_, let reason): "The terminal could not be set up: \(reason)."
        }
    }

    /// The name comes from the environment and goes to a terminal.
    private static func safe(_ name: String) -> String {
        String(
            String.UnicodeScalarView(
                name.unicodeScalars.prefix(64).map { $0.isASCII && $0.value >= 0x20 && $0.value != 0x7F ? $0 : "?" }))
    }
}
