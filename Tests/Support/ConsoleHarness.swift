import Console
import OpsDomain
import TerminalCore

/// Drives the real runtime step by step: keys in, frames out, time turned by hand. Nothing here waits.
package final class ConsoleHarness {
    package let terminal: MemoryTerminal
    package let clock: ManualClock
    package let runtime: Runtime
    private let executor: StepExecutor
    /// Why the runtime ended; nil while it goes on.
    package private(set) var exit: ExitReason?

    package static let development = ConsolePlace(
        environment: "development", region: "eu-central-1", isProduction: false)
    package static let production = ConsolePlace(environment: "prod", region: "eu-central-1", isProduction: true)

    /// Starts the console and lets it come to rest.
    package init(
        panes: [any Pane], services: ScriptedServices = ScriptedServices(), size: Size = Size(rows: 24, columns: 80),
        place: ConsolePlace = ConsoleHarness.development, options: ConsoleOptions = ConsoleOptions(),
        clock: ManualClock = ManualClock(), editor: TextEditor = .none,
        onShutdown: @escaping @Sendable (Duration) async -> Void = { _ in }
    ) {
        terminal = MemoryTerminal(size: size)
        self.clock = clock
        executor = StepExecutor()
        runtime = Runtime(
            terminal: terminal, panes: panes, services: services.services, place: place, options: options,
            clock: clock.console, execution: executor.execution, editor: editor, onShutdown: onShutdown)
        runtime.start()
        settle()
    }

    // MARK: - Doing

    /// Types text key by key, settling once at the end.
    package func type(_ text: String) {
        terminal.pending += text.unicodeScalars.map { .input(.key(.character($0))) }
        settle()
    }

    package func press(_ keys: Key...) {
        terminal.pending += keys.map { .input(.key($0)) }
        settle()
    }

    package func press(_ code: Key.Code) { press(Key(code)) }

    package func paste(_ text: String) {
        terminal.pending.append(.input(.paste(text)))
        settle()
    }

    package func click(row: Int, column: Int) {
        mouse(.press(.left), row: row, column: column)
    }

    /// Clicks on the first place where the text stands; tells whether it stands anywhere.
    @discardableResult
    package func click(on text: String) -> Bool {
        guard let place = frame.place(of: text) else { return false }
        click(row: place.row, column: place.column)
        return true
    }

    package func mouse(_ action: MouseEvent.Action, row: Int, column: Int) {
        terminal.pending.append(.input(.mouse(MouseEvent(action, at: Point(row: row, column: column)))))
        settle()
    }

    package func resize(_ size: Size) {
        terminal.pending.append(.resized(size))
        settle()
    }

    package func send(_ event: TerminalEvent) {
        terminal.pending.append(event)
        settle()
    }

    /// Turns the clock, stopping wherever a sleeper is due, so that a poller runs as often as it would.
    package func advance(by duration: Duration) {
        let target = clock.elapsed + duration
        while let due = clock.nextDue, clock.elapsed + due <= target {
            clock.advance(by: max(.zero, due))
            settle()
        }
        clock.advance(by: target - clock.elapsed)
        settle()
    }

    /// Goes on until all effects have ended or wait for time or for the world, all messages are delivered, and the frame
    /// shows it.
    package func settle() {
        guard exit == nil else { return }
        repeat {
            executor.runUntilIdle()
            exit = runtime.step(timeout: .zero)
            guard exit == nil else { return }
            executor.runUntilIdle()
        } while !runtime.isMailboxEmpty || !terminal.pending.isEmpty
        runtime.flush()
    }

    /// Lets effects go as far as they can, and delivers nothing.
    package func runEffects() { executor.runUntilIdle() }

    /// What `run` does after the loop has ended.
    package func shutDown() {
        runtime.shutDown(exit ?? .quit)
    }

    // MARK: - Seeing

    package var frame: Frame { terminal.frame ?? Frame(size: terminal.size) }

    /// The rows of the screen without their trailing blanks.
    package var lines: [String] { frame.lines }

    package var text: String { lines.joined(separator: "\n") }

    package var state: ConsoleState { runtime.state }
}

extension Frame {
    /// Where a text begins that stands in one row; nil when it stands nowhere.
    package func place(of text: String) -> Point? {
        let wanted = Glyphs.of(text, options: options)
        for row in 0..<size.rows {
            let glyphs = self.row(row).map(\.glyph).filter { !$0.isContinuation }
            guard glyphs.count >= wanted.count else { continue }
            for start in 0...glyphs.count - wanted.count
            where glyphs[start..<start + wanted.count].elementsEqual(wanted) {
                return Point(row: row, column: glyphs[..<start].reduce(0) { $0 + $1.columns })
            }
        }
        return nil
    }
}
