/// What reaches the screen's thread: input, a new size, a wake-up from the mailbox, or the end.
package enum TerminalEvent: Hashable, Sendable {
    case input(InputEvent)
    /// The terminal has another size, or came back from the background (then the whole screen is drawn anew).
    case resized(Size)
    /// Somebody called the waker: the mailbox holds something.
    case woken
    /// SIGTERM or SIGINT from outside, or the terminal went away: leave at once, in order.
    case ended(EndReason)

    package enum EndReason: Hashable, Sendable {
        /// SIGTERM, SIGINT, SIGQUIT or SIGHUP, by number.
        case signal(Int32)
        /// The tty hung up (POLLHUP, or a read of 0): nothing can be shown any more.
        case hangUp
    }
}

/// The one door to a terminal. The ncurses driver implements it for a tty, the tests in memory.
///
/// Everything here is called on the screen's thread, and nothing here waits but `nextEvents`.
package protocol Terminal: AnyObject {
    var size: Size { get }

    /// A handle with which any thread ends a wait in `nextEvents`.
    var waker: any TerminalWaker { get }

    /// Waits for events: for ever with nil, not at all with zero. An empty answer means that the time ran out.
    func nextEvents(timeout: Duration?) -> [TerminalEvent]

    /// Shows a frame; only what changed since the last one is sent, in one write.
    func present(_ frame: Frame)

    /// Makes the next `present` send everything (Ctrl-L).
    func invalidate()

    /// Gives the terminal back to the shell and stops the process group (Ctrl-Z); returns when continued.
    func suspend()

    /// Gives the terminal back while `body` runs (an editor, a pager), then takes it again.
    func yielding<Result>(_ body: () throws -> Result) rethrows -> Result

    /// Puts text on the person's clipboard (OSC 52), as far as the terminal allows.
    func copy(_ text: String)

    func bell()
}

/// Ends a wait in `Terminal.nextEvents`, from any thread; calls in between are folded into one.
package protocol TerminalWaker: Sendable {
    func wake()
}
