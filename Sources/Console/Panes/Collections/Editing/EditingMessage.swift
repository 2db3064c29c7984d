import OpsDomain
import TerminalCore

/// What happens while records are changed otherwise than field by field in the form.
package enum EditingMessage: Sendable {
    // Somebody else changed the record meanwhile.
    case conflictMoved(Int)
    case conflictChosen(RecordMerge.Side)
    case conflictMerged
    case conflictTheirsTaken
    case conflictLeft

    // The editor, and the change that waits to be written.
    case editorAsked
    case editorAskedFromForm
    case newTextAsked
    case blankMade(uuid: String, now: Timestamp)
    case editorReturned(EditorOutcome, EditorErrand)
    case reviewSaveAsked
    case reviewReopened
    case reviewScrolled(Int)
    case reviewLeft
    case reviewKept
    case reviewDiscarded

    // One record, as a whole.
    case duplicateBegan
    case deleteAsked
    case deleted(RecordKey, Record)
    case deleteFailed(RecordKey, Record, ServiceFailure)

    // The marked ones.
    case bulkEditBegan
    case bulkFormEdited(InputEvent)
    case bulkFieldMoved(Int)
    case bulkFormLeft
    case bulkEditAsked
    case bulkSettled(index: Int, Result<Record?, ServiceFailure>)
    case outcomeScrolled(Int)
    case outcomeClosed

    // A file of records.
    case importBegan
    case importEdited(InputEvent)
    case importLeft
    case importReadAsked
    case importStopped
    /// So many have been looked up in the table.
    case importProgressed(Int)
    case importFailed(ServiceFailure)
    case importFaulty(ImportFile.Faults)
    case importPlanned(ImportPreview)
    case importMoved(ListMotion)
    case importChoiceToggled
    case importAsked
}

/// What an editor was started for.
package struct EditorErrand: Sendable {
    package let text: RecordText
    package let job: EditorJob

    package init(text: RecordText, job: EditorJob) {
        self.text = text
        self.job = job
    }
}
