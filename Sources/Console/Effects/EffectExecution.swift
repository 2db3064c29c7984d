import Dispatch

/// How effects get a thread, and how the screen's thread waits for them when it leaves: the Swift pool and a semaphore
/// when live; a test runs them step by step on its own thread.
package struct EffectExecution: Sendable {
    /// Nil is the Swift pool.
    package let executor: (any TaskExecutor)?
    /// Waits until all tasks have ended, or the time is over; tells whether they have. Called on the screen's thread.
    package let join: @Sendable (_ tasks: [Task<Void, Never>], _ deadline: Duration) -> Bool

    package init(
        executor: (any TaskExecutor)?,
        join: @escaping @Sendable (_ tasks: [Task<Void, Never>], _ deadline: Duration) -> Bool
    ) {
        self.executor = executor
        self.join = join
    }

    package static let live = EffectExecution(executor: nil) { tasks, deadline in
        guard !tasks.isEmpty else { return true }
        let done = DispatchSemaphore(value: 0)
        Task {
            for task in tasks { await task.value }
            done.signal()
        }
        let (seconds, attoseconds) = deadline.components
        let nanoseconds = Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000)
        return done.wait(timeout: .now() + .nanoseconds(nanoseconds)) == .success
    }

    /// Starts a task where effects run.
    func start(_ work: @escaping @Sendable () async -> Void) -> Task<Void, Never> {
        Task(executorPreference: executor) { await work() }
    }
}
