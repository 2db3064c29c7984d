import OpsDomain
import TerminalCore

/// Moving dead letters back with SQS's own tasks.
extension QueuesPane {
    func updateRedrive(
        _ state: inout QueuesState, _ message: QueueOperationMessage, _ context: UpdateContext
    ) -> [Effect<QueuesMessage>] {
        if case .redriveBegan = message {
            guard let queue = state.subject?.name else { return [] }
            let sources = state.snapshot(of: queue)?.sources ?? []
            let last = state.lastRedrive.flatMap { $0.queue == queue ? $0 : nil }
            state.operation = .redrive(last ?? Redrive(queue: queue, sources: sources))
            return resumeRedrive(state)
        }
        if let queue = message.settledQueue, !state.isRedriving(queue) { return settledAside(&state, message) }
        guard case .redrive(var redrive) = state.operation else { return [] }
        defer { if case .redrive = state.operation { state.operation = .redrive(redrive) } }
        switch message {
        case .canaryAsked, .canarySent, .sighted: return updateCanary(&redrive, message, context, &state)
        case .settingsBegan: redrive.settingsForm = redrive.settings.form
        case .settingsEdited(let event): redrive.settingsForm?.edit { _ = $0.edit(event) }
        case .settingsFieldMoved(true): redrive.settingsForm?.focusNext()
        case .settingsFieldMoved(false): redrive.settingsForm?.focusPrevious()
        case .settingsKept: keepSettings(&redrive, state)
        case .settingsLeft: redrive.settingsForm = nil
        case .redriveScrolled(let lines): redrive.scroll(by: lines)
        case .redriveLeft:
            state.lastRedrive = redrive
            state.operation = nil
            return ["moves", "moves-wait", "sight"].map { .cancel($0) }
        default: return updateMoves(&redrive, message, &state)
        }
        return []
    }

    private func updateMoves(
        _ redrive: inout Redrive, _ message: QueueOperationMessage, _ state: inout QueuesState
    ) -> [Effect<QueuesMessage>] {
        switch message {
        case .movesDue: return [askMoves(redrive.queue)]
        case .movesArrived(.success(let tasks), let moment):
            let wasActive = redrive.active != nil
            redrive.tasks.succeed(tasks, at: moment)
            if redrive.active == nil { redrive.isCancelling = false }
            redrive.scroll(by: 0)
            let ended = wasActive && redrive.active == nil ? finished(redrive, &state) : []
            return [waitForMoves(redrive)] + ended
        case .movesArrived(.failure(let failure), _):
            redrive.tasks.fail(failure)
            return [waitForMoves(redrive)]
        case .moveAsked:
            guard redrive.hindrance == nil else { return [] }
            (redrive.isStarting, redrive.failure) = (true, nil)
            return [start(redrive.request)]
        case .moveStarted(_, let failure):
            redrive.isStarting = false
            redrive.failure = failure
            return failure == nil ? [askMoves(redrive.queue), askedAnew(&state)] : [.console(.bell)]
        case .moveCancelAsked:
            guard let task = redrive.active, !redrive.isCancelling else { return [] }
            (redrive.isCancelling, redrive.failure) = (true, nil)
            return [cancel(task, of: redrive.queue)]
        case .moveCancelled(_, nil): return [askMoves(redrive.queue)]
        case .moveCancelled(_, let failure?):
            (redrive.isCancelling, redrive.failure) = (false, failure)
            return [.console(.bell), askMoves(redrive.queue)]
        default: return []
        }
    }

    /// What will be moved, where to, and whether somebody tried first.
    func moveConfirmation(_ state: QueuesState) -> Confirmation? {
        guard case .redrive(let redrive) = state.operation else { return nil }
        var details = [
            StyledText("They go \(redrive.settings.words(redrive.sources, state.names)),"),
            StyledText("and their consumers get them again."),
        ]
        switch redrive.canary.watch?.verdict {
        case nil: details.append(StyledText("No canary went first: c sends one and watches it."))
        case .watching: details.append(StyledText("The canary is still being watched."))
        case .cameBack: details.append(StyledText("The canary came back: the consumer still fails."))
        case .consumed: details.append(StyledText("The canary was consumed."))
        case .undecided: details.append(StyledText("The canary did not come back so far."))
        }
        return Confirmation(title: "Move all messages of \(redrive.queue)?", details: details, action: "Move")
    }

    func cancelConfirmation(_ state: QueuesState) -> Confirmation? {
        guard case .redrive(let redrive) = state.operation, redrive.active != nil else { return nil }
        return Confirmation(
            title: "Cancel the redrive of \(redrive.queue)?",
            details: [StyledText("What it has moved stays where it is; the rest stays here.")], action: "Cancel it")
    }

    // MARK: Parts

