/// Whether a command may run now: the one place where read-only mode is held.
package enum CommandGate {
    package static let readOnlyReason = "The console is read-only: nothing is written."

    /// - Parameter own: what the binding says of itself.
    package static func availability(risk: Risk, own: Availability, isReadOnly: Bool) -> Availability {
        switch risk {
        case .safe: own
        case .mutating, .destructive: isReadOnly ? .unavailable(readOnlyReason) : own
        }
    }
}
