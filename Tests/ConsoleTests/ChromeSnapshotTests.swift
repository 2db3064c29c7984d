import Console
import ConsoleTestSupport
import OpsDomain
import TerminalCore
import Testing

@Suite struct ChromeSnapshotTests {
    private static let sizes = [Size(rows: 24, columns: 80), Size(rows: 40, columns: 120), Size(rows: 10, columns: 40)]

    private func check(_ harness: ConsoleHarness, _ name: String) {
        let outcome = FrameSnapshot(harness.frame).compare(
            named: "chrome-\(name)-\(harness.frame.size.columns)x\(harness.frame.size.rows)", besides: #filePath)
        if case .different(let reason) = outcome { Issue.record("\(reason)") }
    }

    private func meter(_ services: ScriptedServices) {
        services.meter.send(
            MeterReading(requestsPerMinute: 84, dollarsPerHour: 0.034, running: 2, throttledPerMinute: 0))
    }

    @Test(arguments: sizes) func atRest(size: Size) {
        let services = ScriptedServices()
        let harness = ConsoleHarness(panes: ToyPane.five, services: services, size: size)
        meter(services)
        harness.type("j")
        check(harness, "rest")
    }

    @Test(arguments: sizes) func readOnlyProductionInMono(size: Size) {
        let services = ScriptedServices()
        let harness = ConsoleHarness(
            panes: ToyPane.five, services: services, size: size, place: ConsoleHarness.production,
            options: ConsoleOptions(theme: .mono, symbols: .ascii, isReadOnly: true))
        meter(services)
        harness.settle()
        harness.type("x")
        check(harness, "production-mono")
    }

    @Test(arguments: sizes) func help(size: Size) {
        let harness = ConsoleHarness(panes: ToyPane.five, size: size)
        harness.type("?")
        harness.press(.down)
        check(harness, "help")
    }

    @Test(arguments: sizes) func palette(size: Size) {
        let harness = ConsoleHarness(panes: ToyPane.five, size: size)
        harness.type(":re")
        check(harness, "palette")
    }

    @Test(arguments: sizes) func confirming(size: Size) {
        let harness = ConsoleHarness(panes: ToyPane.five, size: size, place: ConsoleHarness.production)
        harness.type("x")
        check(harness, "confirming")
    }

    @Test(arguments: sizes) func staleWithAReason(size: Size) {
        let pane = ToyPane("users", "Users")
        let harness = ConsoleHarness(panes: [pane] + ToyPane.five.dropFirst(), size: size)
        harness.press(.control("r"))
        pane.loads.fail(
            with: ServiceFailure(
                reason: .unreachable, sentence: "No connection to dynamodb.eu-central-1: check the network.",
                requestID: "8F3A", isTransient: true))
        harness.press(.control("r"))
        harness.advance(by: .seconds(130))
        check(harness, "stale")
    }

    @Test func tooSmall() {
        let harness = ConsoleHarness(panes: ToyPane.five, size: Size(rows: 5, columns: 20))
        check(harness, "too-small")
    }
}
