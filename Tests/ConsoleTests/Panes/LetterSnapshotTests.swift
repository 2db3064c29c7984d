import Console
import ConsoleTestSupport
import OpsDomain
import TerminalCore
import Testing

/// Dead letters by reason, with what the consumer's log says, and in their other forms, at three sizes.
@Suite struct LetterSnapshotTests {
    private static let sizes = [Size(rows: 24, columns: 80), Size(rows: 40, columns: 120), Size(rows: 10, columns: 40)]

    private func check(_ name: String, _ letters: [DeadLetter] = World.failing, _ act: (ConsoleHarness) -> Void) {
        for size in Self.sizes {
            let services = ScriptedServices(records: World.records(5))
            services.setQueues(World.queues)
            services.setGroups(World.groups)
            services.setLogged(World.failureLog)
            let harness = ConsoleHarness(panes: PaneCatalog.panes(services.services), services: services, size: size)
            harness.type("4Z")
            services.leases.send(.opened(queue: "development-order-dlq", retention: .seconds(1_209_600)))
            services.leases.send(.leased(letters, until: World.now.adding(seconds: 112)))
            services.leases.send(.caughtUp(at: World.now))
            harness.settle()
            act(harness)
            let outcome = FrameSnapshot(harness.frame).compare(
                named: "\(name)-\(size.columns)x\(size.rows)", besides: #filePath)
            #expect(outcome == .same)
        }
    }

    /// Opens the letter of an id.
    private func open(_ id: String, _ harness: ConsoleHarness) {
        harness.type("/\(id)")
        harness.press(.enter)
        harness.press(.enter)
    }

    @Test func clusters() { check("letters-clusters") { $0.type("i") } }

    @Test func clustersMarked() { check("letters-clusters-marked") { $0.type("ij ") } }

    @Test func oneCluster() {
        check("letters-one-cluster") {
            $0.type("ij")
            $0.press(.enter)
        }
    }

    @Test func traced() { check("letters-traced") { open("message-12", $0) } }
    @Test func notInTheLog() { check("letters-untraced") { open("message-3", $0) } }

    @Test func hostileBytes() {
        check("letters-hex") {
            open("message-21", $0)
            $0.type("yy")
        }
    }

    @Test func theLineInTheLog() {
        check("letters-log-line") {
            open("message-12", $0)
            $0.type("L")
        }
    }
}
