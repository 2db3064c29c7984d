import OpsDomain
import TerminalCore

/// Creating and editing: form, confirmation, conditional write, conflict.
extension CollectionPane {
    func updateForm(
        _ state: inout CollectionState, _ message: CollectionMessage, _ context: UpdateContext
    ) -> [Effect<CollectionMessage>] {
        switch message {
        case .editBegan:
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
        case .conflictRebased:
            guard case .conflicted(let current?) = state.form?.phase else { return [] }
            state.form?.rebase(onto: current)
            return [notice("Yours on top of theirs: ^S saves.")]
        case .conflictTheirsTaken: return takeTheirs(&state, context)
        case .saved(let record, let isNew): return saved(&state, record, isNew: isNew, context)
        case .saveFailed(let failure): return saveFailed(&state, failure)
        default: break
        }
        return []
    }

    package func confirmation(
        for message: CollectionMessage, _ state: CollectionState, _ context: UpdateContext
    ) -> Confirmation? {
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
                        guard let key = keys.key(of: record) else { return }
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
        let key = collection.keys.key(of: record)
        let hint = state.open?.row ?? state.list.selection.selected.flatMap { state.arrangement[$0] }
        state.form = nil
        state.rows.write(record, near: hint)
        if var open = state.open, open.key == key {
            open.record = record
            open.detail.show(document(of: record, isRaw: open.detail.isRaw, state), area: context.area)
            state.open = open
        }
        var effects = rearrange(&state)
        if isNew, let index = (0..<state.arrangement.count).first(where: { state.arrangement[$0] == 0 }) {
            state.list.selection.move(.to(index))
        }
        let name = "\(collection.name(of: record)) \(collection.rest(of: record))"
        effects.append(notice("\(isNew ? "Created" : "Saved") \(collection.singular) \(name)"))
        return effects
    }

    private func saveFailed(_ state: inout CollectionState, _ failure: ServiceFailure) -> [Effect<CollectionMessage>] {
        guard let form = state.form else { return [notice(failure.sentence, isProblem: true)] }
        state.form?.failure = failure
        if case .conflict(let current) = failure.reason, !form.isNew {
            state.form?.phase = .conflicted(current: current)
        } else {
            state.form?.phase = .editing
        }
        return [.console(.bell), notice(failure.sentence, isProblem: true)]
    }

    /// The person's edits are let go, and the record is shown as it is now.
    private func takeTheirs(_ state: inout CollectionState, _ context: UpdateContext) -> [Effect<CollectionMessage>] {
        guard let form = state.form, case .conflicted(let current) = form.phase else { return [] }
        state.form = nil
        guard let current else { return [] }
        let key = collection.keys.key(of: current)
        state.rows.write(current, near: state.open?.row)
        if var open = state.open, open.key == key {
            open.record = current
            open.detail.show(document(of: current, isRaw: open.detail.isRaw, state), area: context.area)
            state.open = open
        }
        return rearrange(&state)
    }
}
