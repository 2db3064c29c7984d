import OpsDomain
import TerminalCore

/// The environment's queues: depth, movement, and where their dead letters go.
package struct QueuesPane: Pane {
    package static let id = PaneID("queues")

    package let service: QueueService
    package let operations: QueueOperations
    /// Where messages are saved before a purge; nil where there are no files.
    package let files: FileService?
    /// New ids for the templates of messages.
    package let newFacts: @Sendable (Timestamp) -> MessageTemplate.Facts
    /// Where dead letters are looked at.
    package let deadLetters: PaneID
    /// What raises a notice and the bell.
    package let thresholds: QueueThresholds

    package init(
        service: QueueService, operations: QueueOperations = .refusing, files: FileService? = nil,
        deadLetters: PaneID = DeadLettersPane.id, thresholds: QueueThresholds = QueueThresholds(),
        newFacts: @escaping @Sendable (Timestamp) -> MessageTemplate.Facts = MessageTemplate.Facts.random
    ) {
        self.service = service
        self.operations = operations
        self.files = files
        self.newFacts = newFacts
        self.deadLetters = deadLetters
        self.thresholds = thresholds
    }

    package var id: PaneID { Self.id }
    package var title: String { "Queues" }
    /// An environment has a handful of queues, and many dead letters below them.
    package var overviewWeight: Int { 3 }
    package var bindings: [Binding<QueuesState, QueuesMessage>] { QueuesBindings.all }

    package func initialState() -> QueuesState { QueuesState() }

    package func scope(_ state: QueuesState) -> BindingScope { state.scope }

    package func appeared(_ state: inout QueuesState, _ context: UpdateContext) -> [Effect<QueuesMessage>] {
        state.names = ResourceNames(environment: context.place.environment)
        state.isReadOnly = context.isReadOnly
        return [ask(&state), makeFacts()] + askConsumersAgain(&state, isAsked: false) + resumeRedrive(state)
    }

    package func disappeared(_ state: inout QueuesState) { state.watch.cancelled() }

    package func focusChanged(
        _ state: inout QueuesState, isFocused: Bool, _ context: UpdateContext
    ) -> [Effect<QueuesMessage>] {
        state.isFocused = isFocused
        // Whoever comes to look wants to see what is, not what was.
        return isFocused ? [ask(&state)] : []
    }

    package func update(
        _ state: inout QueuesState, _ message: QueuesMessage, _ context: UpdateContext
    ) -> [Effect<QueuesMessage>] {
        state.list.selection.setPageSize(ListView.pageSize(state.list, area: context.area))
        state.watch.hasRoom = QueueCharts.hasRoom(context.area)
        switch message {
        case .operation(let message): return updateOperation(&state, message, context)
        case .list(let event): apply(event, to: &state)
        case .detail(let event):
            let area = detailArea(state, context.area)
            return state.open?.detail.apply(event, area: area).map(Effect.console) ?? []
        case .readingsArrived(let result, let moment):
            let alarms = arrived(&state, result, moment, context)
            return [wait(state)] + alarms + measure(&state)
        case .refreshAsked: return [ask(&state)] + askConsumersAgain(&state, isAsked: true)
        case .askingDue: return [ask(&state)]
        case .opened:
            guard let reading = state.selected else { return [] }
            return open(reading, &state)
        case .watch(let message): return update(&state, message, context)
        case .detailClosed: state.open = nil
        case .deadLettersAsked: return [.console(.show(deadLetters, find: nil))]
        case .nameCopied:
            guard let reading = state.subject else { return [] }
            return [.console(.copy(reading.name, what: "queue name"))]
        case .attributesCopied:
            guard case .success(let snapshot) = state.subject?.result else { return [] }
            return [.console(.copy(QueueDocument.json(of: snapshot).compact, what: "queue as JSON"))]
        case .queueSought(let name):
            state.open = nil
            if let row = (0..<state.order.count).first(where: { state.order[$0].map { state.rows[$0].name } == name }) {
                state.list.selection.move(.to(row))
            }
        }
        return []
    }

    package func message(forText event: InputEvent, _ state: QueuesState) -> QueuesMessage? {
        guard event.editsText else { return nil }
        if let operation = state.operation { return operationMessage(forText: event, operation) }
        if state.scope == .search { return .detail(.searchEdited(event)) }
        return state.scope == .filter ? .list(.filterEdited(event)) : nil
    }

    package func message(forFind text: String, _ state: QueuesState) -> QueuesMessage? { .queueSought(text) }

    private func apply(_ event: ListEvent, to state: inout QueuesState) {
        let rows = state.rows
        let order = state.order
        let selected = state.selected?.name
        let change = state.list.apply(
            event, selected: { selected }, all: { order.places.map { rows[$0].name } })
        if change == .rearranged { state.arrange(keeping: state.list.anchor(after: event, selected: selected)) }
    }

    private func arrived(
        _ state: inout QueuesState, _ result: Result<[QueueReading], ServiceFailure>, _ moment: Timestamp,
        _ context: UpdateContext
    ) -> [Effect<QueuesMessage>] {
        let selected = state.selected?.name
        state.watch.passed(to: moment)
        switch result {
        case .success(let readings):
            let known = state.keepKnown(readings)
            state.readings.succeed(known, at: moment)
            for reading in readings {
                let depth: Int? = if case .success(let snapshot) = reading.result { snapshot.depth } else { nil }
                state.watch.samples[reading.name, default: QueueSamples()].add(depth, at: moment)
            }
        case .failure(let failure):
            state.readings.fail(failure)
            for name in state.watch.samples.keys { state.watch.samples[name]?.add(nil, at: moment) }
        }
        let alarms = result.isSuccess ? raise(&state) : []
        state.arrange(keeping: selected)
        showOpen(&state, context)
        return alarms
    }

    /// Asks for the queues now: something was changed.
    func askedAnew(_ state: inout QueuesState) -> Effect<QueuesMessage> { ask(&state) }

    private func ask(_ state: inout QueuesState) -> Effect<QueuesMessage> {
        state.readings.begin()
        let service = service
        return .run("ask", .keep) { scope in
            let moment = scope.now()
            do {
                scope.send(.readingsArrived(.success(try await service.list()), at: moment))
            } catch {
                if let failure = ServiceFailure.told(error) {
                    scope.send(.readingsArrived(.failure(failure), at: moment))
                }
            }
        }
    }

    /// Every five seconds while a person looks at it or it failed, every fifteen beside another pane.
    private func wait(_ state: QueuesState) -> Effect<QueuesMessage> {
        let interval: Duration = state.isFocused || state.readings.failure != nil ? .seconds(5) : .seconds(15)
        return .run("wait") { scope in
            do {
                try await scope.sleep(interval)
                scope.send(.askingDue)
            } catch {
                // Sleep ends early only when the effect is cancelled.
                return
            }
        }
    }
}

extension Result {
    fileprivate var isSuccess: Bool { if case .success = self { true } else { false } }
}
