import OpsDomain
import TerminalCore

/// Resending, deleting, saving and restoring messages. What is done to whom is said in a question first; how it goes is
/// told by the ledger, which outlives the console.
extension DeadLettersPane {
    func updateRepair(
        _ state: inout DeadLettersState, _ message: RepairMessage, _ context: UpdateContext
    ) -> [Effect<DeadLettersMessage>] {
        switch message {
        case .resendAsked: return begin(order(.resend, state), &state)
        case .deletionAsked: return begin(order(.delete, state), &state)
        case .resendToAsked: return resendTo(&state)
        case .editedResendAsked: return resendEdited(&state)
        case .restoreAsked: return restore(&state)
        case .resumeAsked: return resume(&state)
        case .stopAsked:
            state.repair.isStopping = true
            repairs?.stop()
            return [notice("Stopping after what is under way.")]
        case .editBegan: return edit(state)
        case .editorReturned(let outcome, let id, let job): return returned(&state, outcome, id, job)
        case .saveAsked: return save(state)
        case .saved(let result): return saved(&state, result)
        case .restoreReadAsked: return readRestorable(state)
        case .restoreRead(let path, let result): return restoreRead(&state, path, result)
        case .unfinishedFound(let result): return unfinishedFound(&state, result)
        case .progressed(let ledger):
            (state.repair.running, state.repair.isBeginning) = (ledger, false)
            return []
        case .ended: return ended(&state)
        case .failed(let failure):
            let begun = state.repair.running.map { " \($0.summary)." } ?? ""
            (state.repair.running, state.repair.isBeginning, state.repair.isStopping) = (nil, false, false)
            return [.console(.bell), notice(failure.sentence + begun, isProblem: true)] + findUnfinished()
        case .destinationBegan, .saveBegan, .restoreBegan, .promptEdited, .promptLeft, .outcomeScrolled,
            .outcomeClosed:
            updatePrompt(&state, message, context)
            return []
        }
    }

    private func updatePrompt(
        _ state: inout DeadLettersState, _ message: RepairMessage, _ context: UpdateContext
    ) {
        switch message {
        case .destinationBegan: state.repair.prompt = .destination(TextField(destinations(state).first?.key ?? ""))
        case .saveBegan:
            state.repair.prompt = .saving(
                TextField(SavedMessages.fileName(queue: state.queue ?? "dead-letters", at: context.now)))
        case .restoreBegan: state.repair.prompt = .restoring(TextField(""))
        case .promptEdited(let event):
            if var field = state.repair.prompt?.field {
                _ = field.edit(event)
                state.repair.prompt?.field = field
            }
        case .promptLeft: state.repair.prompt = nil
        case .outcomeScrolled(let lines):
            state.repair.outcome?.scroll(by: lines)
        case .outcomeClosed: state.repair.outcome = nil
        default: break
        }
    }

    func notice(_ text: String, isProblem: Bool = false) -> Effect<DeadLettersMessage> {
        .console(.notice(text, isProblem: isProblem))
    }

    // MARK: Orders

    /// Where messages would go: each to the queue that it came from, and how many to each.
    func destinations(_ state: DeadLettersState) -> [(key: String, value: Int)] {
        var counts: [String: Int] = [:]
        for letter in state.repairable { counts[source(of: letter, state) ?? "", default: 0] += 1 }
        return counts.sorted { $0.key < $1.key }
    }

    /// A message without a word on it goes to the only queue whose dead letters come here.
    private func source(of letter: LeasedLetter, _ state: DeadLettersState) -> String? {
        if let queue = letter.letter.sourceQueue { return queue }
        let sources = state.depth.latest?.value?.sources ?? []
        return sources.count == 1 ? sources[0] : nil
    }

