import OpsDomain
import TerminalCore

/// A letter that is open, and what the consumer's log says of it.
extension DeadLettersPane {
    /// A larger body is read and laid out beside the screen.
    private static let quickBytes = 64 * 1024

    func show(
        _ letter: LeasedLetter, in state: inout DeadLettersState, _ context: UpdateContext
    ) -> [Effect<DeadLettersMessage>] {
        state.open = DeadLettersState.OpenLetter(id: letter.id, detail: DetailState())
        let tracing = trace(letter, &state)
        return tracing + layOut(&state, context)
    }

    func close(_ state: inout DeadLettersState) -> [Effect<DeadLettersMessage>] {
        if let open = state.open, state.traces[open.id]?.isLoading == true { state.traces[open.id] = nil }
        state.open = nil
        return [.cancel("why"), .cancel("lay-out")]
    }

    /// Lays the open letter out anew; bar, folds and place stay.
    func layOut(_ state: inout DeadLettersState, _ context: UpdateContext) -> [Effect<DeadLettersMessage>] {
        guard let open = state.open, let letter = state.subject else { return [] }
        let page = LetterPage(letter, state, open.form, readsLog: logs != nil)
        guard letter.letter.body.utf8.count > Self.quickBytes else {
            show(page.document(), page.name, &state, context)
            return [.cancel("lay-out")]
        }
        if open.detail.document.count == 0 {
            let size = CountText.bytes(letter.letter.body.utf8.count)
            show(DetailDocument(lines: [DetailLine("Reading \(size)…", .textDim)]), page.name, &state, context)
        }
        return [.run("lay-out") { scope in scope.send(.laidOut(page.name, page.document())) }]
    }

    func show(
        _ document: DetailDocument, _ name: LetterPage.Name, _ state: inout DeadLettersState, _ context: UpdateContext
    ) {
        guard var open = state.open, open.id == name.id, open.form == name.form else { return }
        open.detail.show(document, area: context.area)
        state.open = open
    }

    /// Asks the consumer's log, once a letter: what was found stays.
    private func trace(_ letter: LeasedLetter, _ state: inout DeadLettersState) -> [Effect<DeadLettersMessage>] {
        guard let logs else { return [] }
        if case .loaded = state.traces[letter.id] { return [] }
        state.traces[letter.id, default: .idle].begin()
        let tracing = LetterTracing(logs: logs, group: state.names.consumerLogGroup)
        return [
            .run("why") { scope in
                let moment = scope.now()
                do {
                    let trace = try await tracing.trace(letter.letter, now: moment)
                    scope.send(.traceArrived(letter.id, .success(trace), at: moment))
                } catch {
                    guard let failure = ServiceFailure.told(error) else { return }
                    scope.send(.traceArrived(letter.id, .failure(failure), at: moment))
                }
            }
        ]
    }

    /// After the pane was hidden, with which the search was cancelled.
    func traceAgain(_ state: inout DeadLettersState) -> [Effect<DeadLettersMessage>] {
        for (id, trace) in state.traces where trace.isLoading { state.traces[id] = nil }
        return state.subject.flatMap { state.open == nil ? nil : $0 }.map { trace($0, &state) } ?? []
    }

    func take(
        _ trace: Result<LetterTrace, ServiceFailure>, of id: String, at moment: Timestamp,
        _ state: inout DeadLettersState, _ context: UpdateContext
    ) -> [Effect<DeadLettersMessage>] {
        var effects: [Effect<DeadLettersMessage>] = []
        switch trace {
        case .success(let trace):
            state.traces[id, default: .idle].succeed(trace, at: moment)
            let selected = state.selected?.id
            if let place = state.place(of: id), let exception = trace.exception,
                state.letters[place].exception != exception
            {
                state.letters[place].learn(exception)
                effects += settle(&state, keeping: selected)
            }
        case .failure(let failure): state.traces[id, default: .idle].fail(failure)
        }
        return effects + (state.open?.id == id ? layOut(&state, context) : [])
    }
}
