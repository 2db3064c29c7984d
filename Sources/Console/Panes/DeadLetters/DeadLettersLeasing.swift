import OpsDomain

/// Leasing, as the service tells it.
extension DeadLettersPane {
    func startLease(_ state: inout DeadLettersState) -> [Effect<DeadLettersMessage>] {
        guard state.lease == .none else { return [] }
        state.lease = .opening
        state.failure = nil
        let service = service
        return [
            .run("lease", .keep) { scope in
                for await event in service.lease() {
                    guard !Task.isCancelled else { return }
                    scope.send(Self.message(for: event))
                }
                scope.send(.leasingEnded)
            }
        ]
    }

    /// The letters stay on the screen, told as given back.
    func release(_ state: inout DeadLettersState) {
        state.lease = .none
        for index in state.letters.indices where state.letters[index].isHeld { state.letters[index].hold = .released }
    }

    func watchDepth(of name: String) -> Effect<DeadLettersMessage> {
        let queues = queues
        return RefreshLoop.effect("depth", every: .seconds(30)) { scope in
            let moment = scope.now()
            do {
                let reading = try await queues.list().first { $0.name == name }
                scope.send(.depthArrived(.success(try reading?.result.get()), at: moment))
                return true
            } catch {
                guard let failure = ServiceFailure.told(error) else { return false }
                scope.send(.depthArrived(.failure(failure), at: moment))
                return false
            }
        }
    }

    func updateLease(
        _ state: inout DeadLettersState, _ message: DeadLettersMessage, _ context: UpdateContext
    ) {
        let selected = state.selected?.id
        switch message {
        case .leaseOpened(let queue, let retention):
            (state.lease, state.queue, state.retention) = (.open, queue, retention)
        case .lettersLeased(let letters):
            state.failure = nil
            state.heldSince = context.now
            take(letters, &state)
        case .leasesExtended(let ids, let until):
            state.failure = nil
            hold(ids, .held(until: until), &state)
        case .leasesLost(let ids):
            state.heldSince = context.now
            hold(ids, .lost, &state)
        case .lettersRemoved(let ids):
            let gone = Set(ids)
            state.letters.removeAll { gone.contains($0.id) }
            state.list.marks.subtract(gone)
            if let open = state.open, gone.contains(open.id) { state.open = nil }
        case .caughtUp(let moment):
            state.failure = nil
            state.caughtUpAt = moment
            // What was not leased anew is no longer in the queue.
            let open = state.open?.id
            state.letters.removeAll { $0.hold == .released && $0.id != open }
        case .leasingFailed(let failure): state.failure = failure
        case .leasingEnded: release(&state)
        default: return
        }
        state.arrange(keeping: selected)
        refreshDetail(&state, context)
    }

    private func take(_ letters: [LeasedLetter], _ state: inout DeadLettersState) {
        var places: [String: Int] = [:]
        for (index, letter) in state.letters.enumerated() { places[letter.id] = index }
        for letter in letters {
            if let index = places[letter.id] {
                state.letters[index] = letter
            } else {
                places[letter.id] = state.letters.count
                state.letters.append(letter)
            }
        }
    }

    private func hold(_ ids: [String], _ hold: LeasedLetter.Hold, _ state: inout DeadLettersState) {
        let ids = Set(ids)
        for index in state.letters.indices where ids.contains(state.letters[index].id) {
            state.letters[index].hold = hold
        }
    }

    /// The lease's end is part of what the detail tells.
    private func refreshDetail(_ state: inout DeadLettersState, _ context: UpdateContext) {
        guard var open = state.open, let letter = state.subject else { return }
        open.detail.show(LetterDocument.make(of: letter, state, isRaw: open.isRaw), area: context.area)
        state.open = open
    }

    private static func message(for event: LeaseEvent) -> DeadLettersMessage {
        switch event {
        case .opened(let queue, let retention): .leaseOpened(queue: queue, retention: retention)
        case .leased(let letters, let until): .lettersLeased(letters.map { LeasedLetter($0, until: until) })
        case .extended(let ids, let until): .leasesExtended(messageIDs: ids, until: until)
        case .lost(let ids): .leasesLost(messageIDs: ids)
        case .removed(let ids): .lettersRemoved(messageIDs: ids)
        case .caughtUp(let moment): .caughtUp(at: moment)
        case .full(let held):
            .leasingFailed(
                ServiceFailure(
                    reason: .throttled,
                    sentence: "\(CountText.grouped(held)) messages are held, which is as many as the console takes at "
                        + "one time. The others are not shown."))
        case .failed(let failure): .leasingFailed(failure)
        }
    }
}
