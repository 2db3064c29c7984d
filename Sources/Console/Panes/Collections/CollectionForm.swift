import OpsDomain
import TerminalCore

/// Creating and editing: form, confirmation, conditional write.
extension CollectionPane {
    func updateForm(
        _ state: inout CollectionState, _ message: CollectionMessage, _ context: UpdateContext
    ) -> [Effect<CollectionMessage>] {
        switch message {
        case .editBegan:
            if state.isAboutMarks { return updateBulk(&state, .bulkEditBegan, context) }
            guard let record = state.subject else { return [] }
            state.form = RecordForm(RecordDraft(editing: record, in: collection))
        case .creationBegan: state.form = RecordForm(RecordDraft(creatingIn: collection))
        case .formEdited(let event): state.form?.edit(event)
        case .formFocusMoved(let forwards): state.form?.moveFocus(forwards: forwards)
        case .formFieldClicked(let field): state.form?.focus(on: field)
        case .saveAsked: return save(&state, context)
        case .saveRefused: state.form?.showProblems()
        case .formLeft:
            guard let form = state.form, form.phase != .saving else { return [notice("Saving; wait for the answer.")] }
            if form.isDirty { state.form?.phase = .leaving } else { state.form = nil }
        case .formKept: state.form?.phase = .editing
        case .formDiscarded: state.form = nil
        case .saved(let record, let isNew): return saved(&state, record, isNew: isNew, context)
        case .saveFailed(let failure): return saveFailed(&state, failure)
        default: break
        }
        return []
    }

    package func confirmation(
        for message: CollectionMessage, _ state: CollectionState, _ context: UpdateContext
    ) -> Confirmation? {
        if case .editing(let message) = message { return self.confirmation(for: message, state, context) }
        guard case .saveAsked = message else { return cancelConfirmation(for: message, state, context) }
        guard let form = state.form else { return nil }
        return SaveConfirmation.make(form, in: collection, context)
    }

    private func save(_ state: inout CollectionState, _ context: UpdateContext) -> [Effect<CollectionMessage>] {
        guard var form = state.form, form.phase == .editing else { return [] }
        form.showProblems()
        form.failure = nil
        state.form = form
        guard form.draft.problems.isEmpty else {
            return [notice("Mend the fields that are marked first.", isProblem: true)]
        }
        let service = service
        if form.isNew {
            state.form?.phase = .saving
            let (draft, keys) = (form.draft, collection.keys)
            return [
                .write("save") { scope in
                    guard let record = draft.newRecord(uuid: RandomUUID.text(), now: scope.now()) else { return }
                    do {
                        guard let key = keys.key(of: record) else {
                            throw ServiceFailure(
                                reason: .invalid,
                                sentence: "A new record needs its key: \(keys.names.joined(separator: ", ")).")
                        }
                        scope.send(.saved(try await service.write(.creating(record, key: key)) ?? record, isNew: true))
                    } catch {
                        scope.send(.saveFailed(Self.saveFailure(error)))
                    }
                }
            ]
        }
        guard let change = form.draft.change(now: context.now), let after = change.after else {
            return [notice("Nothing was changed.")]
        }
        state.form?.phase = .saving
        return [
            .write("save") { scope in
                do {
                    scope.send(.saved(try await service.write(change) ?? after, isNew: false))
                } catch {
                    scope.send(.saveFailed(Self.saveFailure(error)))
                }
            }
        ]
    }

    /// A write that was cut short has to be told too: nobody knows whether it arrived.
    static func saveFailure(_ error: any Error) -> ServiceFailure {
        ServiceFailure.told(error)
            ?? ServiceFailure(
                reason: .timedOut,
                sentence: "The write was cut short, and may or may not have arrived. Refresh before trying again.")
    }

    private func saved(
        _ state: inout CollectionState, _ record: Record, isNew: Bool, _ context: UpdateContext
    ) -> [Effect<CollectionMessage>] {
        var effects = forgetDraft(state)
        state.form = nil
        state.editing.review = nil
        effects += present(record, in: &state, context)
        if isNew, let index = (0..<state.arrangement.count).first(where: { state.arrangement[$0] == 0 }) {
            state.list.selection.move(.to(index))
        }
        let name = "\(collection.name(of: record)) \(collection.rest(of: record))"
        effects.append(notice("\(isNew ? "Created" : "Saved") \(collection.singular) \(name)"))
        return effects
    }

    private func saveFailed(_ state: inout CollectionState, _ failure: ServiceFailure) -> [Effect<CollectionMessage>] {
        if let review = state.editing.review { return reviewFailed(&state, review, failure) }
        guard let form = state.form else { return [notice(failure.sentence, isProblem: true)] }
        state.form?.failure = failure
        state.form?.phase = .editing
        if case .conflict(let current) = failure.reason, let base = form.draft.original, let mine = form.draft.edited {
            state.editing.conflict = RecordConflict(base: base, mine: mine, theirs: current)
        }
        return [.console(.bell), notice(failure.sentence, isProblem: true)]
    }
}
