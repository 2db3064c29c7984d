import OpsDomain
import TerminalCore

/// The dead-letter queue, looked into without stealing from it: messages are leased from the first time that the pane
/// has the focus until it goes out of view, and given back then.
package struct DeadLettersPane: Pane {
    package static let id = PaneID("dead-letters")

    package let service: DeadLetterService
    /// For the depth while nothing is leased.
    package let queues: QueueService
    /// For what the consumer says of a letter; nil where no log can be asked.
    package let logs: LogService?
    /// Nil where nothing can be repaired.
    package let repairs: RepairService?
    package let files: FileService?
    /// Where an order is looked at.
    package let orders: PaneID

    package init(
        service: DeadLetterService, queues: QueueService, logs: LogService? = nil, repairs: RepairService? = nil,
        files: FileService? = nil,
        orders: PaneID = PaneID(Collection.orders.id)
    ) {
        self.repairs = repairs
        self.files = files
        self.service = service
        self.queues = queues
        self.logs = logs
        self.orders = orders
    }

    package var id: PaneID { Self.id }
    package var title: String { "Dead letters" }
    package var bindings: [Binding<DeadLettersState, DeadLettersMessage>] { DeadLettersBindings.all }

    package func initialState() -> DeadLettersState { DeadLettersState() }

    package func scope(_ state: DeadLettersState) -> BindingScope { state.scope }

    package func appeared(_ state: inout DeadLettersState, _ context: UpdateContext) -> [Effect<DeadLettersMessage>] {
        state.names = ResourceNames(environment: context.place.environment)
        let name = state.names.deadLetterQueue
        state.queue = name
        // What was under way when the pane went out of view was cancelled with it.
        let selected = state.selected?.id
        let effects = state.isArranging ? settle(&state, keeping: selected) : []
        if state.clusterLog == .reading { (state.clusterLog, state.askedLog) = (.unasked, []) }
        return [watchDepth(of: name)] + effects + traceAgain(&state) + layOut(&state, context)
            + findUnfinished()
    }

    package func disappeared(_ state: inout DeadLettersState) {
        // With the effects the lease was cancelled, and so everything is given back.
        release(&state)
    }

    package func focusChanged(
        _ state: inout DeadLettersState, isFocused: Bool, _ context: UpdateContext
    ) -> [Effect<DeadLettersMessage>] {
        // Beside another pane the letters are still on the screen, so that they stay leased.
        isFocused ? startLease(&state) : []
    }

    package func update(
        _ state: inout DeadLettersState, _ message: DeadLettersMessage, _ context: UpdateContext
    ) -> [Effect<DeadLettersMessage>] {
        state.list.selection.setPageSize(ListView.pageSize(state.list, area: context.area))
        state.clusters.list.selection.setPageSize(ListView.pageSize(state.clusters.list, area: context.area))
        switch message {
        case .list(let event): return apply(event, to: &state)
        case .detail(.activated) where state.isOrderAtBar: return update(&state, .orderAsked, context)
        case .repair(let message): return updateRepair(&state, message, context)
        case .detail(let event):
            return state.open?.detail.apply(event, area: context.area).map(Effect.console) ?? []
        case .leaseOpened, .lettersLeased, .leasesExtended, .leasesLost, .lettersRemoved, .caughtUp, .leasingFailed,
            .leasingEnded:
            return updateLease(&state, message, context)
        case .arranged(let places, let count, let query, let generation):
            show(places, count: count, of: query, generation: generation, &state)
        case .depthArrived(.success(let depth), let moment): state.depth.succeed(depth, at: moment)
        case .depthArrived(.failure(let failure), _): state.depth.fail(failure)
        case .leaseAsked: return startLease(&state)
        case .opened:
            if state.mode == .clusters { return openCluster(&state) }
            guard let letter = state.selected else { return startLease(&state) }
            return show(letter, in: &state, context)
        case .detailClosed: return close(&state)
        case .formCycled:
            guard let form = state.open?.form else { return [] }
            state.open?.form = form.next
            return layOut(&state, context)
        case .laidOut(let name, let document): show(document, name, &state, context)
        case .identifierCopied:
            guard let letter = state.subject else { return [] }
            return [.console(.copy(letter.id, what: "message id"))]
        case .letterCopied: return copyLetters(state)
        case .orderAsked:
            guard let order = state.subject?.order.orderID else { return [] }
            return [.console(.show(orders, find: order))]
        case .textSought(let text): return seek(text, &state)
        case .clustersToggled, .failuresArrived: return updateClusters(&state, message)
        case .traceArrived(let id, let trace, let moment): return take(trace, of: id, at: moment, &state, context)
        case .logAsked: return goToLog(state)
        }
        return []
    }

    package func message(forText event: InputEvent, _ state: DeadLettersState) -> DeadLettersMessage? {
        guard event.editsText else { return nil }
        if state.repair.prompt != nil { return .repair(.promptEdited(event)) }
        if state.scope == .search { return .detail(.searchEdited(event)) }
        return state.scope == .filter ? .list(.filterEdited(event)) : nil
    }

    package func message(forFind text: String, _ state: DeadLettersState) -> DeadLettersMessage? { .textSought(text) }

    package func stagedWork(_ state: DeadLettersState) -> String? {
        if let work = state.repair.stagedWork { return work }
        let count = state.heldCount
        return count == 0 ? nil : "\(CountText.of(count, "leased message")) to give back"
    }

    private func apply(_ event: ListEvent, to state: inout DeadLettersState) -> [Effect<DeadLettersMessage>] {
        if state.mode == .clusters { return applyToClusters(event, &state) }
        // Esc: one level at a time, filter and marks first.
        if event == .narrowingCleared, !state.list.isNarrowed, state.cluster != nil {
            let effects = narrow(&state, to: nil)
            state.mode = .clusters
            state.refreshClusters()
            return effects
        }
        let letters = state.letters
        let places = state.order.places
        let selected = state.selected?.id
        let change = state.list.apply(event, selected: { selected }, all: { places.map { letters[$0].id } })
        guard change == .rearranged else { return [] }
        return settle(&state, keeping: state.list.anchor(after: event, selected: selected))
    }

    private func seek(_ text: String, _ state: inout DeadLettersState) -> [Effect<DeadLettersMessage>] {
        var effects = close(&state)
        state.mode = .letters
        effects += narrow(&state, to: nil)
        if let row = state.order.places.firstIndex(where: { state.letters[$0].id == text }) {
            state.list.selection.move(.to(row))
            return effects
        }
        let selected = state.selected?.id
        _ = state.list.apply(.filterSet(text), selected: { nil }, all: { [] })
        return effects + settle(&state, keeping: selected)
    }

    private func copyLetters(_ state: DeadLettersState) -> [Effect<DeadLettersMessage>] {
        let subjects = state.subjects
        if state.open == nil, !state.list.marks.isEmpty || state.mode == .clusters, !subjects.isEmpty {
            let lines = subjects.map { LetterDocument.json(of: $0.letter).compact }
            return [
                .console(
                    .copy(
                        lines.joined(separator: "\n"), what: "\(CountText.of(lines.count, "message")) as JSON lines"))
            ]
        }
        guard let letter = state.subject else { return [] }
        return [.console(.copy(LetterDocument.json(of: letter.letter).compact, what: "message as JSON"))]
    }
}
