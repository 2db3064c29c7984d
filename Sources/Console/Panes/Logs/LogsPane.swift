import OpsDomain
import TerminalCore

/// The environment's logs: one stream of all groups, live, and the invocations that it tells of.
package struct LogsPane: Pane {
    package static let id = PaneID("logs")

    package let service: LogService

    package init(service: LogService) {
        self.service = service
    }

    package var id: PaneID { Self.id }
    package var title: String { "Logs" }
    package var bindings: [Binding<LogsState, LogsMessage>] { LogsBindings.all }

    package func initialState() -> LogsState { LogsState() }

    package func scope(_ state: LogsState) -> BindingScope { state.scope }

    package func appeared(_ state: inout LogsState, _ context: UpdateContext) -> [Effect<LogsMessage>] {
        state.names = ResourceNames(environment: context.place.environment)
        return [tail(&state)] + siftOn(state)
    }

    package func update(
        _ state: inout LogsState, _ message: LogsMessage, _ context: UpdateContext
    ) -> [Effect<LogsMessage>] {
        fit(&state, context.area)
        switch message {
        case .groupsArrived, .groupsFailed, .tailTold, .tailEnded: return updateTail(&state, message, context)
        case .siftingWentOn:
            state.lines.sift()
            return siftOn(state)
        case .list(let event): return apply(event, &state)
        case .detail(let event): return state.detail?.apply(event, area: context.area).map(Effect.console) ?? []
        case .followToggled: state.lines.setFollowing(!state.lines.isFollowing)
        case .pauseToggled: pause(&state)
        case .wrapToggled: state.wraps.toggle()
        case .searchOpened, .searchEdited, .searchAccepted, .searchCancelled, .matchAsked, .errorAsked:
            return updateSearch(&state, message)
        case .invocationsToggled:
            state.mode = state.mode == .lines ? .invocations : .lines
            if state.mode == .invocations { state.invocations.refresh(keeping: state.invocations.selected?.id) }
        case .opened: return open(&state, context)
        case .detailClosed: (state.detail, state.detailEntry) = (nil, nil)
        case .identifierCopied: return copyIdentifier(state)
        case .lineCopied:
            guard let line = state.subject?.line else { return [] }
            return [.console(.copy(LineDocument.json(of: line).compact, what: "log line as JSON"))]
        case .narrowingLifted: return lift(&state)
        case .textSought(let text):
            (state.detail, state.detailEntry, state.mode, state.invocation) = (nil, nil, .lines, nil)
            state.prompt.set(text)
            return refilter(&state)
        }
        return []
    }

    package func message(forText event: InputEvent, _ state: LogsState) -> LogsMessage? {
        guard event.editsText else { return nil }
        switch state.scope {
        case .search: return .detail(.searchEdited(event))
        case .logSearch: return .searchEdited(event)
        case .filter: return .list(.filterEdited(event))
        default: return nil
        }
    }

    package func message(forFind text: String, _ state: LogsState) -> LogsMessage? { .textSought(text) }

    /// Rows of the list: one for the titles, one for an open prompt.
    private func fit(_ state: inout LogsState, _ area: Size) {
        let prompt = state.prompt.isOpen || state.search.isOpen ? 1 : 0
        state.lines.selection.setPageSize(max(1, area.rows - prompt - (state.wraps ? 0 : 1)))
        state.invocations.list.selection.setPageSize(ListView.pageSize(state.invocations.list, area: area))
    }

    private func apply(_ event: ListEvent, _ state: inout LogsState) -> [Effect<LogsMessage>] {
        if state.mode == .invocations {
            _ = state.invocations.apply(event)
            return []
        }
        let before = state.prompt.text
        switch event {
        case .moved(let motion): state.lines.move(motion)
        case .scrolled(let rows): state.lines.scroll(by: rows)
        case .filterOpened: state.prompt.open()
        case .filterEdited(let event): state.prompt.edit(event)
        case .filterAccepted: state.prompt.accept()
        case .filterCancelled: state.prompt.cancel()
        case .filterSet(let text): state.prompt.set(text)
        case .narrowingCleared: return lift(&state)
        // Lines stand in the order of time, and are not marked.
        case .sortColumnCycled, .sortReversed, .sortedBy, .columnPickBegan, .columnPickMoved, .columnPicked,
            .columnPickEnded, .markToggled, .allMarked, .marksCleared:
            break
        }
        return state.prompt.text == before ? [] : refilter(&state)
    }

    /// Esc: one level at a time, the search's marks first.
    private func lift(_ state: inout LogsState) -> [Effect<LogsMessage>] {
        if !state.search.isEmpty {
            state.search.set("")
        } else if state.invocation != nil {
            state.invocation = nil
            state.mode = .invocations
            state.invocations.refresh(keeping: state.invocations.selected?.id)
        } else {
            state.prompt.set("")
        }
        return refilter(&state)
    }

    func refilter(_ state: inout LogsState) -> [Effect<LogsMessage>] {
        state.lines.setFilter(state.filter)
        state.lines.setSearch(state.searchFilter)
        return siftOn(state)
    }

    /// While older lines wait for the filter, the next slice comes after whatever else the mailbox holds.
    ///
    /// - Parameter policy: `keep` where a slice may be on its way already; replacing it would lose it.
    func siftOn(_ state: LogsState, _ policy: Effect<LogsMessage>.Policy = .replace) -> [Effect<LogsMessage>] {
        guard !state.lines.isSifted else { return [] }
        return [.run("sift", policy) { scope in scope.send(.siftingWentOn) }]
    }

    private func pause(_ state: inout LogsState) {
        guard let held = state.held else {
            state.held = []
            return
        }
        state.held = nil
        state.lines.insert(held.sorted { $0.timestamp < $1.timestamp })
        if state.mode == .invocations { state.invocations.refresh(keeping: state.invocations.selected?.id) }
    }
}
