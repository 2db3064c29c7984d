import OpsDomain
import TerminalCore

/// Sending some messages back first, and watching what their consumer does with them.
extension QueuesPane {
    private static let lookInterval = Duration.seconds(3)

    func updateCanary(
        _ redrive: inout Redrive, _ message: QueueOperationMessage, _ context: UpdateContext,
        _ state: inout QueuesState
    ) -> [Effect<QueuesMessage>] {
        switch message {
        case .canaryAsked:
            guard redrive.hindrance == nil else { return [] }
            (redrive.canary, redrive.failure, redrive.sightFailure) = (.sending, nil, nil)
            return [.cancel("sight"), send(redrive.canaryRequest)]
        case .canarySent(_, .failure(let failure), _):
            redrive.canary = .failed(failure)
            return [.console(.bell)]
        case .canarySent(_, .success(let fates), let moment):
            redrive.take(fates, at: moment)
            let bell: [Effect<QueuesMessage>] = fates.contains { $0.problem != nil } ? [.console(.bell)] : []
            return bell + [askedAnew(&state)] + (redrive.isWatching ? [sight(redrive, after: .zero)] : [])
        case .sighted(let result, let moment):
            guard redrive.isWatching else { return [] }
            switch result {
            case .success(let sighting):
                redrive.sightFailure = nil
                redrive.canary.watch?.note(sighting, at: moment)
            case .failure(let failure):
                redrive.sightFailure = failure
                redrive.canary.watch?.pass(moment)
            }
            if redrive.isWatching { return [sight(redrive, after: Self.lookInterval)] }
            return [.console(.bell), askedAnew(&state)]
        default: return []
        }
    }

    func canaryConfirmation(_ state: QueuesState) -> Confirmation? {
        guard case .redrive(let redrive) = state.operation else { return nil }
        let request = redrive.canaryRequest
        let place =
            request.destination.map { "To \(state.names.short($0))" }
            ?? (redrive.sources.count == 1
                ? "To \(state.names.short(redrive.sources[0]))"
                : "To where \(request.count == 1 ? "it" : "each") came from")
        return Confirmation(
            title: "Send \(CountText.of(request.count, "message")) of \(redrive.queue) back?",
            details: [StyledText("\(place); its consumer is watched for \(redrive.settings.watchLength) s.")],
            action: "Send")
    }

    private func send(_ request: CanaryRequest) -> Effect<QueuesMessage> {
        let operations = operations
        return .write("canary") { scope in
            let result = await Self.result { try await operations.canary(request) }
            scope.send(.operation(.canarySent(queue: request.queue, result, at: scope.now())))
        }
    }

    /// One look at the queues. What is seen counts as of the moment in which it was asked for: the watch ends with a look
    /// that was asked for at its end.
    func sight(_ redrive: Redrive, after pause: Duration) -> Effect<QueuesMessage> {
        let (request, operations) = (redrive.canaryRequest, operations)
        guard let watch = redrive.canary.watch else { return .cancel("sight") }
        return .run("sight") { scope in
            do {
                // A watch ends when its time is over, not at the next look after it.
                let left = Double(watch.length) - scope.now().seconds(since: watch.startedAt)
                let wait = min(Double(pause.components.seconds), left)
                if wait > 0 { try await scope.sleep(.milliseconds(Int64(wait * 1000))) }
                let moment = scope.now()
                do {
                    let sighting = try await operations.sight(request, watch.sent, watch.look(at: moment))
                    scope.send(.operation(.sighted(.success(sighting), at: moment)))
                } catch {
                    guard let failure = ServiceFailure.told(error) else { return }
                    scope.send(.operation(.sighted(.failure(failure), at: moment)))
                }
            } catch {
                // Sleep ends early only when the effect is cancelled.
                return
            }
        }
    }
}
