import OpsDomain
import TerminalCore

/// Somebody else changed the record while it was edited: neither side is lost.
extension CollectionPane {
    func updateConflict(
        _ state: inout CollectionState, _ message: EditingMessage, _ context: UpdateContext
    ) -> [Effect<CollectionMessage>] {
        switch message {
        case .conflictMoved(let step): state.editing.conflict?.move(by: step)
        case .conflictChosen(let side): state.editing.conflict?.choose(side)
        case .conflictMerged: return takeMerged(&state, context)
        case .conflictTheirsTaken: return takeTheirs(&state, context)
        case .conflictLeft: state.editing.conflict = nil
        default: break
        }
        return []
    }

    /// The merged record waits to be written over theirs, and the question is asked at once.
    private func takeMerged(_ state: inout CollectionState, _ context: UpdateContext) -> [Effect<CollectionMessage>] {
        guard let conflict = state.editing.conflict, let theirs = conflict.merge?.theirs, let merged = conflict.merged
        else { return [] }
        guard merged != theirs else {
            return takeTheirs(&state, context) + [notice("What is there already is what you chose: nothing to write.")]
        }
        let draft = state.editing.review?.draft
        state.editing.conflict = nil
        state.form = nil
        state.editing.review = RecordReview(RecordText(editing: theirs, in: collection), edited: merged, draft: draft)
        state.editing.review?.draft?.isOutdated = true
        return present(theirs, in: &state, context) + [.console(.run("\(collection.id).review.save"))]
    }

    /// The person's edits are let go, and the record is shown as it is now.
    private func takeTheirs(_ state: inout CollectionState, _ context: UpdateContext) -> [Effect<CollectionMessage>] {
        guard let conflict = state.editing.conflict else { return [] }
        let forgotten = forgetDraft(state)
        state.editing.conflict = nil
        state.editing.review = nil
        state.form = nil
        guard let theirs = conflict.merge?.theirs else { return forgotten }
        return forgotten + present(theirs, in: &state, context)
    }

    /// Shows a record as it turned out to be, in its row and in the detail view.
    func present(
        _ record: Record, in state: inout CollectionState, _ context: UpdateContext
    ) -> [Effect<CollectionMessage>] {
        let key = collection.keys.key(of: record)
        let hint = state.open?.row ?? state.list.selection.selected.flatMap { state.arrangement[$0] }
        state.rows.write(record, near: hint)
        if state.open?.key == key {
            state.open?.record = record
            layOut(&state, area: context.area)
        }
        return rearrange(&state)
    }
}
