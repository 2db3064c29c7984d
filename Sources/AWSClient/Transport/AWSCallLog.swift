import Synchronization

/// The latest calls, oldest first, and how many requests there were in all.
package final class AWSCallLog: AWSCallObserver {
    private struct State {
        var records: [AWSCallRecord] = []
        var requests = 0
        var throttles = 0
    }

    private let state = Mutex(State())
    private let capacity: Int

    /// Keeps up to `capacity` calls.
    package init(capacity: Int = 500) {
        self.capacity = max(1, capacity)
    }

    package func callWillRetry(_ retry: AWSCallRetry) {}

    package func callEnded(_ record: AWSCallRecord) {
        state.withLock {
            $0.requests += record.attempts
            $0.throttles += record.throttles
            // Old ones go in bulk, so that a full log does not move all of its records for each new one.
            if $0.records.count >= capacity * 2 { $0.records.removeFirst($0.records.count - capacity + 1) }
            $0.records.append(record)
        }
    }

    package var records: [AWSCallRecord] { state.withLock { $0.records.suffix(capacity) } }

    /// Every request since the start, retries included.
    package var requests: Int { state.withLock { $0.requests } }

    /// Every throttled request since the start.
    package var throttles: Int { state.withLock { $0.throttles } }
}
