import OpsDomain
import TerminalCore

/// The loop between terminal and state, and the only owner of the state.
///
/// Everything here runs on the screen's thread, a plain one: `run` blocks it in the terminal's wait. Effects run on the
/// Swift pool, and their messages come back through the mailbox.
package final class Runtime {
    /// How soon what changed has to be seen.
    enum Staleness: Int, Comparable {
        case fresh
        /// Data came: within the stream budget.
        case streamed
        /// The person did something: as soon as no more input waits.
        case touched

        static func < (left: Staleness, right: Staleness) -> Bool { left.rawValue < right.rawValue }
    }

    private let terminal: any Terminal
    private let clock: ConsoleClock
    private let execution: EffectExecution
    private let options: ConsoleOptions
    private let services: ConsoleServices
    private let editor: TextEditor
    private let onShutdown: @Sendable (_ deadline: Duration) async -> Void
    private let mailbox: Mailbox<EffectPost<RuntimeMessage>>
    private let runner: EffectRunner<RuntimeMessage>
    private var context: ConsoleContext
    package private(set) var state: ConsoleState
    private var staleness = Staleness.touched
    /// When streamed data was last painted; the budget counts from there, so that data that follows a quiet time or a key
    /// is seen at once.
    private var streamedAt: Duration?
    /// The last moment of the coarse clock that was painted.
    private var paintedTick: Int64 = 0
    /// Whether what was painted has an age that grows by the second.
    private var showsAges = false
    private var exit: ExitReason?
    private var hasStarted = false

    /// - Parameters:
    ///   - services: of these the console itself asks for identity and meter only; panes hold their own.
    ///   - editor: what runs while the terminal is lent to edit a text.
    ///   - onShutdown: what must happen before the program ends, whatever ended it (leases given back); awaited for no
    ///     longer than the deadline in the options.
    package init(
        terminal: any Terminal, panes: [any Pane], services: ConsoleServices, place: ConsolePlace,
        options: ConsoleOptions = ConsoleOptions(), clock: ConsoleClock = .live, execution: EffectExecution = .live,
        editor: TextEditor = .none,
        onShutdown: @escaping @Sendable (_ deadline: Duration) async -> Void = { _ in }
    ) {
        self.terminal = terminal
        self.clock = clock
        self.execution = execution
        self.options = options
        self.services = services
        self.editor = editor
        self.onShutdown = onShutdown
        mailbox = Mailbox(waker: terminal.waker)
        runner = EffectRunner(mailbox: mailbox, clock: clock, execution: execution)
        let boxes = panes.map { PaneBox($0, keyOverrides: options.keyOverrides) }
        context = ConsoleContext(place: place, options: options, panes: boxes, now: clock.now())
        let focus = options.startPane.flatMap { id in boxes.firstIndex { $0.id == id } } ?? 0
        state = ConsoleState(panes: boxes, focus: focus, size: terminal.size)
    }

    /// Runs until the person quits, a signal asks to end, or the terminal is gone; then cancels the effects and waits for
    /// what has to be given back. The terminal is left as it is: whoever made it restores it.
    package func run() -> ExitReason {
        start()
        var reason: ExitReason?
        while reason == nil { reason = step(timeout: timeout) }
        let ended = reason ?? .quit
        shutDown(ended)
        return ended
    }

    /// The first frame, and the first effects. Only the first call does something.
    package func start() {
        guard !hasStarted else { return }
        hasStarted = true
        context.now = clock.now()
        let commands = Set(context.commands.map(\.command) + state.panes.flatMap { $0.commands.map(\.command) })
        let warnings = options.warnings + KeyOverrides.problems(options.keyOverrides, commands: commands)
        let effects = ConsoleUpdate.start(&state, warnings: warnings, context)
        paint()
        perform(effects)
        for effect in HeaderEffects.all(services) { runner.perform(effect.map { .console($0) }, for: .console) }
    }

    /// Takes what has come, waiting for it no longer than `timeout`, and paints at most once.
    ///
    /// All input that waits is taken before painting, so that a held key never builds a queue; when input keeps coming
    /// faster than it is taken, a frame is painted each budget all the same.
    package func step(timeout: Duration?) -> ExitReason? {
        var events = terminal.nextEvents(timeout: timeout)
        let began = clock.monotonic()
        repeat {
            context.now = clock.now()
            for event in events {
                take(event)
                if let exit { return exit }
            }
            takeMail()
            if clock.monotonic() - began >= options.frameBudget { break }
            events = terminal.nextEvents(timeout: .zero)
        } while !events.isEmpty
        if tick != paintedTick { staleness = max(staleness, .streamed) }
        paintWhenDue()
        return exit
    }

    /// Paints what has changed, whatever the budget says.
    package func flush() {
        if staleness != .fresh { paint() }
    }

    /// Nothing has been posted that was not taken.
    package var isMailboxEmpty: Bool { mailbox.isEmpty }

    /// Effects that are neither cancelled nor ended.
    package var runningEffects: Int { runner.runningCount }

    /// Ends what runs, on the way out: effects are cancelled but for writes, which are waited for; then the shutdown hook.
    package func shutDown(_ reason: ExitReason) {
        if reason != .hangUp {
            state.overlays = []
            state.notice = Notice("Releasing leases and ending…")
            paint()
        }
        let hook = onShutdown
        let deadline = options.shutdownDeadline
        let tasks = runner.cancelForLeaving() + [execution.start { await hook(deadline) }]
        if !execution.join(tasks, deadline) {
            runner.cancelAll()
            for task in tasks { task.cancel() }
        }
    }

    // MARK: - In

    private func take(_ event: TerminalEvent) {
        switch event {
        case .input(let input):
            perform(ConsoleUpdate.input(input, &state, context))
            staleness = .touched
        case .resized(let size):
            perform(ConsoleUpdate.resized(to: size, &state, context))
            staleness = .touched
        case .woken: break
        case .ended(.signal(let number)): exit = .signal(number)
        case .ended(.hangUp): exit = .hangUp
        }
    }

    private func takeMail() {
        let posts = mailbox.drain()
        guard !posts.isEmpty else { return }
        for post in posts {
            guard let message = runner.accept(post) else { continue }
            if case .console(.tableOpened(let table)) = message { admit(table) }
            perform(ConsoleUpdate.message(message, &state, context))
            staleness = max(staleness, .streamed)
        }
        countWrites()
    }

    /// Makes a pane of a table that none shows yet; its keys join the others'.
    private func admit(_ table: OpenedTable) {
        guard state.index(of: PaneID(table.collection.id)) == nil else { return }
        let pane = CollectionPane(table.collection, service: table.records, files: services.files)
        state.panes.append(PaneBox(pane, keyOverrides: options.keyOverrides))
        context = ConsoleContext(place: context.place, options: options, panes: state.panes, now: context.now)
    }

    // MARK: - Out

    private func perform(_ effects: [ConsoleEffect]) {
        for effect in effects {
            switch effect {
            case .perform(let work, let pane):
                if case .edit(let job, let answer) = work.kind {
                    lend(job, answer)
                    continue
                }
                runner.perform(work.map { .pane($0) }, for: .pane(pane))
                countWrites()
            case .hide(let pane): runner.hide(.pane(pane))
            case .copy(let text): terminal.copy(text)
            case .bell: terminal.bell()
            case .redraw: terminal.invalidate()
            case .suspend: suspend()
            case .findUndo:
                runner.perform(JournalEffects.find(services.journal).map { .console($0) }, for: .console)
            case .undo(let entry):
                runner.perform(JournalEffects.undo(entry, services.journal).map { .console($0) }, for: .console)
                countWrites()
            case .openTable(let name):
                runner.perform(TableEffect.open(name, services).map { .console($0) }, for: .console)
            case .forgetDraft(let path): editor.forget(path)
            case .quit: exit = .quit
            }
        }
    }

    private func countWrites() {
        guard state.writes != runner.outlivingCount else { return }
        state.writes = runner.outlivingCount
        staleness = max(staleness, .streamed)
    }

    /// The one thing for which the screen's thread waits: the screen is the editor's meanwhile. Effects go on.
    private func lend(_ job: EditorJob, _ answer: (EditorOutcome) -> PaneMessage) {
        let outcome = terminal.yielding { editor.edit(job) }
        comeBack()
        perform(ConsoleUpdate.message(.pane(answer(outcome)), &state, context))
        staleness = .touched
    }

    private func suspend() {
        terminal.suspend()
        comeBack()
    }

    private func comeBack() {
        terminal.invalidate()
        context.now = clock.now()
        if terminal.size != state.size { perform(ConsoleUpdate.resized(to: terminal.size, &state, context)) }
    }

    // MARK: - Painting

    private func paintWhenDue() {
        switch staleness {
        case .fresh: return
        case .touched: paint()
        case .streamed:
            let now = clock.monotonic()
            if let streamedAt, now - streamedAt < options.streamBudget { return }
            streamedAt = now
            paint()
        }
    }

    private func paint() {
        terminal.present(ConsoleView.frame(state, context))
        staleness = .fresh
        showsAges = state.layout.panes.contains { placed in
            state.panes[placed.index].status(context.view(state, pane: placed.index)).asOf != nil
        }
        paintedTick = tick
    }

    /// How long the next wait may last: until a frame is due, or until something on the screen ages.
    private var timeout: Duration? {
        if staleness != .fresh, let streamedAt {
            return max(.zero, streamedAt + options.streamBudget - clock.monotonic())
        }
        let now = clock.now().milliseconds
        return .milliseconds(tickLength - now % tickLength)
    }

    /// Which second it is while data with an age is in view, otherwise which minute: what the clock in the header needs.
    private var tick: Int64 { clock.now().milliseconds / tickLength }

    private var tickLength: Int64 { showsAges ? 1000 : 60_000 }
}