    func order(
        _ action: Repair.Action, _ state: DeadLettersState, to queue: String? = nil, edited: LetterRepair.Edited? = nil
    ) -> RepairService.Order {
        let letters = edited.map { edited in state.letters.filter { $0.id == edited.messageID } } ?? state.repairable
        let items = letters.map { letter in
            Repair.Item(
                SavedMessage(letter.letter), editedBody: edited?.body,
                destination: action == .delete ? nil : queue ?? source(of: letter, state))
        }
        return RepairService.Order(action, source: state.queue ?? letters.first?.letter.queue ?? "", items: items)
    }

    /// Why an order cannot be begun; nil when it can.
    func problem(with order: RepairService.Order) -> String? {
        if order.items.isEmpty { return "There is no message to act on that this console holds." }
        if order.action != .delete, order.items.contains(where: { $0.destination == nil }) {
            return "A message does not say which queue it came from: M sends it to one that you name."
        }
        // What SQS gave it takes again; only what was written by hand may be something else.
        let written = order.items.filter { $0.editedBody != nil }
        do throws(ServiceFailure) {
            try RepairChecks.check(written)
            return nil
        } catch {
            return error.sentence
        }
    }

    private func begin(
        _ order: RepairService.Order, _ state: inout DeadLettersState
    ) -> [Effect<DeadLettersMessage>] {
        guard !state.repair.isRunning else { return [notice("A repair is under way; X stops it.", isProblem: true)] }
        guard let repairs else { return [] }
        if let problem = problem(with: order) { return [.console(.bell), notice(problem, isProblem: true)] }
        return follow(&state, repairs.begin(order))
    }

    private func follow(
        _ state: inout DeadLettersState, _ progress: @autoclosure @escaping @Sendable () -> RepairService.Progress
    ) -> [Effect<DeadLettersMessage>] {
        (state.repair.isBeginning, state.repair.isStopping, state.repair.outcome) = (true, false, nil)
        return [
            .write("repair") { scope in
                do {
                    for try await ledger in progress() { scope.send(.repair(.progressed(ledger))) }
                    scope.send(.repair(.ended))
                } catch {
                    scope.send(
                        .repair(
                            .failed(
                                ServiceFailure.told(error)
                                    ?? ServiceFailure(
                                        reason: .unexpected, sentence: "The repair was cut short: u goes on with it.")))
                    )
                }
            }
        ]
    }

    private func ended(_ state: inout DeadLettersState) -> [Effect<DeadLettersMessage>] {
        guard let ledger = state.repair.running else { return [] }
        (state.repair.running, state.repair.isStopping) = (nil, false)
        state.repair.unfinished.removeAll { $0.repair.id == ledger.repair.id }
        state.repair.outcome = UndoneList(ledger)
        let place = ledger.savedPath.map { ", saved in \($0)" } ?? ""
        let isWhole = state.repair.outcome == nil
        return (isWhole ? [] : [.console(.bell)]) + [notice(ledger.summary + place, isProblem: !isWhole)]
    }

    // MARK: To another queue

    private func resendTo(_ state: inout DeadLettersState) -> [Effect<DeadLettersMessage>] {
        guard case .destination(let field)? = state.repair.prompt, !field.text.isEmpty else {
            return [notice("Type the queue's name.", isProblem: true)]
        }
        state.repair.prompt = nil
        return begin(order(.resend, state, to: field.text), &state)
    }

    // MARK: Editing

    private func edit(_ state: DeadLettersState) -> [Effect<DeadLettersMessage>] {
        guard let letter = state.subject else { return [] }
        let kept = state.repair.edited.flatMap { $0.messageID == letter.id ? $0 : nil }
        let job = EditorJob(
            name: "message-\(letter.id.prefix(8)).json", text: kept?.body ?? letter.letter.body, path: kept?.path)
        return [.edit(job) { .repair(.editorReturned($0, messageID: letter.id, job)) }]
    }

