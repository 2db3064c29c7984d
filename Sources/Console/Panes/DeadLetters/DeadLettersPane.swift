import OpsDomain
import TerminalCore

/// The dead-letter queue, looked into without stealing from it: messages are leased from the first time that the pane
/// has the focus until it goes out of view, and given back then.
package struct DeadLettersPane: Pane {
    package static let id = PaneID("dead-letters")

    package let service: DeadLetterService
    /// For the depth while nothing is leased.
    package let queues: QueueService
    /// Nil where nothing can be repaired.
    package let repairs: RepairService?
    package let files: FileService?
    /// Where an order is looked at.
    package let orders: PaneID

    package init(
        service: DeadLetterService, queues: QueueService, repairs: RepairService? = nil, files: FileService? = nil,
        orders: PaneID = PaneID(Collection.orders.id)
    ) {
        self.repairs = repairs
        self.files = files
        self.service = service
        self.queues = queues
        self.orders = orders
    }

    package var id: PaneID { Self.id }
    package var title: String { "Dead letters" }
    package var bindings: [Binding<DeadLettersState, DeadLettersMessage>] { DeadLettersBindings.all }

    package func initialState() -> DeadLettersState { DeadLettersState() }

    package func scope(_ state: DeadLettersState) -> BindingScope { state.scope }

    package func appeared(_ state: inout DeadLettersState, _ context: UpdateContext) -> [Effect<DeadLettersMessage>] {
        let name = ResourceNames(environment: context.place.environment).deadLetterQueue
        state.queue = name
        return [watchDepth(of: name)] + findUnfinished()
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
        switch message {
        case .list(let event): apply(event, to: &state)
        case .detail(.activated) where state.isOrderAtBar: return update(&state, .orderAsked, context)
        case .repair(let message): return updateRepair(&state, message, context)
        case .detail(let event):
            return state.open?.detail.apply(event, area: context.area).map(Effect.console) ?? []
        case .leaseOpened, .lettersLeased, .leasesExtended, .leasesLost, .lettersRemoved, .caughtUp, .leasingFailed,
            .leasingEnded:
            updateLease(&state, message, context)
        case .depthArrived(.success(let depth), let moment): state.depth.succeed(depth, at: moment)
        case .depthArrived(.failure(let failure), _): state.depth.fail(failure)
        case .leaseAsked: return startLease(&state)
        case .opened:
            guard let letter = state.selected else { return startLease(&state) }
            show(letter, in: &state)
        case .detailClosed: state.open = nil
        case .rawToggled:
            guard var open = state.open, let letter = state.subject else { return [] }
            open.isRaw.toggle()
            open.detail.show(LetterDocument.make(of: letter, state, isRaw: open.isRaw), area: context.area)
            state.open = open
        case .identifierCopied:
            guard let letter = state.subject else { return [] }
            return [.console(.copy(letter.id, what: "message id"))]
        case .letterCopied: return copyLetters(state)
        case .orderAsked:
            guard let order = state.subject?.order.orderID else { return [] }
            return [.console(.show(orders, find: order))]
        case .textSought(let text): seek(text, &state)
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

    func show(_ letter: LeasedLetter, in state: inout DeadLettersState) {
        state.open = DeadLettersState.OpenLetter(
            id: letter.id, detail: DetailState(LetterDocument.make(of: letter, state, isRaw: false)))
    }

    private func apply(_ event: ListEvent, to state: inout DeadLettersState) {
        let letters = state.letters
        let places = state.order.places
        let selected = state.selected?.id
        let change = state.list.apply(event, selected: { selected }, all: { places.map { letters[$0].id } })
        if change == .rearranged { state.arrange(keeping: state.list.anchor(after: event, selected: selected)) }
    }

    private func seek(_ text: String, _ state: inout DeadLettersState) {
        state.open = nil
        if let row = state.order.places.firstIndex(where: { state.letters[$0].id == text }) {
            state.list.selection.move(.to(row))
        } else {
            let selected = state.selected?.id
            _ = state.list.apply(.filterSet(text), selected: { nil }, all: { [] })
            state.arrange(keeping: selected)
        }
    }

    private func copyLetters(_ state: DeadLettersState) -> [Effect<DeadLettersMessage>] {
        if state.open == nil, !state.list.marks.isEmpty {
            let marked = state.order.places.map { state.letters[$0] }.filter { state.list.marks.contains($0.id) }
            let lines = marked.map { LetterDocument.json(of: $0.letter).compact }
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
