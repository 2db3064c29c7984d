import Glibc
import OpsDomain

/// Time as the console sees it: the live one, or one that a test turns by hand.
package struct ConsoleClock: Sendable {
    package var now: @Sendable () -> Timestamp
    /// Since a fixed but arbitrary moment; never set back. For frame budgets.
    package var monotonic: @Sendable () -> Duration
    /// Throws `CancellationError` when cancelled.
    package var sleep: @Sendable (Duration) async throws -> Void

    package init(
        now: @escaping @Sendable () -> Timestamp, monotonic: @escaping @Sendable () -> Duration,
        sleep: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.now = now
        self.monotonic = monotonic
        self.sleep = sleep
    }

    /// This clock put right by as many seconds as the services' differ from it.
    package func corrected(by offset: @escaping @Sendable () -> Double) -> ConsoleClock {
        let now = now
        return ConsoleClock(now: { now().adding(seconds: offset()) }, monotonic: monotonic, sleep: sleep)
    }

    package static let live = ConsoleClock(
        now: {
            let moment = read(CLOCK_REALTIME)
            return Timestamp(milliseconds: Int64(moment.tv_sec) * 1000 + Int64(moment.tv_nsec) / 1_000_000)
        },
        monotonic: {
            let moment = read(CLOCK_MONOTONIC)
            return .seconds(moment.tv_sec) + .nanoseconds(moment.tv_nsec)
        },
        sleep: { try await Task.sleep(for: $0) })

    private static func read(_ clock: clockid_t) -> timespec {
        var moment = timespec()
        // Fails for unknown clocks only.
        clock_gettime(clock, &moment)
        return moment
    }
}
