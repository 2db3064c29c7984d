import Console
import TerminalCore

/// Runs the jobs of effects one after the other on the test's own thread, when it says so: a test knows that everything
/// has come to rest when no job is left, without looking at a clock.
///
/// Child tasks, async closures and default actors that an effect uses run here too, since they take over the preference
/// of its task (SE-0417).
package final class StepExecutor: TaskExecutor {
    private let jobs = Locked<[UnownedJob]>([])

    package init() {}

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        jobs.withLock { $0.append(job) }
    }

    /// Runs what waits, and what comes of it, until everything is finished or suspended.
    package func runUntilIdle() {
        while let job = next() { job.runSynchronously(on: asUnownedTaskExecutor()) }
    }

    private func next() -> UnownedJob? {
        jobs.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    }

    /// For a runtime: effects run here, and joining them is running them. Tells whether they could end without waiting
    /// for something that never comes.
    package var execution: EffectExecution {
        EffectExecution(executor: self) { [self] tasks, _ in
            let done = Locked(false)
            let all = Task(executorPreference: self) {
                for task in tasks { await task.value }
                done.withLock { $0 = true }
            }
            runUntilIdle()
            let hasEnded = done.withLock { $0 }
            if !hasEnded { all.cancel() }
            return hasEnded
        }
    }
}
