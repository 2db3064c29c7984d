import Console
import OpsDomain
import TerminalCore

/// A pane that does a little of everything that the console has to serve.
struct ToyPane: Pane {
    struct State: Sendable {
        var rows = ["alpha", "beta", "gamma"]
        var selected = 0
        var isOpen = false
        var draft: String?
        var filter: String?
        var found: String?
        var polls = 0
        var appearances = 0
        /// What the pane was told, in order: `+view`, `+focus`, `-focus`.
        var told: [String] = []
        var saved = 0
        var loadedAt: Timestamp?
        var failure: ServiceFailure?
        var clicks: [MouseEvent] = []
    }

    enum Message: Sendable {
        case moved(Int)
        case opened, closed
        case editRequested, saveRequested, saved, deleteRequested
        case typed(InputEvent)
        case filterRequested, filterEnded
        case refreshRequested, refreshed(Timestamp), failed(ServiceFailure)
        case polled
        case clicked(MouseEvent)
        case copyRequested, jumpRequested
        case looked(String)
    }

    let id: PaneID
    let title: String
    var isPolling = false
    var confirms: (@Sendable (State) -> Confirmation)?
    /// Sends what a write waits for.
    var writes = ScriptedWrites()
    var loads = ScriptedWrites()
    var stagedText: String?

    init(_ name: String, _ title: String) {
        id = PaneID(name)
        self.title = title
    }

    func initialState() -> State { State() }

    func appeared(_ state: inout State, _ context: UpdateContext) -> [Effect<Message>] {
        state.appearances += 1
        state.told.append("+view")
        guard isPolling else { return [] }
        return [
            .run("poll") { scope in
                while true {
                    scope.send(.polled)
                    do { try await scope.sleep(.seconds(5)) } catch { return }
                }
            }
        ]
    }

    func focusChanged(_ state: inout State, isFocused: Bool, _ context: UpdateContext) -> [Effect<Message>] {
        state.told.append(isFocused ? "+focus" : "-focus")
        return []
    }

    func update(_ state: inout State, _ message: Message, _ context: UpdateContext) -> [Effect<Message>] {
        switch message {
        case .moved(let step): state.selected = min(max(0, state.selected + step), state.rows.count - 1)
        case .opened: state.isOpen = true
        case .closed: (state.isOpen, state.draft) = (false, nil)
        case .editRequested: state.draft = ""
        case .saveRequested:
            let writes = writes
            return [
                .write("save") { scope in
                    await writes.wait()
                    scope.send(.saved)
                }
            ]
        case .saved: (state.saved, state.draft) = (state.saved + 1, nil)
        case .deleteRequested: state.rows.remove(at: state.selected)
        case .typed(let event): type(event, &state)
        case .filterRequested: state.filter = ""
        case .filterEnded: state.filter = nil
        case .refreshRequested:
            let loads = loads
            return [
                .run("load") { scope in
                    await loads.wait()
                    if let failure = loads.failure {
                        scope.send(.failed(failure))
                    } else {
                        scope.send(.refreshed(scope.now()))
                    }
                }
            ]
        case .refreshed(let moment): (state.loadedAt, state.failure) = (moment, nil)
        case .failed(let failure): state.failure = failure
        case .polled: state.polls += 1
        case .clicked(let event): state.clicks.append(event)
        case .copyRequested: return [.console(.copy(state.rows[state.selected], what: "id")), .console(.bell)]
        case .jumpRequested: return [.console(.show(PaneID("orders"), find: state.rows[state.selected]))]
        case .looked(let text): state.found = text
        }
        return []
    }

    private func type(_ event: InputEvent, _ state: inout State) {
        guard case .key(let key) = event, case .character(let scalar) = key.code else {
            if case .paste(let text) = event { state.draft?.append(text) }
            return
        }
        if state.draft != nil { state.draft?.unicodeScalars.append(scalar) }
        if state.filter != nil { state.filter?.unicodeScalars.append(scalar) }
    }

    func view(_ state: State, into frame: inout Frame, _ area: Rect, _ context: ViewContext) {
        for (index, row) in state.rows.enumerated() where index < area.rows {
            let isSelected = index == state.selected && context.isFocused
            let style = isSelected ? context.theme[.tableRowSelected] : context.theme[.tableRow]
            frame.write(
                "\(isSelected ? context.symbols.selectionBar : " ") \(row)", row: area.row + index,
                column: area.column, width: area.columns, style: style, overflow: .ellipsis)
        }
        if let draft = state.draft ?? state.filter, area.rows > 3 {
            frame.write("> \(draft)", row: area.row + 3, column: area.column, style: context.theme[.field])
            if context.isFocused { frame.cursor = Point(row: area.row + 3, column: area.column + 2 + draft.count) }
        }
    }

    func status(_ state: State, _ context: ViewContext) -> PaneStatus {
        PaneStatus(summary: "\(state.rows.count) rows", asOf: state.loadedAt, failure: state.failure)
    }

    func scope(_ state: State) -> BindingScope {
        if state.draft != nil { return .form }
        if state.filter != nil { return .filter }
        return state.isOpen ? .detail : .list
    }

    func message(forText event: InputEvent, _ state: State) -> Message? {
        switch event {
        case .key(let key): key.isText ? .typed(event) : nil
        case .paste: .typed(event)
        case .mouse, .focusChanged: nil
        }
    }

    func message(forMouse event: MouseEvent, _ state: State, area: Size) -> Message? { .clicked(event) }

    func confirmation(for message: Message, _ state: State, _ context: UpdateContext) -> Confirmation? {
        confirms?(state)
    }

    func message(forFind text: String, _ state: State) -> Message? { id.name == "orders" ? .looked(text) : nil }

    func stagedWork(_ state: State) -> String? { stagedText }
}
