import Console
import OpsDomain
import TerminalCore

/// A clock that stands still until the test turns it.
package final class ManualClock: Sendable {
    private struct Sleeper {
        let id: UInt64
        let due: Duration
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var elapsed = Duration.zero
        var sleepers: [Sleeper] = []
        var lastID: UInt64 = 0
        /// Cancelled before they had begun to sleep.
        var cancelled: Set<UInt64> = []
    }

    private let state = Locked(State())
    private let start: Timestamp

    /// - Parameter start: 2026-03-01T02:14:00Z unless told.
    package init(start: Timestamp = Timestamp(milliseconds: 1_772_331_240_000)) {
        self.start = start
    }

    package var now: Timestamp {
        start.adding(seconds: Self.seconds(state.withLock { $0.elapsed }))
    }

    package var elapsed: Duration { state.withLock { $0.elapsed } }

    /// How many tasks sleep.
    package var sleeperCount: Int { state.withLock { $0.sleepers.count } }

    /// The time until the next sleeper is due.
    package var nextDue: Duration? {
        state.withLock { state in state.sleepers.map(\.due).min().map { $0 - state.elapsed } }
    }

    /// Turns the clock and wakes those who are due, in the order in which they are.
    package func advance(by duration: Duration) {
        let due = state.withLock { state in
            state.elapsed += duration
            let now = state.elapsed
            let due = state.sleepers.filter { $0.due <= now }.sorted { ($0.due, $0.id) < ($1.due, $1.id) }
            state.sleepers.removeAll { $0.due <= now }
            return due
        }
        for sleeper in due { sleeper.continuation.resume() }
    }

    package var console: ConsoleClock {
        ConsoleClock(
            now: { self.now }, monotonic: { self.elapsed }, sleep: { try await self.sleep($0) })
    }

    private func sleep(_ duration: Duration) async throws {
        let id = state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let isCancelled = state.withLock { state in
                    if state.cancelled.remove(id) != nil { return true }
                    state.sleepers.append(
                        Sleeper(id: id, due: state.elapsed + duration, continuation: continuation))
                    return false
                }
                if isCancelled { continuation.resume(throwing: CancellationError()) }
            }
        } onCancel: {
            let sleeper = state.withLock { state -> Sleeper? in
                guard let index = state.sleepers.firstIndex(where: { $0.id == id }) else {
                    state.cancelled.insert(id)
                    return nil
                }
                return state.sleepers.remove(at: index)
            }
            sleeper?.continuation.resume(throwing: CancellationError())
        }
    }

    private static func seconds(_ duration: Duration) -> Double {
        let (seconds, attoseconds) = duration.components
        return Double(seconds) + Double(attoseconds) / 1e18
    }
}
