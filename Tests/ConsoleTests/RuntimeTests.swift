import ConsoleTestSupport
import OpsDomain
import TerminalCore
import Testing

@testable import Console

@Suite struct RuntimeTests {
    @Test func aHeldKeyIsTakenWholeBeforeOnePaint() {
        let harness = ConsoleHarness(panes: [ToyPane("users", "Users")])
        let before = harness.terminal.presentCount
        harness.type(String(repeating: "jk", count: 500))
        #expect(harness.toy("users")?.selected == 0)
        #expect(harness.terminal.presentCount - before == 1)
    }

    @Test func inputThatNeverStopsStillLetsFramesThrough() {
        let clock = ManualClock()
        let terminal = EndlessTerminal(clock: clock, perBatch: .milliseconds(1))
        let runtime = Runtime(
            terminal: terminal, panes: [ToyPane("users", "Users")], services: ScriptedServices().services,
            place: ConsoleHarness.development, clock: clock.console, execution: StepExecutor().execution)
        runtime.start()
        let before = terminal.presentCount
        #expect(runtime.step(timeout: .zero) == nil)
        #expect(terminal.presentCount == before + 1)
        // 1 ms a batch: the budget of 16 ms holds 16 batches, and not many more.
        #expect((16...18).contains(terminal.batches))
    }

    @Test func dataAloneIsPaintedAtItsOwnRate() {
        let services = ScriptedServices()
        let harness = ConsoleHarness(panes: [ToyPane("users", "Users")], services: services)
        let before = harness.terminal.presentCount
        for number in 1...50 {
            services.meter.send(
                MeterReading(requestsPerMinute: number, dollarsPerHour: 0, running: 0, throttledPerMinute: 0))
            harness.deliver()
        }
        #expect(harness.terminal.presentCount == before)
        #expect(harness.state.header.meter?.requestsPerMinute == 50)
        harness.clock.advance(by: .milliseconds(34))
        harness.deliver()
        #expect(harness.terminal.presentCount == before + 1)
        #expect(harness.lines[0].contains("50 req/min"))
    }

    @Test func messagesOfAReplacedRunAreDropped() {
        var pane = ToyPane("users", "Users")
        let loads = ScriptedWrites()
        loads.hold()
        pane.loads = loads
        let harness = ConsoleHarness(panes: [pane])
        let start = harness.clock.now
        harness.press(.control("r"))
        harness.clock.advance(by: .seconds(1))
        harness.press(.control("r"))
        #expect(loads.waitingCount == 2)
        loads.finishFirst()
        harness.settle()
        #expect(harness.toy("users")?.loadedAt == nil)
        loads.finishFirst()
        harness.settle()
        #expect(harness.toy("users")?.loadedAt == start.adding(seconds: 1))
    }

    @Test func messagesOfAHiddenPaneAreDroppedButThoseOfItsWrite() {
        var pane = ToyPane("users", "Users")
        let (loads, writes) = (ScriptedWrites(), ScriptedWrites())
        loads.hold()
        writes.hold()
        (pane.loads, pane.writes) = (loads, writes)
        let harness = ConsoleHarness(panes: [pane, ToyPane("orders", "Orders")])
        harness.press(.control("r"))
        harness.type("e")
        harness.press(.control("s"))
        harness.type("y")
        #expect(harness.lines[0].contains("writing 1"))
        harness.click(row: 1, column: 14)
        #expect(harness.state.focused?.title == "Orders")
        loads.finishAll()
        writes.finishAll()
        harness.settle()
        #expect(harness.toy("users")?.loadedAt == nil)
        #expect(harness.toy("users")?.saved == 1)
        #expect(!harness.lines[0].contains("writing"))
    }

    @Test func whatComesIntoViewAppearsAndWhatStaysDoesNot() {
        let harness = ConsoleHarness(panes: ToyPane.five, size: Size(rows: 40, columns: 120))
        #expect(harness.state.shown.count == 5)
        harness.type("Z")
        #expect(harness.state.shown == [PaneID("users")])
        harness.type("Z")
        #expect(harness.toy("users")?.appearances == 1)
        #expect(harness.toy("logs")?.appearances == 2)
    }

    @Test func aPaneIsToldOfTheFocusAfterItAppearedAndBeforeItIsHidden() {
        let small = ConsoleHarness(panes: ToyPane.five)
        small.type("21")
        #expect(small.toy("users")?.told == ["+view", "+focus", "-focus", "+view", "+focus"])
        #expect(small.toy("orders")?.told == ["+view", "+focus", "-focus"])
        #expect(small.toy("logs")?.told == [])

        let large = ConsoleHarness(panes: ToyPane.five, size: Size(rows: 40, columns: 120))
        large.type("21Z")
        large.resize(Size(rows: 5, columns: 20))
        #expect(large.toy("users")?.told == ["+view", "+focus", "-focus", "+focus"])
        #expect(large.toy("orders")?.told == ["+view", "+focus", "-focus"])
        #expect(large.toy("logs")?.told == ["+view"])
    }

    @Test func aTinyWindowSaysSoKeepsTheWorkAndRecovers() {
        var pane = ToyPane("users", "Users")
        pane.isPolling = true
        let harness = ConsoleHarness(panes: [pane, ToyPane("orders", "Orders")])
        harness.type("j")
        let before = harness.frame
        harness.resize(Size(rows: 5, columns: 20))
        #expect(harness.text.contains("Too small"))
        #expect(harness.frame.size == Size(rows: 5, columns: 20))
        #expect(harness.clock.sleeperCount == 1)
        harness.resize(Size(rows: 1, columns: 1))
        harness.resize(Size(rows: 24, columns: 80))
        #expect(harness.frame == before)
        #expect(harness.toy("users")?.appearances == 1)
    }

