import TerminalCore

extension ConsoleUpdate {
    static func point(_ event: MouseEvent, _ state: inout ConsoleState, _ context: ConsoleContext) -> [ConsoleEffect] {
        if case .press = event.action { state.notice = nil }
        let layout = state.layout
        guard layout.mode != .tooSmall else { return [] }
        if event.action == .press(.left), layout.footer.contains(event.place) {
            guard let action = FooterLine(state, context).action(at: event.place, in: layout.footer) else { return [] }
            switch action {
            case .command(let reference): return run(reference, &state, context)
            case .overlay(let message):
                return state.overlays.last.map { apply(message, to: $0, &state, context) } ?? []
            }
        }
        if let overlay = state.overlays.last { return point(event, in: overlay, &state, context) }
        if event.action == .press(.left), let tabs = layout.tabs, tabs.contains(event.place) {
            let strip = TabLine.strip(state, context)
            focus(
                strip.tab(at: event.place.column - tabs.column, width: tabs.columns, symbols: context.symbols), &state)
            return []
        }
        guard let placed = layout.pane(at: event.place) else { return [] }
        if case .press = event.action { focus(placed.index, &state) }
        guard placed.inside.contains(event.place) else { return [] }
        let inside = MouseEvent(
            event.action,
            at: Point(row: event.place.row - placed.inside.row, column: event.place.column - placed.inside.column),
            modifiers: event.modifiers)
        let id = state.panes[placed.index].id
        let effects = state.panes[placed.index].point(inside, context.update(state, pane: placed.index))
        return absorb(effects ?? [], of: id, &state, context)
    }

    private static func point(
        _ event: MouseEvent, in overlay: Overlay, _ state: inout ConsoleState, _ context: ConsoleContext
    ) -> [ConsoleEffect] {
        switch event.action {
        case .wheelUp: return apply(.moved(.up), to: overlay, &state, context)
        case .wheelDown: return apply(.moved(.down), to: overlay, &state, context)
        case .press(.left):
            guard case .question(let question) = overlay,
                let message = QuestionView.answer(
                    at: event.place, question, Rect(state.size), context.symbols, context.theme)
            else { return [] }
            return apply(message, to: overlay, &state, context)
        case .press, .release, .drag: return []
        }
    }
}