    private func returned(
        _ state: inout DeadLettersState, _ outcome: EditorOutcome, _ id: String, _ job: EditorJob
    ) -> [Effect<DeadLettersMessage>] {
        switch outcome {
        case .failed(let sentence, let text, let path):
            if let text, let path { state.repair.edited = LetterRepair.Edited(messageID: id, body: text, path: path) }
            return [.console(.bell), notice(sentence, isProblem: true)]
        case .edited(let text, let path):
            guard let letter = state.letters.first(where: { $0.id == id }) else {
                return [notice("The message is gone; what you wrote is in \(path).", isProblem: true)]
            }
            let body = Self.body(text, like: letter.letter.body)
            guard body != letter.letter.body else {
                state.repair.edited = nil
                return [notice("Nothing was changed."), .console(.forgetDraft(path: path))]
            }
            let edited = LetterRepair.Edited(messageID: id, body: body, path: path)
            state.repair.edited = edited
            var message = SavedMessage(letter.letter).resent
            message.body = body
            if let problem = RepairChecks.problem(with: message) {
                return [.console(.bell), notice("\(problem) E opens it again.", isProblem: true)]
            }
            if let problem = Self.lostJSON(body, letter) {
                return [.console(.bell), notice("\(problem) E opens it again.", isProblem: true)]
            }
            return [.console(.run("dead-letters.resend-edited"))]
        }
    }

    /// Editors end a file with a line break that nobody typed.
    private static func body(_ text: String, like original: String) -> String {
        text.hasSuffix("\n") && !original.hasSuffix("\n") ? String(text.dropLast()) : text
    }

    /// A body that was JSON and is none any more was hardly meant so.
    private static func lostJSON(_ body: String, _ letter: LeasedLetter) -> String? {
        guard case .json = MessageBody(letter.letter.body).content else { return nil }
        do throws(JSONProblem) {
            _ = try JSONNode(parsing: body)
            return nil
        } catch {
            return "No JSON any more: \(error.reason) at byte \(error.offset)."
        }
    }

    private func resendEdited(_ state: inout DeadLettersState) -> [Effect<DeadLettersMessage>] {
        guard let edited = state.repair.edited else { return [] }
        let effects = begin(order(.resend, state, edited: edited), &state)
        guard state.repair.isBeginning else { return effects }
        // The journal has it from here on.
        state.repair.edited = nil
        return effects + [.console(.forgetDraft(path: edited.path))]
    }

    // MARK: Files

    private func save(_ state: DeadLettersState) -> [Effect<DeadLettersMessage>] {
        guard case .saving(let field)? = state.repair.prompt, !field.text.isEmpty else { return [] }
        guard let files else { return [] }
        let path = field.text
        let messages = state.repairable.map { SavedMessage($0.letter) }
        guard !messages.isEmpty else { return [notice("There is no message to save.", isProblem: true)] }
        return [
            .write("save-letters") { scope in
                do {
                    let place = try await files.write(path, SavedMessages.text(messages))
                    scope.send(.repair(.saved(.success((place, messages.count)))))
                } catch {
                    if let failure = ServiceFailure.told(error) { scope.send(.repair(.saved(.failure(failure)))) }
                }
            }
        ]
    }

    private func saved(
        _ state: inout DeadLettersState, _ result: Result<(path: String, count: Int), ServiceFailure>
    ) -> [Effect<DeadLettersMessage>] {
        switch result {
        case .success(let (path, count)):
            state.repair.prompt = nil
            return [notice("Saved \(CountText.of(count, "message")) in \(path)")]
        case .failure(let failure): return [.console(.bell), notice(failure.sentence, isProblem: true)]
        }
    }

