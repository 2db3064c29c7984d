import TerminalCore

extension ConsoleUpdate {
    static func press(
        _ key: Key, in overlay: Overlay, _ state: inout ConsoleState, _ context: ConsoleContext
    ) -> [ConsoleEffect]? {
        if let entry = OverlayBindings.entry(for: key, in: overlay.scope) {
            return apply(entry.message, to: overlay, &state, context)
        }
        if type(.key(key), into: overlay, &state) { return [] }
        // Redraw and suspend serve over an overlay too; the rest of the console waits behind it.
        guard let reference = context.keymap.consoleCommand(for: key), !key.isText else { return nil }
        switch context.bindings[reference.index].message {
        case .redrawRequested, .suspendRequested: return deliver(reference, &state, context)
        case .helpRequested, .paletteRequested, .paneRequested, .nextPaneRequested, .previousPaneRequested,
            .zoomToggled, .backRequested, .leaveRequested, .quitRequested, .timestampsCycled, .problemsRequested,
            .undoRequested, .undoFound, .undone, .undoFailed, .journalSettled, .tableOpened, .tableRefused,
            .identityLearned, .identityRefused, .meterRead:
            return []
        }
    }

    /// Whether the overlay had a use for the text.
    @discardableResult
    static func type(_ event: InputEvent, into overlay: Overlay, _ state: inout ConsoleState) -> Bool {
        switch overlay {
        case .help(var help):
            guard help.search.edit(event) else { return false }
            help.edited()
            replaceTop(.help(help), &state)
        case .palette(var palette):
            guard palette.edit(event) else { return false }
            replaceTop(.palette(palette), &state)
        case .question(var question):
            guard question.typedName != nil, question.field.edit(event) else { return false }
            question.error = nil
            replaceTop(.question(question), &state)
        }
        return true
    }

    static func apply(
        _ message: OverlayMessage, to overlay: Overlay, _ state: inout ConsoleState, _ context: ConsoleContext
    ) -> [ConsoleEffect] {
        switch message {
        case .dismissed:
            state.overlays.removeLast()
            return []
        case .interrupted:
            state.overlays.removeLast()
            if case .question(let question) = overlay, question.purpose == .quit { return [.quit] }
            return []
        case .moved(let motion):
            move(motion, in: overlay, &state, context)
            return []
        case .completionRequested, .historyMoved:
            guard case .palette(var palette) = overlay else { return [] }
            if case .historyMoved(let steps) = message { palette.recall(by: steps) } else { palette.complete() }
            replaceTop(.palette(palette), &state)
            return []
        case .accepted: return accept(overlay, &state, context)
        }
    }

    private static func replaceTop(_ overlay: Overlay, _ state: inout ConsoleState) {
        state.overlays[state.overlays.count - 1] = overlay
    }

    private static func move(
        _ motion: ListMotion, in overlay: Overlay, _ state: inout ConsoleState, _ context: ConsoleContext
    ) {
        switch overlay {
        case .help(var help):
            help.selection.setPageSize(HelpView.pageSize(help, state.layout, context))
            help.selection.move(motion)
            replaceTop(.help(help), &state)
        case .palette(var palette):
            palette.move(motion)
            replaceTop(.palette(palette), &state)
        case .question(var question):
            let limit = QuestionView.dialog(question, context.symbols, context.theme).maximumScroll(
                in: Rect(state.size))
            question.scroll = min(limit, max(0, question.scroll + (motion == .up ? -1 : 1)))
            replaceTop(.question(question), &state)
        }
    }

    private static func accept(_ overlay: Overlay, _ state: inout ConsoleState, _ context: ConsoleContext)
        -> [ConsoleEffect]
    {
        switch overlay {
        case .help(let help):
            guard let chosen = help.chosen else { return [] }
            state.overlays.removeLast()
            return run(chosen.reference, &state, context)
        case .palette(let palette): return accept(palette, &state, context)
        case .question(let question): return accept(question, &state, context)
        }
    }

    private static func accept(
        _ palette: PaletteOverlay, _ state: inout ConsoleState, _ context: ConsoleContext
    ) -> [ConsoleEffect] {
        state.overlays.removeLast()
        let typed = palette.field.text
        guard let chosen = palette.chosen else {
            state.notice = Notice("No command is called \"\(typed)\".", isProblem: true)
            return []
        }
        let argument = palette.argument
        let line = argument.isEmpty ? chosen.name : "\(chosen.name) \(argument)"
        state.paletteHistory.removeAll { $0 == line }
        state.paletteHistory.append(line)
        switch chosen.action {
        case .quit: return quit(&state)
        case .table: return openTable(argument, &state, context)
        case .pane(let id):
            focus(state.index(of: id), &state)
            return []
        case .command(let reference):
            var effects: [ConsoleEffect] = []
            if case .pane(let id) = reference.owner {
                focus(state.index(of: id), &state)
                effects = arrange(&state, context)
            }
            return effects + run(reference, &state, context)
        }
    }

    private static func openTable(
        _ name: String, _ state: inout ConsoleState, _ context: ConsoleContext
    ) -> [ConsoleEffect] {
        guard !name.isEmpty else {
            state.notice = Notice("Type the table's name after it: :table \(context.place.environment)-users")
            return []
        }
        if let index = state.index(of: PaneID(name)) {
            focus(index, &state)
            return []
        }
        state.notice = Notice("Looking at the table \(name)\(context.symbols.ellipsis)")
        return [.openTable(name)]
    }

    private static func accept(
        _ question: QuestionOverlay, _ state: inout ConsoleState, _ context: ConsoleContext
    ) -> [ConsoleEffect] {
        if let name = question.typedName, question.field.text != name {
            var question = question
            question.error = "Type \(name) to go on."
            replaceTop(.question(question), &state)
            return []
        }
        state.overlays.removeLast()
        switch question.purpose {
        case .quit: return [.quit]
        case .telling: return []
        case .undo(let entry):
            state.notice = Notice("Taking it back\(context.symbols.ellipsis)")
            return [.undo(entry)]
        case .command(let reference, let askedAt):
            guard let item = CommandCatalogue(state, context).item(reference) else { return [] }
            if case .unavailable(let reason) = item.availability {
                state.notice = Notice(reason, isProblem: true)
                return []
            }
            // A refresh may have moved the selection while the question was read: what was answered is what is done.
            var asked = context
            asked.now = askedAt
            guard let current = self.question(for: item, state, asked), current.asksTheSame(as: question) else {
                state.notice = Notice(
                    "The data changed while the question was open: nothing was done.", isProblem: true)
                return []
            }
            return deliver(reference, &state, asked)
        }
    }
}