    /// What was asked of SQS has an answer, and its redrive was left meanwhile: told, and there when it is entered again.
    private func settledAside(
        _ state: inout QueuesState, _ message: QueueOperationMessage
    ) -> [Effect<QueuesMessage>] {
        guard let queue = message.settledQueue else { return [] }
        let name = state.names.short(queue)
        var aside = state.lastRedrive?.queue == queue ? state.lastRedrive : nil
        defer { if let aside { state.lastRedrive = aside } }
        let failure: ServiceFailure?
        switch message {
        case .moveStarted(_, let problem):
            aside?.isStarting = false
            failure = problem
        case .moveCancelled(_, let problem):
            aside?.isCancelling = false
            failure = problem
        case .canarySent(_, .failure(let problem), _):
            aside?.canary = .failed(problem)
            failure = problem
        case .canarySent(_, .success(let fates), let moment):
            aside?.take(fates, at: moment)
            let problems = fates.compactMap(\.problem)
            return [
                notice(
                    problems.first ?? "The canary of \(name) was sent; R watches it.", isProblem: !problems.isEmpty),
                askedAnew(&state),
            ]
        default: return []
        }
        guard let failure else { return [askedAnew(&state)] }
        return [.console(.bell), notice("\(name): \(failure.sentence)", isProblem: true)]
    }

    /// Begins to ask anew what hiding the pane cut short.
    func resumeRedrive(_ state: QueuesState) -> [Effect<QueuesMessage>] {
        guard case .redrive(let redrive) = state.operation else { return [] }
        return [askMoves(redrive.queue)] + (redrive.isWatching ? [sight(redrive, after: .zero)] : [])
    }

    private func keepSettings(_ redrive: inout Redrive, _ state: QueuesState) {
        guard var form = redrive.settingsForm else { return }
        let known = state.rows.map(\.name)
        if let settings = RedriveSettings.read(&form, redrive.queue, known, state.names) {
            (redrive.settings, redrive.settingsForm) = (settings, nil)
        } else {
            if let wrong = form.fields.first(where: { $0.error != nil }) { form.focus(on: wrong.id) }
            redrive.settingsForm = form
        }
    }

    private func finished(_ redrive: Redrive, _ state: inout QueuesState) -> [Effect<QueuesMessage>] {
        guard let task = redrive.past.first else { return [] }
        let moved = task.moved.map { "\(CountText.of($0, "message")) moved" } ?? "how many were moved is not known"
        let isBad = task.status == .failed
        let why = task.failureSentence.map { " \($0)" } ?? ""
        return [
            notice("The redrive is \(task.status.word): \(moved).\(why)", isProblem: isBad), askedAnew(&state),
        ] + (isBad ? [.console(.bell)] : [])
    }

    private func askMoves(_ queue: String) -> Effect<QueuesMessage> {
        let operations = operations
        return .run("moves") { scope in
            let moment = scope.now()
            do {
                scope.send(.operation(.movesArrived(.success(try await operations.moves(queue)), at: moment)))
            } catch {
                if let failure = ServiceFailure.told(error) {
                    scope.send(.operation(.movesArrived(.failure(failure), at: moment)))
                }
            }
        }
    }

    /// Every two seconds while messages move, else now and then: somebody else may start one.
    private func waitForMoves(_ redrive: Redrive) -> Effect<QueuesMessage> {
        let interval: Duration = redrive.active == nil ? .seconds(15) : .seconds(2)
        return .run("moves-wait") { scope in
            do {
                try await scope.sleep(interval)
                scope.send(.operation(.movesDue))
            } catch {
                // Sleep ends early only when the effect is cancelled.
                return
            }
        }
    }

    private func start(_ request: MoveRequest) -> Effect<QueuesMessage> {
        let operations = operations
        return .write("move") { scope in
            let result = await Self.result { try await operations.startMove(request) }
            scope.send(.operation(.moveStarted(queue: request.queue, result.failure)))
        }
    }

    private func cancel(_ task: MoveTask, of queue: String) -> Effect<QueuesMessage> {
        let operations = operations
        return .write("move-cancel") { scope in
            let result = await Self.result { try await operations.cancelMove(task) }
            scope.send(.operation(.moveCancelled(queue: queue, result.failure)))
        }
    }
}

extension QueueOperationMessage {
    /// The queue that an answer of SQS is about, for which a person does not wait in front of the screen.
    fileprivate var settledQueue: String? {
        switch self {
        case .moveStarted(let queue, _), .moveCancelled(let queue, _), .canarySent(let queue, _, _): queue
        default: nil
        }
    }
}

extension QueuesState {
    /// Whether the redrive of this queue is in front.
    fileprivate func isRedriving(_ queue: String) -> Bool {
        if case .redrive(let redrive) = operation { redrive.queue == queue } else { false }
    }
}

extension Result where Failure == ServiceFailure {
    fileprivate var failure: ServiceFailure? {
        if case .failure(let failure) = self { failure } else { nil }
    }
}
