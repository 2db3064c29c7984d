import OpsDomain
import TerminalCore

/// How the pane watches: what it asks CloudWatch and Lambda, how often, and what it does with the answers.
extension QueuesPane {
    func update(
        _ state: inout QueuesState, _ message: QueueWatchMessage, _ context: UpdateContext
    ) -> [Effect<QueuesMessage>] {
        switch message {
        case .measured(let span, let result, let moment):
            let selected = state.selected?.name
            state.watch.take(span, result, at: moment)
            let alarms = raise(&state)
            state.arrange(keeping: selected)
            showOpen(&state, context)
            return alarms
        case .measuringEnded: state.watch.measuringEnded()
        case .consumersArrived(let queue, let result, let moment):
            guard state.watch.consumers?.queue == queue else { return [] }
            switch result {
            case .success(let consumers): state.watch.consumers?.answer.succeed(consumers, at: moment)
            case .failure(let failure): state.watch.consumers?.answer.fail(failure)
            }
            showOpen(&state, context)
        case .chartsTurned: state.watch.turn += 1
        case .otherEndAsked: return goToOtherEnd(&state, context)
        }
        return []
    }

    /// Asks CloudWatch for what is due. It goes with the pane's own questions, so that nothing is asked, and paid for,
    /// while nobody looks.
    func measure(_ state: inout QueuesState) -> [Effect<QueuesMessage>] {
        // A queue that SQS will not tell of has no place for what CloudWatch would.
        let names = state.rows.filter { state.snapshot(of: $0.name) != nil }.map(\.name)
        guard !names.isEmpty else { return [] }
        let spans = state.watch.dueSpans(state.watch.moment)
        guard !spans.isEmpty else { return [] }
        let monitor = service.monitor
        return [
            .run("measure") { scope in
                for span in spans {
                    let moment = scope.now()
                    do {
                        let measured = try await monitor.measure(names, span, moment)
                        scope.send(.watch(.measured(span, .success(measured), at: moment)))
                    } catch {
                        if let failure = ServiceFailure.told(error) {
                            scope.send(.watch(.measured(span, .failure(failure), at: moment)))
                        }
                        // What was refused once is refused again: the other span waits for the next time.
                        break
                    }
                }
                scope.send(.watch(.measuringEnded))
            }
        ]
    }

    /// Tells once what came to its threshold, with the bell.
    func raise(_ state: inout QueuesState) -> [Effect<QueuesMessage>] {
        let (thresholds, names) = (thresholds, state.names)
        let alarms = state.watch.raise(state.rows, stale: Set(state.stale.keys)) {
            thresholds.limits(for: $0, in: names)
        }
        guard let first = alarms.first else { return [] }
        let more = alarms.count > 1 ? "; and \(CountText.of(alarms.count - 1, "other queue"))" : ""
        let text = "\(names.short(first.queue)): \(first.crossings.map(\.text).joined(separator: ", "))\(more)."
        return [.console(.notice(text, isProblem: true)), .console(.bell)]
    }

    // MARK: The open queue

    /// Opens a queue and asks who reads it.
    func open(_ reading: QueueReading, _ state: inout QueuesState) -> [Effect<QueuesMessage>] {
        var effects: [Effect<QueuesMessage>] = []
        state.watch.consumers = nil
        if case .success(let snapshot) = reading.result {
            state.watch.consumers = (reading.name, .loading(previous: nil))
            effects.append(askConsumers(of: snapshot))
        }
        state.open = QueuesState.OpenQueue(
            name: reading.name, detail: DetailState(QueueDocument.make(of: reading, in: state)))
        return effects
    }

    private func askConsumers(of snapshot: QueueSnapshot) -> Effect<QueuesMessage> {
        let monitor = service.monitor
        return .run("consumers") { scope in
            let moment = scope.now()
            do {
                let consumers = try await monitor.consumers(snapshot)
                scope.send(.watch(.consumersArrived(queue: snapshot.name, .success(consumers), at: moment)))
            } catch {
                if let failure = ServiceFailure.told(error) {
                    scope.send(.watch(.consumersArrived(queue: snapshot.name, .failure(failure), at: moment)))
                }
            }
        }
    }

    /// Asks for the open queue's consumers again: on demand, and when the asking was cut off or failed.
    func askConsumersAgain(_ state: inout QueuesState, isAsked: Bool) -> [Effect<QueuesMessage>] {
        guard let open = state.open, let snapshot = state.snapshot(of: open.name) else { return [] }
        if state.watch.consumers?.queue == open.name, !isAsked {
            guard case .idle? = state.watch.consumers?.answer else { return [] }
        }
        if state.watch.consumers?.queue != open.name { state.watch.consumers = (open.name, .idle) }
        state.watch.consumers?.answer.begin()
        return [askConsumers(of: snapshot)]
    }

    /// Lays the open queue out anew; the place in it stays.
    func showOpen(_ state: inout QueuesState, _ context: UpdateContext) {
        guard var open = state.open else { return }
        let reading = state.rows.first { $0.name == open.name }
        // Before the first answer nobody knows whether it is gone.
        guard reading != nil || state.readings.latest != nil else { return }
        let document = reading.map { QueueDocument.make(of: $0, in: state) } ?? QueueDocument.gone(open.name)
        open.detail.show(document, area: detailArea(state, context.area))
        state.open = open
    }

    func detailArea(_ state: QueuesState, _ area: Size) -> Size {
        let text = QueueCharts.parts(Rect(area), state).text
        return Size(rows: text.rows, columns: text.columns)
    }

    // MARK: The other end

    private func goToOtherEnd(
        _ state: inout QueuesState, _ context: UpdateContext
    ) -> [Effect<QueuesMessage>] {
        guard let name = state.subject?.name, let target = state.otherEnd else { return [] }
        let place = (0..<state.order.count).first { row in state.order[row].map { state.rows[$0].name } == target }
        guard let place else {
            let why = state.rows.contains { $0.name == target } ? "hidden by the filter" : "not among these queues"
            return [.console(.notice("\(target) is \(why).", isProblem: true))]
        }
        state.watch.cameFrom = name
        state.list.selection.move(.to(place))
        guard state.open != nil, let reading = state.rows.first(where: { $0.name == target }) else { return [] }
        return open(reading, &state)
    }
}

extension QueuesState {
    /// The dead-letter queue of the queue at hand, or the source of a dead-letter queue: the one that the person came
    /// from, else the first.
    package var otherEnd: String? {
        guard case .success(let snapshot) = subject?.result else { return nil }
        if let redrive = snapshot.redrive { return redrive.deadLetterQueue }
        if let cameFrom = watch.cameFrom, snapshot.sources.contains(cameFrom) { return cameFrom }
        return snapshot.sources.first
    }
}
