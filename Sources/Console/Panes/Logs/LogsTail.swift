import OpsDomain

/// The live tail: what came, what was missed, and going on after a break.
extension LogsPane {
    /// How far back the first tail goes.
    static var history: Double { 3600 }
    /// How far a tail that goes on reaches back before what had been told: late lines come in that time.
    static var overlap: Double { 120 }

    /// Starts the tail, or goes on where hiding the pane cut it short: from a little earlier, with what is known already
    /// left out, so that nothing is lost and nothing told twice.
    func tail(_ state: inout LogsState) -> Effect<LogsMessage> {
        state.isTailing = true
        let resumption = resumption(state)
        state.failedAnew = []
        if let resumption { state.knownIDs = knownIDs(state, since: resumption) }
        let service = service
        return .run("tail") { scope in
            guard let groups = await Self.groups(service, scope) else { return }
            scope.send(.groupsArrived(groups))
            // Now that the service has answered, its time is known; the machine's own may be hours off.
            let earliest = scope.now().adding(seconds: -Self.history)
            let since = max(resumption ?? earliest, earliest)
            let request = LogTailRequest(groups: groups, since: since, follows: true, joinsNew: true)
            for await event in service.tail(request) {
                guard !Task.isCancelled else { return }
                scope.send(.tailTold(event))
            }
            scope.send(.tailEnded)
        }
    }

    /// Where a tail goes on: a little before what has been told of every group, and of one that fails, before it began to
    /// fail; but never before what there was room for. Nil for a first tail.
    private func resumption(_ state: LogsState) -> Timestamp? {
        let buffer = state.stream.buffer
        guard let told = state.caughtUpAt ?? buffer.last?.timestamp else { return nil }
        let reached = min(told, state.failingSince.values.min() ?? told).adding(seconds: -Self.overlap)
        let kept = buffer.dropped > 0 ? buffer.first?.timestamp : nil
        return max(reached, kept ?? reached)
    }

    func updateTail(
        _ state: inout LogsState, _ message: LogsMessage, _ context: UpdateContext
    ) -> [Effect<LogsMessage>] {
        switch message {
        case .groupsArrived(let groups):
            state.groupsFailure = nil
            state.groups = groups.sorted()
            state.hasNoGroups = groups.isEmpty
        case .groupsFailed(let failure): state.groupsFailure = failure
        case .tailTold(.lines(let lines)): insert(lines, &state)
        case .tailTold(.caughtUp(let moment)):
            state.caughtUpAt = moment
            // A tail that took over does not know what failed before it: what it has not failed with is over.
            for group in state.failures.keys where !state.failedAnew.contains(group) {
                state.failures[group] = nil
                state.failingSince[group] = nil
            }
            state.knownIDs = []
        case .tailTold(.gap(let group, let from, let to, let failure)):
            insert([LogEntry(LogGap(group: group, from: from, to: to, failure: failure))], &state)
        case .tailTold(.failed(let group, let failure)):
            state.failures[group] = failure
            state.failedAnew.insert(group)
            if state.failingSince[group] == nil { state.failingSince[group] = context.now }
        case .tailTold(.joined(let group)):
            state.hasNoGroups = false
            if !state.groups.contains(group) { state.groups = (state.groups + [group]).sorted() }
        case .tailTold(.recovered(let group)):
            state.failures[group] = nil
            state.failingSince[group] = nil
            state.failedAnew.remove(group)
        case .tailEnded: state.isTailing = false
        default: break
        }
        return siftOn(state, .keep)
    }

    private func insert(_ lines: [LogLine], _ state: inout LogsState) {
        let known = state.knownIDs
        insert(lines.lazy.filter { known.isEmpty || !known.contains($0.eventID) }.map { LogEntry($0) }, &state)
    }

    private func insert(_ entries: [LogEntry], _ state: inout LogsState) {
        let selected = state.mode == .invocations ? state.invocations.selected?.id : nil
        state.invocations.insert(entries)
        if state.held != nil {
            state.held?.append(contentsOf: entries)
            let excess = (state.held?.count ?? 0) - state.stream.buffer.capacity
            if excess > 0 {
                state.held?.removeFirst(excess)
                state.lostWhilePaused += excess
            }
            return
        }
        state.insert(intoStream: entries)
        if state.mode == .invocations { state.invocations.refresh(keeping: selected) }
    }

    private func knownIDs(_ state: LogsState, since: Timestamp) -> Set<String> {
        let buffer = state.stream.buffer
        var ids: Set<String> = []
        for number in buffer.numbers.reversed() {
            guard let entry = buffer[number], entry.timestamp >= since else { break }
            if let line = entry.line { ids.insert(line.eventID) }
        }
        for entry in state.held ?? [] {
            if let line = entry.line, line.timestamp >= since { ids.insert(line.eventID) }
        }
        return ids
    }

    /// The groups that there are; asks until there is an answer, and until there is a group. Nil when cancelled.
    private static func groups(_ service: LogService, _ scope: EffectScope<LogsMessage>) async -> [String]? {
        while !Task.isCancelled {
            do {
                let groups = try await service.groups()
                if !groups.isEmpty { return groups }
                scope.send(.groupsArrived([]))
            } catch {
                guard let failure = ServiceFailure.told(error) else { return nil }
                scope.send(.groupsFailed(failure))
            }
            do {
                try await scope.sleep(.seconds(5))
            } catch {
                // Sleep ends early only when the effect is cancelled.
                return nil
            }
        }
        return nil
    }
}
