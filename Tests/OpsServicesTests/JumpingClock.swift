import OpsDomain
import OpsServices
import Synchronization

/// A clock on which a sleep is over at once and moves the time on: for one driver that sleeps when it has nothing to do.
final class JumpingClock: Sendable {
    private let time: Mutex<Timestamp>

    init(_ start: Timestamp) {
        time = Mutex(start)
    }

    var now: Timestamp { time.withLock { $0 } }

    func advance(_ seconds: Double) {
        time.withLock { $0 = $0.adding(seconds: seconds) }
    }

    var ops: OpsClock {
        OpsClock(
            now: { self.now },
            sleep: { duration in
                let seconds = Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
                self.advance(seconds)
                await Task.yield()
                try Task.checkCancellation()
            })
    }
}