    @Test func onATinyWindowNoKeyDoesWhatNobodySees() {
        var pane = ToyPane("users", "Users")
        pane.stagedText = "1 user edited"
        let harness = ConsoleHarness(panes: [pane], size: Size(rows: 6, columns: 30))
        harness.type("jxyq")
        #expect(harness.toy("users")?.selected == 0)
        #expect(harness.toy("users")?.rows.count == 3)
        #expect(harness.exit == nil)
        harness.press(.control("c"))
        #expect(harness.exit == nil)
        #expect(harness.text.contains("Something is staged."))
        harness.press(.control("c"))
        #expect(harness.exit == .quit)
    }

    @Test func anyInputAtAnySizeLeavesAWholeFrame() {
        var random = RandomBySeed(seed: 7)
        let keys: [Key] =
            "jkxyeoc?:/qnZt1345".unicodeScalars.map { .character($0) }
            + [Key(.enter), Key(.escape), Key(.tab), Key(.tab, .shift), Key(.up), Key(.down), Key(.backspace)]
            + [.control("r"), .control("s"), .control("p"), .control("l")]
        var harness = ConsoleHarness(panes: ToyPane.five)
        for _ in 0..<2_000 {
            if harness.exit != nil { harness = ConsoleHarness(panes: ToyPane.five) }
            switch random.next() % 8 {
            case 0:
                harness.resize(
                    Size(rows: Int(random.next() % 45), columns: Int(random.next() % 140)))
            case 1:
                harness.click(
                    row: Int(random.next() % 45), column: Int(random.next() % 140))
            default:
                harness.press(keys[Int(random.next() % UInt64(keys.count))])
            }
            guard harness.exit == nil else { continue }
            #expect(harness.frame.size == harness.terminal.size)
            #expect(
                harness.state.layout.panes.allSatisfy { harness.state.shown.contains(harness.state.panes[$0.index].id) }
            )
        }
    }

    @Test func identityFailureIsToldAndAskedAgainWhileTheRestWorks() {
        let services = ScriptedServices()
        services.setIdentity(
            .failure(ServiceFailure(reason: .unreachable, sentence: "No connection.", isTransient: true)))
        let harness = ConsoleHarness(panes: [ToyPane("users", "Users")], services: services)
        #expect(harness.lines[0].contains("! account: unreachable"))
        harness.type("j")
        #expect(harness.toy("users")?.selected == 1)
        services.setIdentity(.success(ScriptedServices.identity))
        harness.advance(by: .seconds(5))
        #expect(harness.lines[0].contains("123456789012  eu-central-1  alice"))
    }

    @Test func agesAreRedrawnWithTheClockOnlyWhereTheyShow() {
        let harness = ConsoleHarness(panes: [ToyPane("users", "Users")])
        let before = harness.terminal.presentCount
        harness.advance(by: .seconds(59))
        #expect(harness.terminal.presentCount == before)
        harness.press(.control("r"))
        harness.advance(by: .seconds(120))
        #expect(harness.text.contains("2m old"))
    }

    @Test func copyAndBellReachTheTerminal() {
        let harness = ConsoleHarness(panes: [ToyPane("users", "Users")])
        harness.type("jc")
        #expect(harness.terminal.copied == ["beta"])
        #expect(harness.terminal.bellCount == 1)
        #expect(harness.text.contains("Copied id."))
        harness.type("k")
        #expect(!harness.text.contains("Copied"))
    }

    @Test func suspendingTakesTheNewSizeAndRedrawsAll() {
        let harness = ConsoleHarness(panes: [ToyPane("users", "Users")])
        harness.terminal.sizeAfterSuspension = Size(rows: 30, columns: 90)
        harness.press(.control("z"))
        #expect(harness.terminal.suspendCount == 1)
        #expect(harness.terminal.invalidateCount == 1)
        #expect(harness.frame.size == Size(rows: 30, columns: 90))
        harness.press(.control("l"))
        #expect(harness.terminal.invalidateCount == 2)
    }
}

extension ConsoleHarness {
    /// Lets effects run and takes one step, painting only when that is due.
    func deliver() {
        runEffects()
        _ = runtime.step(timeout: .zero)
    }
}

/// A terminal whose input never ends; each batch takes some of the clock's time.
private final class EndlessTerminal: Terminal {
    let size = Size(rows: 24, columns: 80)
    let waker: any TerminalWaker = MemoryTerminal.Waker()
    private let clock: ManualClock
    private let perBatch: Duration
    private(set) var presentCount = 0
    private(set) var batches = 0

    init(clock: ManualClock, perBatch: Duration) {
        self.clock = clock
        self.perBatch = perBatch
    }

    func nextEvents(timeout: Duration?) -> [TerminalEvent] {
        batches += 1
        clock.advance(by: perBatch)
        return [.input(.key(.character("j")))]
    }

    func present(_ frame: Frame) { presentCount += 1 }
    func invalidate() {}
    func suspend() {}
    func yielding<Result>(_ body: () throws -> Result) rethrows -> Result { try body() }
    func copy(_ text: String) {}
    func bell() {}
}

/// SplitMix64: the same numbers in every run.
private struct RandomBySeed {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
