import Glibc
import OpsServices

/// Kills the program at a step of a write, where `NIGHTDESK_TEST_STOP` names one: so that tests see what a crash leaves.
enum TestStop {
    private static let wanted = ProcessEnvironment.current["NIGHTDESK_TEST_STOP"]

    @Sendable static func reached(_ step: Journal.Step) {
        if step.rawValue == wanted { kill(getpid(), SIGKILL) }
    }
}
