import Dispatch
import Glibc

/// SIGINT, SIGTERM and SIGHUP as an event instead of the program's sudden end, for commands without a screen.
struct TerminationSignals {
    private let sources: [any DispatchSourceSignal]

    /// Calls `handler` with the signal's number, on a queue of Dispatch's own.
    init(_ handler: @escaping @Sendable (Int32) -> Void) {
        sources = [SIGINT, SIGTERM, SIGHUP].map { number in
            // Dispatch only listens: the default action would still end us.
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { handler(number) }
            source.resume()
            return source
        }
    }

    /// Stops listening; a second signal then ends the program as it always does.
    func cancel() {
        for source in sources { source.cancel() }
        for number in [SIGINT, SIGTERM, SIGHUP] { signal(number, SIG_DFL) }
    }
}
