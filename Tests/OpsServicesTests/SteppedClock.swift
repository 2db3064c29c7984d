import OpsDomain
import OpsServices

/// A clock that moves only when told; sleepers wake when their time has come.
actor SteppedClock {
    private var sleepers: [Int: (until: Timestamp, wake: CheckedContinuation<Void, any Error>)] = [:]
    private var watchers: [(count: Int, wake: CheckedContinuation<Void, Never>)] = []
    private var seen: Set<Duration> = []
    private var durationWatchers: [(duration: Duration, wake: CheckedContinuation<Void, Never>)] = []
    private var nextID = 0
    private var cancelled: Set<Int> = []
    private nonisolated let clock = JumpingClock(Timestamp(milliseconds: 1_000_000))

    nonisolated var ops: OpsClock {
        OpsClock(now: { self.clock.now }, sleep: { try await self.sleep($0) })
    }

    nonisolated var now: Timestamp { clock.now }

    /// Waits until so many tasks sleep on this clock.
    func sleeping(_ count: Int) async {
        guard sleepers.count < count else { return }
        await withCheckedContinuation { watchers.append((count, $0)) }
    }

    /// Waits until a task has begun to sleep for just so long.
    func sleeping(for duration: Duration) async {
        guard !seen.contains(duration) else { return }
        await withCheckedContinuation { durationWatchers.append((duration, $0)) }
    }

    func advance(_ seconds: Double) {
        clock.advance(seconds)
        for (id, sleeper) in sleepers where sleeper.until <= clock.now {
            sleepers[id] = nil
            sleeper.wake.resume()
        }
    }

    private func sleep(_ duration: Duration) async throws {
        let seconds = Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
        let id = nextID
        nextID += 1
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                guard cancelled.remove(id) == nil, !Task.isCancelled else {
                    continuation.resume(throwing: CancellationError())
                    return
                }
                note(duration)
                sleepers[id] = (clock.now.adding(seconds: seconds), continuation)
                let ready = watchers.filter { $0.count <= sleepers.count }
                watchers.removeAll { $0.count <= sleepers.count }
                for watcher in ready { watcher.wake.resume() }
            }
        } onCancel: {
            Task { await self.cancel(id) }
        }
    }

    private func note(_ duration: Duration) {
        seen.insert(duration)
        for watcher in durationWatchers where watcher.duration == duration { watcher.wake.resume() }
        durationWatchers.removeAll { $0.duration == duration }
    }

    private func cancel(_ id: Int) {
        if let sleeper = sleepers.removeValue(forKey: id) {
            sleeper.wake.resume(throwing: CancellationError())
        } else {
            cancelled.insert(id)
        }
    }
}
