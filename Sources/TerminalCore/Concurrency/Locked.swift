import Glibc

/// A value behind a lock, for the few places where an actor would make the caller wait: a mailbox that any thread posts to.
///
/// A `pthread_mutex_t` and not `Synchronization.Mutex`, since ThreadSanitizer reports races in the latter that are none.
/// This is the only type of ours that vouches for its own thread safety (`@unchecked Sendable`).
package final class Locked<Value>: @unchecked Sendable {
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private var value: Value

    package init(_ value: sending Value) {
        self.value = value
        mutex = .allocate(capacity: 1)
        mutex.initialize(to: pthread_mutex_t())
        pthread_mutex_init(mutex, nil)
    }

    deinit {
        pthread_mutex_destroy(mutex)
        mutex.deinitialize(count: 1)
        mutex.deallocate()
    }

    /// Runs `body` with the value while no other thread does. Not reentrant: `body` must not come back to this lock.
    package func withLock<Result>(_ body: (inout Value) throws -> sending Result) rethrows -> sending Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return try body(&value)
    }
}
