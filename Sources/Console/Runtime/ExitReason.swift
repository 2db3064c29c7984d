import TerminalCore

/// Why the console ended.
package enum ExitReason: Hashable, Sendable {
    /// The person asked for it.
    case quit
    /// SIGTERM, SIGINT or SIGHUP, by number.
    case signal(Int32)
    /// The terminal is gone.
    case hangUp
}
