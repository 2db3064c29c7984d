import Console
import ConsoleTestSupport
import OpsDomain
import TerminalCore
import Testing

@Suite struct QuitTests {
    private func harness(_ pane: ToyPane = ToyPane("users", "Users")) -> ConsoleHarness {
        ConsoleHarness(panes: [pane, ToyPane("orders", "Orders")])
    }

    @Test func qGoesBackALevelAndQuitsAtTheRoot() {
        let harness = harness()
        harness.press(.enter)
        #expect(harness.toy("users")?.isOpen == true)
        harness.type("q")
        #expect(harness.toy("users")?.isOpen == false)
        #expect(harness.exit == nil)
        harness.type("Zq")
        #expect(harness.state.isZoomed == false)
        #expect(harness.exit == nil)
        harness.type("q")
        #expect(harness.exit == .quit)
    }

    @Test func escapeNeverQuits() {
        let harness = harness()
        harness.type("Z")
        harness.press(Key(.escape), Key(.escape), Key(.escape))
        #expect(harness.state.isZoomed == false)
        #expect(harness.exit == nil)
    }

    @Test func controlCQuitsAtOnceWhenNothingIsStaged() {
        let harness = harness()
        harness.press(.control("c"))
        #expect(harness.exit == .quit)
    }

    @Test(arguments: [true, false])
    func stagedWorkAsksFirst(byControlC: Bool) {
        var pane = ToyPane("users", "Users")
        pane.stagedText = "38 messages leased"
        let harness = harness(pane)
        if byControlC { harness.press(.control("c")) } else { harness.type("q") }
        #expect(harness.exit == nil)
        #expect(harness.text.contains("Users: 38 messages leased"))
        harness.type("n")
        #expect(harness.exit == nil)
        #expect(!harness.text.contains("38 messages leased"))
        harness.press(.control("c"))
        harness.type("y")
        #expect(harness.exit == .quit)
    }

    @Test func controlCTwiceMeansIt() {
        var pane = ToyPane("users", "Users")
        pane.stagedText = "38 messages leased"
        let harness = harness(pane)
        harness.press(.control("c"), .control("c"))
        #expect(harness.exit == .quit)
    }

    @Test func anOpenFormAsksWhereverTheFocusIs() {
        let harness = harness()
        harness.type("ehello")
        harness.press(.control("c"))
        #expect(harness.exit == nil)
        #expect(harness.text.contains("Users: a form is open"))
    }

    @Test func leavingCancelsEffectsAndAwaitsWritesAndTheHook() {
        var pane = ToyPane("users", "Users")
        pane.isPolling = true
        let done = Locked<[String]>([])
        let harness = ConsoleHarness(
            panes: [pane], onShutdown: { deadline in done.withLock { $0.append("\(deadline)") } })
        harness.press(.control("c"))
        harness.shutDown()
        #expect(done.withLock { $0 } == ["5.0 seconds"])
        #expect(harness.clock.sleeperCount == 0)
        #expect(harness.text.contains("Releasing leases"))
    }

    @Test func aHookThatNeverEndsDoesNotHoldTheProgram() {
        let forever = ScriptedWrites()
        forever.hold()
        let harness = ConsoleHarness(panes: [ToyPane("users", "Users")], onShutdown: { _ in await forever.wait() })
        harness.press(.control("c"))
        harness.shutDown()
        #expect(forever.waitingCount == 1)
        forever.finishAll()
        harness.runEffects()
    }

    @Test func aSignalEndsAtOnceAndAHangUpPaintsNothingMore() {
        let signalled = harness()
        signalled.send(.ended(.signal(15)))
        #expect(signalled.exit == .signal(15))

        let released = Locked(false)
        let harness = ConsoleHarness(
            panes: [ToyPane("users", "Users")], onShutdown: { _ in released.withLock { $0 = true } })
        let before = harness.terminal.presentCount
        harness.send(.ended(.hangUp))
        harness.shutDown()
        #expect(harness.exit == .hangUp)
        #expect(harness.terminal.presentCount == before)
        #expect(released.withLock { $0 })
    }

    @Test func runJoinsOnTheSwiftPool() {
        let terminal = MemoryTerminal(size: Size(rows: 24, columns: 80))
        terminal.pending = [.input(.key(.control("c")))]
        let released = Locked(false)
        var pane = ToyPane("users", "Users")
        pane.isPolling = true
        // The pool is shared with every other test of the run: it may take its time.
        let options = ConsoleOptions(shutdownDeadline: .seconds(120))
        let runtime = Runtime(
            terminal: terminal, panes: [pane], services: ScriptedServices().services,
            place: ConsoleHarness.development, options: options,
            onShutdown: { _ in released.withLock { $0 = true } })
        #expect(runtime.run() == .quit)
        #expect(released.withLock { $0 })
    }
}