    private func readRestorable(_ state: DeadLettersState) -> [Effect<DeadLettersMessage>] {
        guard case .restoring(let field)? = state.repair.prompt, !field.text.isEmpty else { return [] }
        guard let files else { return [] }
        let path = field.text
        return [
            .run("restore") { scope in
                do {
                    let messages = try SavedMessages.read(try await files.read(path))
                    try RepairChecks.check(messages.map { Repair.Item($0, destination: $0.queue) })
                    scope.send(.repair(.restoreRead(path: path, .success(messages))))
                } catch let faults as SavedMessages.Faults {
                    let first = faults.sentences.first ?? ""
                    let failure = ServiceFailure(
                        reason: .invalid,
                        sentence:
                            "\(CountText.of(faults.count, "line")) of \(path) cannot be read; nothing was sent. \(first)"
                    )
                    scope.send(.repair(.restoreRead(path: path, .failure(failure))))
                } catch {
                    if let failure = ServiceFailure.told(error) {
                        scope.send(.repair(.restoreRead(path: path, .failure(failure))))
                    }
                }
            }
        ]
    }

    private func restoreRead(
        _ state: inout DeadLettersState, _ path: String, _ result: Result<[SavedMessage], ServiceFailure>
    ) -> [Effect<DeadLettersMessage>] {
        switch result {
        case .success(let messages):
            guard !messages.isEmpty else { return [notice("There is no message in \(path).", isProblem: true)] }
            state.repair.prompt = nil
            state.repair.restorable = (path, messages)
            return [.console(.run("dead-letters.restore-all"))]
        case .failure(let failure): return [.console(.bell), notice(failure.sentence, isProblem: true)]
        }
    }

    func restoration(_ state: DeadLettersState) -> RepairService.Order? {
        state.repair.restorable.map { path, messages in
            RepairService.Order(
                .restore, source: path, items: messages.map { Repair.Item($0, destination: $0.queue) })
        }
    }

    private func restore(_ state: inout DeadLettersState) -> [Effect<DeadLettersMessage>] {
        guard let order = restoration(state) else { return [] }
        state.repair.restorable = nil
        return begin(order, &state)
    }

    // MARK: What was cut short

    func findUnfinished() -> [Effect<DeadLettersMessage>] {
        guard let repairs else { return [] }
        return [
            .run("unfinished") { scope in
                do {
                    scope.send(.repair(.unfinishedFound(.success(try await repairs.unfinished()))))
                } catch {
                    guard let failure = ServiceFailure.told(error) else { return }
                    scope.send(.repair(.unfinishedFound(.failure(failure))))
                }
            }
        ]
    }

    private func unfinishedFound(
        _ state: inout DeadLettersState, _ result: Result<[RepairLedger], ServiceFailure>
    ) -> [Effect<DeadLettersMessage>] {
        switch result {
        case .success(let ledgers):
            let isNews = !ledgers.isEmpty && ledgers.map(\.repair.id) != state.repair.unfinished.map(\.repair.id)
            state.repair.unfinished = ledgers
            guard isNews, let first = ledgers.first else { return [] }
            return [notice("Cut short, \(first.summary): u in the dead letters goes on.", isProblem: true)]
        case .failure(let failure): return [notice(failure.sentence, isProblem: true)]
        }
    }

    private func resume(_ state: inout DeadLettersState) -> [Effect<DeadLettersMessage>] {
        guard let repairs, let ledger = state.repair.unfinished.first, !state.repair.isRunning else { return [] }
        let isWhole = state.lease == .open && state.caughtUpAt != nil && state.heldElsewhere == nil
        guard isWhole || ledger.repair.action == .restore else {
            return [
                .console(.bell),
                notice(
                    "Not all messages are here yet: those that a killed console held come back within two minutes.",
                    isProblem: true),
            ]
        }
        return follow(&state, repairs.resume(ledger, isWhole))
    }
}

extension DeadLettersState {
    /// The messages that an action is about, as far as this console holds them.
    package var repairable: [LeasedLetter] { subjects.filter(\.isHeld) }

    /// Whether there is any: asked with every frame, of ten thousand letters too.
    package var hasRepairable: Bool { hasSubject(where: \.isHeld) }
}
