import Glibc
import OpsServices
import Synchronization

/// Kills the program at a step of a write, where `NIGHTDESK_TEST_STOP` names one: so that tests see what a crash leaves.
enum TestStop {
    private static let wanted = ProcessEnvironment.current["NIGHTDESK_TEST_STOP"]

    @Sendable static func reached(_ step: Journal.Step) {
        stop(step.rawValue)
    }

    /// A repair reaches each step again and again: `repair-sent:7` is the eighth time.
    @Sendable static func reached(_ step: RepairRunner.Step) {
        let count = counts.withLock { counts in
            defer { counts[step, default: 0] += 1 }
            return counts[step, default: 0]
        }
        stop(count == 0 ? step.rawValue : "\(step.rawValue):\(count)")
    }

    private static let counts = Mutex<[RepairRunner.Step: Int]>([:])

    private static func stop(_ step: String) {
        if step == wanted { kill(getpid(), SIGKILL) }
    }
}
