import TerminalCore

extension ConsoleUpdate {
    static func press(_ key: Key, _ state: inout ConsoleState, _ context: ConsoleContext) -> [ConsoleEffect] {
        if let effects = take(key, &state, context) { return effects }
        // Escape and another key that arrive together, as they do over SSH, read as Alt with that key. Where nobody has a
        // use for Alt, they are what the person typed: one after the other.
        guard key.modifiers.contains(.alt) else { return [] }
        return press(Key(.escape), &state, context)
            + press(Key(key.code, key.modifiers.subtracting(.alt)), &state, context)
    }

    /// Nil when nothing is bound to the key here and nobody reads it as text.
    private static func take(_ key: Key, _ state: inout ConsoleState, _ context: ConsoleContext) -> [ConsoleEffect]? {
        if let overlay = state.overlays.last {
            return press(key, in: overlay, &state, context)
        }
        guard let (id, scope) = state.focusedScope else {
            return context.keymap.consoleCommand(for: key).map { run($0, &state, context) }
        }
        if key == Key(.escape), let effects = returnToOrigin(from: scope, &state) { return effects }
        var refusal: (reason: String, reference: CommandReference)?
        for step in context.keymap.steps(for: key, in: id, scope: scope) {
            switch step {
            case .text:
                if let effects = type(.key(key), &state, context) { return effects }
            case .command(let reference):
                guard let item = CommandCatalogue(state, context).item(reference) else { continue }
                switch item.availability {
                case .available: return run(reference, &state, context)
                // What cannot run now does not stand before what can; the first one says why nothing happened.
                case .unavailable(let reason): refusal = refusal ?? (reason, reference)
                }
            }
        }
        return refusal.map { refuse($0.reference, $0.reason, &state, context) }
    }

    /// Esc where a jump led goes back to where the jump began; nil where it means something nearer.
    private static func returnToOrigin(from scope: BindingScope, _ state: inout ConsoleState) -> [ConsoleEffect]? {
        guard scope == .list || scope == .narrowedList || (scope == .detail && !state.hasOpenedDetail),
            let origin = state.origins.popLast()
        else { return nil }
        state.focus = state.index(of: origin) ?? state.focus
        return []
    }

    static func paste(_ event: InputEvent, _ state: inout ConsoleState, _ context: ConsoleContext) -> [ConsoleEffect] {
        if let overlay = state.overlays.last {
            type(event, into: overlay, &state)
            return []
        }
        guard let (_, scope) = state.focusedScope, scope.capturesText else {
            state.notice = Notice("Pasted text is never read as keys; there is no field here.", isProblem: true)
            return []
        }
        return type(event, &state, context) ?? []
    }

    /// Runs a command if it may run now, after a question if it is not safe; otherwise says why not.
    static func run(_ reference: CommandReference, _ state: inout ConsoleState, _ context: ConsoleContext)
        -> [ConsoleEffect]
    {
        guard let item = CommandCatalogue(state, context).item(reference) else { return [] }
        if case .unavailable(let reason) = item.availability { return refuse(reference, reason, &state, context) }
        switch item.facts.risk {
        case .safe: return deliver(reference, &state, context)
        case .mutating, .destructive:
            if let question = question(for: item, state, context) { state.overlays.append(.question(question)) }
            return []
        }
    }

    /// Says why a command does not run, and lets the pane show what is in the way.
    private static func refuse(
        _ reference: CommandReference, _ reason: String, _ state: inout ConsoleState, _ context: ConsoleContext
    ) -> [ConsoleEffect] {
        state.notice = Notice(reason, isProblem: true)
        guard case .pane(let id) = reference.owner, let index = state.index(of: id),
            state.panes[index].commands[reference.index].holds(in: state.panes[index].scope)
        else { return [] }
        return absorb(
            state.panes[index].refuse(reference.index, context.update(state, pane: index)), of: id, &state, context)
    }

    /// The question that a command asks now.
    static func question(
        for item: CommandCatalogue.Item, _ state: ConsoleState, _ context: ConsoleContext
    ) -> QuestionOverlay? {
        var confirmation: Confirmation?
        if case .pane(let id) = item.reference.owner {
            guard let index = state.index(of: id) else { return nil }
            confirmation = state.panes[index].confirmation(
                of: item.reference.index, context.update(state, pane: index))
        }
        return QuestionOverlay(
            for: item.reference, item.facts, confirmation: confirmation, at: context.place(state),
            askedAt: context.now)
    }

    /// Delivers a command's message, with no more questions.
    static func deliver(_ reference: CommandReference, _ state: inout ConsoleState, _ context: ConsoleContext)
        -> [ConsoleEffect]
    {
        switch reference.owner {
        case .console: return apply(context.bindings[reference.index].message, &state, context)
        case .pane(let id):
            guard let index = state.index(of: id) else { return [] }
            switch state.panes[index].commands[reference.index].group {
            // Who looks for something else or changes something has settled here.
            case .find, .change: state.origins = []
            case .move, .look, .panes, .program: break
            }
            let scope = state.panes[index].scope
            let effects = state.panes[index].run(reference.index, context.update(state, pane: index))
            if scope != state.panes[index].scope { state.hasOpenedDetail = state.panes[index].scope == .detail }
            return absorb(effects, of: id, &state, context)
        }
    }

    private static func type(_ event: InputEvent, _ state: inout ConsoleState, _ context: ConsoleContext)
        -> [ConsoleEffect]?
    {
        guard let id = state.focused?.id else { return nil }
        let index = state.focus
        let effects = state.panes[index].type(event, context.update(state, pane: index))
        return effects.map { absorb($0, of: id, &state, context) }
    }
}
