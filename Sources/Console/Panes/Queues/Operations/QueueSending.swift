import OpsDomain
import TerminalCore

/// Sending a message of one's own.
extension QueuesPane {
    func updateSending(
        _ state: inout QueuesState, _ message: QueueOperationMessage, _ context: UpdateContext
    ) -> [Effect<QueuesMessage>] {
        if case .factsMade(let facts) = message { state.nextFacts = facts }
        if case .sendBegan = message {
            guard let queue = state.subject?.name, state.operation == nil else { return [] }
            guard let facts = state.nextFacts else { return [makeFacts()] }
            state.nextFacts = nil
            let attributes = state.snapshot(of: queue)?.attributes ?? [:]
            state.operation = .send(
                SendForm(
                    target: SendDraft.Target(queue: queue, attributes: attributes, names: state.names), facts: facts,
                    queueDelay: attributes["DelaySeconds"]))
            return [makeFacts()]
        }
        guard case .send(var form) = state.operation else { return [] }
        defer { if case .send = state.operation { state.operation = .send(form) } }
        switch message {
        case .sendEdited(let event): form.edit(event)
        case .sendFieldMoved(let forwards): form.moveFocus(forwards: forwards)
        case .templateMoved(let step): form.moveTemplate(by: step)
        case .bodyEditorAsked: return form.phase == .editing ? [edit(form)] : []
        case .bodyEdited(let outcome, let given): return returned(&form, outcome, given)
        case .sendAsked: return send(&form)
        case .sent(.success(let sent)):
            state.operation = nil
            let name = state.names.short(form.target.queue)
            return forget(form) + [notice("Sent to \(name): message \(sent.messageID)."), askedAnew(&state)]
        case .sent(.failure(let failure)):
            (form.phase, form.failure) = (.editing, failure)
            return [.console(.bell)]
        case .sendLeft:
            guard form.phase == .editing else { return [] }
            if form.isEdited {
                form.phase = .leaving
            } else {
                state.operation = nil
                return forget(form)
            }
        case .sendKept: form.phase = .editing
        case .sendDiscarded:
            state.operation = nil
            return forget(form)
        default: break
        }
        return []
    }

    func makeFacts() -> Effect<QueuesMessage> {
        let newFacts = newFacts
        return .run("send-facts") { $0.send(.operation(.factsMade(newFacts($0.now())))) }
    }

    /// The message as it will be sent.
    func sendConfirmation(_ state: QueuesState) -> Confirmation? {
        guard case .send(let form) = state.operation, let message = form.check.message else { return nil }
        var details = form.check.warnings.map { StyledText($0) }
        if !message.attributes.isEmpty || message.groupID != nil || message.delay != nil {
            var parts = message.attributes.keys.sorted()
            if let group = message.groupID { parts.append("group \(group)") }
            if let delay = message.delay { parts.append("delay \(delay) s") }
            details.append(StyledText("With \(parts.joined(separator: ", "))"))
        }
        let most = 200
        let lines = QueueMessage.lines(of: message.body)
        var changes = lines.prefix(most).map { ConfirmedChange.added($0) }
        if lines.count > most { changes.append(.added("and \(CountText.of(lines.count - most, "line")) more")) }
        return Confirmation(
            title: "Send a message to \(form.target.queue)?", details: details, changes: changes, action: "Send")
    }

    private func send(_ form: inout SendForm) -> [Effect<QueuesMessage>] {
        guard form.phase == .editing, let message = form.check.message else { return [] }
        form.phase = .sending
        let (queue, operations) = (form.target.queue, operations)
        return [
            .write("send") { scope in
                let result = await Self.result { try await operations.send(queue, message) }
                scope.send(.operation(.sent(result)))
            }
        ]
    }

    // MARK: The editor

    private func edit(_ form: SendForm) -> Effect<QueuesMessage> {
        let text = form.bodyForEditor
        let job = EditorJob(name: "message-\(form.target.queue).json", text: text)
        return .edit(job) { .operation(.bodyEdited($0, given: text)) }
    }

    private func returned(
        _ form: inout SendForm, _ outcome: EditorOutcome, _ given: String
    ) -> [Effect<QueuesMessage>] {
        switch outcome {
        case .edited(let text, let path):
            guard text != given else {
                return [notice("The body was not changed."), .console(.forgetDraft(path: path))]
            }
            return take(text, path, &form)
        case .failed(let sentence, let text, let path):
            let told = [Effect<QueuesMessage>.console(.bell), notice(sentence, isProblem: true)]
            guard let text, let path else { return told }
            return take(text, path, &form) + told
        }
    }

    /// An earlier file is of no use any more.
    private func take(_ text: String, _ path: String, _ form: inout SendForm) -> [Effect<QueuesMessage>] {
        let outdated = forget(form)
        form.takeBody(text)
        form.draftPath = path
        return outdated
    }

    private func forget(_ form: SendForm) -> [Effect<QueuesMessage>] {
        form.draftPath.map { [.console(.forgetDraft(path: $0))] } ?? []
    }
}
