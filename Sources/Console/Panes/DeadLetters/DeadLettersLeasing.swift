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
    ) -> [Effect<DeadLettersMessage>] {
        let selected = state.selected?.id
        var effects: [Effect<DeadLettersMessage>] = []
        /// The lease's end is part of what the detail tells.
        var isOpenTold = false
        switch message {
        case .leaseOpened(let queue, let retention):
            (state.lease, state.queue, state.retention) = (.open, queue, retention)
            isOpenTold = true
        case .lettersLeased(let letters):
            state.failure = nil
            state.heldSince = context.now
            isOpenTold = letters.contains { $0.id == state.open?.id }
            effects = take(letters, &state, keeping: selected)
        case .leasesExtended(let ids, let until):
            state.failure = nil
            state.hold(ids, .held(until: until))
            isOpenTold = state.open.map { ids.contains($0.id) } ?? false
        case .leasesLost(let ids):
            state.heldSince = context.now
            state.hold(ids, .lost)
            isOpenTold = state.open.map { ids.contains($0.id) } ?? false
        case .lettersRemoved(let ids):
            let gone = Set(ids)
            state.list.marks.subtract(gone)
            if let open = state.open, gone.contains(open.id) { effects += close(&state) }
            effects += remove(&state, keeping: selected) { gone.contains($0.id) }
        case .caughtUp(let moment):
            state.failure = nil
            state.caughtUpAt = moment
            // What was not leased anew is no longer in the queue.
            let open = state.open?.id
            effects = remove(&state, keeping: selected) { $0.hold == .released && $0.id != open }
        case .leasingFailed(let failure): state.failure = failure
        case .leasingEnded:
            release(&state)
            isOpenTold = true
        default: return []
        }
        return effects + (isOpenTold ? layOut(&state, context) : [])
    }

    /// The order of the others stays what it is, unless one that was there has another count of receives now.
    private func take(
        _ letters: [LeasedLetter], _ state: inout DeadLettersState, keeping selected: String?
    ) -> [Effect<DeadLettersMessage>] {
        let count = state.letters.count
        let isAnew = state.take(letters)
        let asksReceives = state.list.sort?.column == 2 || state.list.filter != nil
        if isAnew && asksReceives { return settle(&state, keeping: selected) }
        if !state.isArranging { state.admit(from: count) }
        return []
    }

    /// Whoever arranges letters beside the screen does it of others then, and begins anew.
    private func remove(
        _ state: inout DeadLettersState, keeping selected: String?, where isGone: (LeasedLetter) -> Bool
    ) -> [Effect<DeadLettersMessage>] {
        guard state.letters.contains(where: isGone) else { return [] }
        state.remove(keeping: selected, where: isGone)
        return state.isArranging ? settle(&state, keeping: selected) : []
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
