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

    /// Short leases, of so many seconds as `NIGHTDESK_TEST_LEASE` says: what a killed program held comes back soon.
    static var leases: LeaseSettings? {
        guard let seconds = ProcessEnvironment.current["NIGHTDESK_TEST_LEASE"].flatMap(Double.init) else { return nil }
        var settings = LeaseSettings.listing
        settings.visibility = .seconds(seconds)
        settings.extensionMargin = .seconds(seconds / 2)
        settings.safeMargin = .seconds(seconds / 4)
        return settings
    }

    private static let counts = Mutex<[RepairRunner.Step: Int]>([:])

    private static func stop(_ step: String) {
        if step == wanted { kill(getpid(), SIGKILL) }
    }
}
