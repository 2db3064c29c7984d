import Glibc
import OpsDomain

/// The time as the services see it, given from outside so that tests never wait.
package struct OpsClock: Sendable {
    package var now: @Sendable () -> Timestamp
    /// Returns when the time is over; throws `CancellationError` when its task is cancelled first, and nothing else.
    package var sleep: @Sendable (_ duration: Duration) async throws -> Void

    package init(
        now: @escaping @Sendable () -> Timestamp,
        sleep: @escaping @Sendable (_ duration: Duration) async throws -> Void
    ) {
        self.now = now
        self.sleep = sleep
    }

    /// This clock put right by what the services' answers tell of theirs, which events are in.
    package func corrected(by offset: @escaping @Sendable () -> Double) -> OpsClock {
        let now = now
        return OpsClock(now: { now().adding(seconds: offset()) }, sleep: sleep)
    }

    /// The machine's own clock. It is the wall's, so that leases and tails know how long a laptop has slept.
    package static let system = OpsClock(
        now: {
            var time = timespec()
            clock_gettime(CLOCK_REALTIME, &time)
            return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
        },
        sleep: { try await Task.sleep(for: $0) })
}

extension Duration {
    var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
