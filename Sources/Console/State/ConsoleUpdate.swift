import OpsDomain
import TerminalCore

/// Everything that changes the console: pure functions from state and event to state and effects.
///
/// Each entry ends by bringing the panes' effects in line with what is in view.
package enum ConsoleUpdate {
    /// The first look: warnings and the first panes.
    package static func start(
        _ state: inout ConsoleState, warnings: [String], _ context: ConsoleContext
    ) -> [ConsoleEffect] {
        state.warnings = warnings
        if let first = warnings.first {
            // First, because the sentence may be longer than the row.
            let more = warnings.count > 1 ? "\(warnings.count) problems, see !: " : "See !: "
            state.notice = Notice(more + first, isProblem: true)
        }
        return arrange(&state, context)
    }

    package static func resized(to size: Size, _ state: inout ConsoleState, _ context: ConsoleContext)
        -> [ConsoleEffect]
    {
        state.size = size
        return arrange(&state, context)
    }

    /// What a person did.
    package static func input(_ event: InputEvent, _ state: inout ConsoleState, _ context: ConsoleContext)
        -> [ConsoleEffect]
    {
        guard state.layout.mode != .tooSmall else { return unseenInput(event, &state, context) }
        var effects: [ConsoleEffect] = []
        switch event {
        case .key(let key):
            state.notice = nil
            effects = press(key, &state, context)
        case .paste:
            state.notice = nil
            effects = paste(event, &state, context)
        case .mouse(let mouse): effects = point(mouse, &state, context)
        case .focusChanged: break
        }
        return effects + arrange(&state, context)
    }

    /// On a screen too small to show anything no key may do something that nobody sees: only leaving, stopping and
    /// redrawing work.
    private static func unseenInput(
        _ event: InputEvent, _ state: inout ConsoleState, _ context: ConsoleContext
    ) -> [ConsoleEffect] {
        guard case .key(let key) = event, let reference = context.keymap.consoleCommand(for: key) else { return [] }
        switch context.bindings[reference.index].message {
        case .quitRequested:
            if case .question(let question) = state.overlays.last, question.purpose == .quit { return [.quit] }
            return quit(&state)
        case .redrawRequested: return [.redraw]
        case .suspendRequested: return [.suspend]
        case .helpRequested, .paletteRequested, .paneRequested, .nextPaneRequested, .previousPaneRequested,
            .zoomToggled, .backRequested, .leaveRequested, .timestampsCycled, .problemsRequested, .undoRequested,
            .undoFound, .undone, .undoFailed, .journalSettled, .tableOpened, .tableRefused, .identityLearned,
            .identityRefused, .meterRead:
            return []
        }
    }

    /// What came through the mailbox.
    package static func message(_ message: RuntimeMessage, _ state: inout ConsoleState, _ context: ConsoleContext)
        -> [ConsoleEffect]
    {
        switch message {
        case .console(let message): return apply(message, &state, context) + arrange(&state, context)
        case .pane(let message):
            guard let index = state.index(of: message.pane) else { return [] }
            let effects = state.panes[index].deliver(message, context.update(state, pane: index))
            return absorb(effects, of: message.pane, &state, context) + arrange(&state, context)
        }
    }

    // MARK: - The console's own messages

    static func apply(_ message: ConsoleMessage, _ state: inout ConsoleState, _ context: ConsoleContext)
        -> [ConsoleEffect]
    {
        switch message {
        case .helpRequested: state.overlays.append(.help(HelpOverlay(state, context)))
        case .paletteRequested: state.overlays.append(.palette(PaletteOverlay(state, context)))
        case .paneRequested(let id): focus(state.index(of: id), &state)
        case .nextPaneRequested: turnFocus(by: 1, &state)
        case .previousPaneRequested: turnFocus(by: -1, &state)
        case .zoomToggled: state.isZoomed.toggle()
        case .backRequested: state.isZoomed = false
        case .leaveRequested: return leave(&state, context)
        case .quitRequested: return quit(&state)
        case .redrawRequested: return [.redraw]
        case .suspendRequested: return [.suspend]
        case .timestampsCycled: cycleTimestamps(&state)
        case .problemsRequested: tellProblems(&state, context)
        case .undoRequested, .undoFound, .undone, .undoFailed, .journalSettled:
            return applyUndo(message, &state, context)
        case .tableOpened(let table):
            focus(state.index(of: PaneID(table.collection.id)), &state)
            state.notice = Notice("The columns are guessed; config.toml can say better.")
        case .tableRefused(let failure): state.notice = Notice(failure.sentence, isProblem: true)
        case .identityLearned(let identity): state.header.identity = .known(identity)
        case .identityRefused(let failure): state.header.identity = .unknown(failure)
        case .meterRead(let reading): state.header.meter = reading
        }
        return []
    }

    /// What would be lost, pane by pane. A pane with an open form has something, even when it does not say what.
    static func concerns(_ state: ConsoleState) -> [String] {
        state.panes.compactMap { pane in
            let work = pane.stagedWork ?? (pane.scope == .form ? "a form is open" : nil)
            return work.map { "\(pane.title): \($0)" }
        } + (state.writes > 0 ? ["\(state.writes) write\(state.writes == 1 ? "" : "s") under way"] : [])
    }

    static func quit(_ state: inout ConsoleState) -> [ConsoleEffect] {
        let concerns = concerns(state)
        guard !concerns.isEmpty else { return [.quit] }
        state.overlays.append(.question(QuestionOverlay(quitting: concerns)))
        return []
    }

    /// `q`: what Esc would do in the pane; with nothing to go back from, out of the zoom; then out of the program.
    private static func leave(_ state: inout ConsoleState, _ context: ConsoleContext) -> [ConsoleEffect] {
        guard let (id, scope) = state.focusedScope else { return quit(&state) }
        for step in context.keymap.steps(for: Key(.escape), in: id, scope: scope) {
            guard case .command(let reference) = step, reference.owner == .pane(id),
                CommandCatalogue(state, context).item(reference)?.availability == .available
            else { continue }
            return run(reference, &state, context)
        }
        if state.isZoomed {
            state.isZoomed = false
            return []
        }
        return quit(&state)
    }

    private static func turnFocus(by steps: Int, _ state: inout ConsoleState) {
        guard !state.panes.isEmpty else { return }
        focus((state.focus + steps + state.panes.count) % state.panes.count, &state)
    }

    static func focus(_ index: Int?, _ state: inout ConsoleState) {
        guard let index, state.panes.indices.contains(index) else { return }
        state.focus = index
        state.origins = []
    }

    /// Every failure in full: a pane's outline has room for its beginning only.
    private static func tellProblems(_ state: inout ConsoleState, _ context: ConsoleContext) {
        var problems = state.warnings.map { warning in
            (title: "Settings", failure: ServiceFailure(reason: .invalid, sentence: warning))
        }
        if case .unknown(let failure) = state.header.identity { problems.append(("Account", failure)) }
        for (index, pane) in state.panes.enumerated() {
            let status = pane.status(context.view(state, pane: index))
            for failure in [status.failure, status.concern].compactMap(\.self) {
                problems.append((pane.title, failure))
            }
        }
        if problems.isEmpty {
            state.notice = Notice("Nothing is wrong: every pane has its answer.")
        } else {
            state.overlays.append(.question(QuestionOverlay(telling: problems)))
        }
    }

    private static func cycleTimestamps(_ state: inout ConsoleState) {
        let name: String
        switch state.timestamps {
        case .relative: (state.timestamps, name) = (.local, "local time")
        case .local: (state.timestamps, name) = (.utc, "UTC")
        case .utc: (state.timestamps, name) = (.relative, "ages")
        }
        state.notice = Notice("Moments are written as \(name).")
    }

    // MARK: - Panes

    /// Brings what runs in line with what is in view: the pane that lost the focus is told first, then panes gone out of
    /// view lose their effects, then those that came into view start, and last the pane with the focus is told. A screen
    /// that is too small for anything changes nothing: it may be enlarged in a moment, and leases and tails go on.
    static func arrange(_ state: inout ConsoleState, _ context: ConsoleContext) -> [ConsoleEffect] {
        let layout = state.layout
        guard layout.mode != .tooSmall else { return [] }
        let visible = layout.panes.map { state.panes[$0.index].id }
        let before = state.shown
        let told = state.focusHolder
        let focus = state.focusedScope?.id
        guard before != Set(visible) || told != focus else { return [] }
        state.shown = Set(visible)
        state.focusHolder = focus
        var effects: [ConsoleEffect] = []
        if told != focus { effects += tellFocus(false, told, &state, context) }
        for index in state.panes.indices {
            let id = state.panes[index].id
            guard before.contains(id), !visible.contains(id) else { continue }
            state.panes[index].disappeared()
            effects.append(.hide(id))
        }
        for placed in layout.panes where !before.contains(state.panes[placed.index].id) {
            let appeared = state.panes[placed.index].appeared(context.update(state, pane: placed.index))
            effects += absorb(appeared, of: state.panes[placed.index].id, &state, context)
        }
        if told != focus { effects += tellFocus(true, focus, &state, context) }
        return effects
    }

    private static func tellFocus(
        _ isFocused: Bool, _ id: PaneID?, _ state: inout ConsoleState, _ context: ConsoleContext
    ) -> [ConsoleEffect] {
        guard let id, let index = state.index(of: id) else { return [] }
        let effects = state.panes[index].focusChanged(isFocused: isFocused, context.update(state, pane: index))
        return absorb(effects, of: id, &state, context)
    }

    /// Answers what a pane asks of the console, and hands on what is for the runner.
    static func absorb(
        _ effects: [Effect<PaneMessage>], of pane: PaneID, _ state: inout ConsoleState, _ context: ConsoleContext
    ) -> [ConsoleEffect] {
        effects.flatMap { effect -> [ConsoleEffect] in
            switch effect.kind {
            case .run, .cancel, .edit: return [.perform(effect, for: pane)]
            case .console(let request): return answer(request, from: pane, &state, context)
            }
        }
    }

    private static func answer(
        _ request: ConsoleRequest, from pane: PaneID, _ state: inout ConsoleState, _ context: ConsoleContext
    ) -> [ConsoleEffect] {
        switch request {
        case .notice(let text, let isProblem):
            state.notice = Notice(text, isProblem: isProblem)
            return []
        case .copy(let text, let what):
            state.notice = Notice("Copied \(what).")
            return [.copy(text)]
        case .bell: return [.bell]
        case .show(let id, let find):
            return show(id, find, &state, context) { pane, context in find.map { pane.find($0, context) } }
        case .showLine(let place):
            return show(LogsPane.id, place.text, &state, context) { $0.find(place, $1) }
        case .run(let command):
            guard state.focused?.id == pane, state.overlays.isEmpty,
                let item = CommandCatalogue(state, context).items(of: pane)
                    .first(where: { $0.facts.command == command })
            else { return [] }
            return run(item.reference, &state, context)
        case .forgetDraft(let path): return [.forgetDraft(path: path)]
        }
    }

    /// - Parameters:
    ///   - what: what is looked for in the pane, for what people are told.
    ///   - find: looks for it; nil when there is nothing to look for, or nil within when the pane cannot.
    private static func show(
        _ id: PaneID, _ what: String?, _ state: inout ConsoleState, _ context: ConsoleContext,
        find: (inout PaneBox, UpdateContext) -> [Effect<PaneMessage>]??
    ) -> [ConsoleEffect] {
        guard let index = state.index(of: id) else {
            state.notice = Notice("There is no pane called \(id.name).", isProblem: true)
            return []
        }
        let origin = state.focused?.id
        let origins = state.origins
        focus(index, &state)
        if let origin, origin != id {
            state.origins = origins.suffix(8) + [origin]
            state.hasOpenedDetail = false
            state.notice = Notice("Esc goes back to \(state.index(of: origin).map { state.panes[$0].title } ?? "").")
        }
        // In view before it looks for something: what it does on appearing must not undo the search.
        let effects = arrange(&state, context)
        let update = context.update(state, pane: index)
        guard let answer = find(&state.panes[index], update) else { return effects }
        guard let found = answer else {
            state.notice = Notice(
                "\(state.panes[index].title) cannot be searched for \(what ?? "it").", isProblem: true)
            return effects
        }
        return effects + absorb(found, of: id, &state, context)
    }
}
