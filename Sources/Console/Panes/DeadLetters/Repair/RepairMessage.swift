import OpsDomain
import TerminalCore

/// What happens with repairs in the dead-letter pane.
package enum RepairMessage: Sendable {
    // The person asked.
    case resendAsked
    case deletionAsked
    case destinationBegan
    case resendToAsked
    case editBegan
    case editedResendAsked
    case saveBegan
    case saveAsked
    case restoreBegan
    case restoreReadAsked
    case restoreAsked
    case resumeAsked
    case stopAsked
    case promptEdited(InputEvent)
    case promptLeft
    case outcomeScrolled(Int)
    case outcomeClosed

    // The world answered.
    case editorReturned(EditorOutcome, messageID: String, EditorJob)
    case unfinishedFound(Result<[RepairLedger], ServiceFailure>)
    case progressed(RepairLedger)
    case ended
    case failed(ServiceFailure)
    case saved(Result<(path: String, count: Int), ServiceFailure>)
    case restoreRead(path: String, Result<[SavedMessage], ServiceFailure>)
}
