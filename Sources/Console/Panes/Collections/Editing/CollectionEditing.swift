import OpsDomain
import TerminalCore

/// The way to each part of editing.
extension CollectionPane {
    func updateEditing(
        _ state: inout CollectionState, _ message: EditingMessage, _ context: UpdateContext
    ) -> [Effect<CollectionMessage>] {
        switch message {
        case .conflictMoved, .conflictChosen, .conflictMerged, .conflictTheirsTaken, .conflictLeft:
            return updateConflict(&state, message, context)
        case .editorAsked, .editorAskedFromForm, .newTextAsked, .blankMade, .editorReturned, .reviewSaveAsked,
            .reviewReopened, .reviewScrolled, .reviewLeft, .reviewKept, .reviewDiscarded:
            return updateReview(&state, message, context)
        case .duplicateBegan, .deleteAsked, .deleted, .deleteFailed: return updateWhole(&state, message, context)
        case .bulkEditBegan, .bulkFormEdited, .bulkFieldMoved, .bulkFormLeft, .bulkEditAsked, .bulkSettled,
            .outcomeScrolled, .outcomeClosed:
            return updateBulk(&state, message, context)
        case .importBegan, .importEdited, .importLeft, .importReadAsked, .importStopped, .importProgressed,
            .importFailed, .importFaulty, .importPlanned, .importMoved, .importChoiceToggled, .importAsked:
            return updateImporting(&state, message, context)
        }
    }

    /// What to ask before something is written.
    func confirmation(
        for message: EditingMessage, _ state: CollectionState, _ context: UpdateContext
    ) -> Confirmation? {
        switch message {
        case .deleteAsked:
            if state.isAboutMarks { return deletionOfMarked(state) }
            guard let record = state.subject, let key = state.subjectKey else { return nil }
            return deletion(of: record, key: key)
        case .reviewSaveAsked: return state.editing.review.flatMap { SaveConfirmation.make($0, context) }
        case .bulkEditAsked: return changeOfMarked(state, context)
        case .importAsked: return importConfirmation(state)
        default: return nil
        }
    }

    /// Draws what takes the pane; false when nothing does.
    func drawEditing(
        _ state: CollectionState, into frame: inout Frame, _ area: Rect, _ context: ViewContext
    ) -> Bool {
        if let conflict = state.editing.conflict {
            RecordConflictView(conflict: conflict, collection: collection, context: context).draw(in: area, of: &frame)
        } else if let review = state.editing.review {
            RecordReviewView(review: review, context: context).draw(in: area, of: &frame)
        } else if let form = state.editing.bulkForm {
            BulkFormView(form: form, context: context).draw(in: area, of: &frame)
        } else if let outcome = state.editing.outcome {
            outcome.draw(in: area, of: &frame, context)
        } else if let importing = state.editing.importing, importing.lineCount > 0 {
            ImportView(importing: importing, collection: collection, context: context).draw(in: area, of: &frame)
        } else {
            return false
        }
        return true
    }
}
