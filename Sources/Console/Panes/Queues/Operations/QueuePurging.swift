import OpsDomain
import TerminalCore

/// Emptying a queue, its messages saved first.
extension QueuesPane {
    func updatePurging(
        _ state: inout QueuesState, _ message: QueueOperationMessage, _ context: UpdateContext
    ) -> [Effect<QueuesMessage>] {
        if case .purgeBegan = message {
            guard let queue = state.subject?.name else { return [] }
            if let last = state.purgedAt[queue] {
                let seconds = Int(context.now.seconds(since: last))
                let left = PurgeOutcome.interval - seconds
                if left > 0 {
                    let words = "\(state.names.short(queue)) was purged \(seconds) s ago: SQS takes one purge a minute."
                    return [notice("\(words) Wait \(left) s.", isProblem: true)]
                }
            }
            state.operation = .purge(
                PurgeForm(queue: queue, snapshot: state.snapshot(of: queue), now: context.now))
            return []
        }
        if case .purged(let queue, .success, let moment) = message { state.purgedAt[queue] = moment }
        guard case .purge(var form) = state.operation else { return [] }
        defer { if case .purge = state.operation { state.operation = .purge(form) } }
        switch message {
        case .purgeEdited(let event):
            guard form.saves else { return [] }
            _ = form.path.edit(event)
            form.failure = nil
        case .purgeSavingToggled: form.saves.toggle()
        case .purgeAsked: return purge(&form)
        case .purgeProgressed(let received):
            if case .purging(received: .some) = form.phase { form.phase = .purging(received: received) }
        case .purged(_, .success(let outcome), _):
            state.operation = nil
            return [notice(told(outcome, state.names.short(form.queue))), askedAnew(&state)]
        case .purged(_, .failure(let failure), _):
            (form.phase, form.failure) = (.asking, failure)
            return [.console(.bell)]
        case .purgeLeft:
            guard form.phase == .asking else { return [] }
            state.operation = nil
        default: break
        }
        return []
    }

    func purgeConfirmation(_ state: QueuesState) -> Confirmation? {
        guard case .purge(let form) = state.operation, form.phase == .asking else { return nil }
        let saving = form.saves ? "Saved first to \(form.path.text)." : form.savingSentence
        return Confirmation(
            title: "Purge \(form.queue)?", details: [StyledText(form.counts), StyledText(saving)], action: "Purge",
            typedName: form.queue)
    }

    private func told(_ outcome: PurgeOutcome, _ name: String) -> String {
        guard let path = outcome.path else { return "Purged \(name); SQS may take a minute." }
        return "Purged \(name), \(CountText.of(outcome.saved, "message")) saved: \(path)"
    }

    private func purge(_ form: inout PurgeForm) -> [Effect<QueuesMessage>] {
        guard form.phase == .asking else { return [] }
        form.failure = nil
        form.phase = .purging(received: form.saves ? 0 : nil)
        let (queue, path, saves, operations, files) = (form.queue, form.path.text, form.saves, operations, files)
        return [
            .write("purge") { scope in
                let result = await Self.result {
                    guard saves else { return try await operations.purge(queue, nil) }
                    guard let files else {
                        throw ServiceFailure(reason: .misconfigured, sentence: "There are no files here.")
                    }
                    return try await operations.purge(
                        queue,
                        PurgeSaving(
                            write: { try await files.write(path, SavedMessages.text($0)) },
                            progress: { scope.send(.operation(.purgeProgressed($0))) }))
                }
                scope.send(.operation(.purged(queue: queue, result, at: scope.now())))
            }
        ]
    }
}
