import OpsDomain
import TerminalCore

/// What happens while a queue is changed.
package enum QueueOperationMessage: Sendable {
    // A message to send.
    /// New ids, made ready for the next message: a form opens at once, and `update` draws no lots.
    case factsMade(MessageTemplate.Facts)
    case sendBegan
    case sendEdited(InputEvent)
    case sendFieldMoved(forwards: Bool)
    case templateMoved(Int)
    case bodyEditorAsked
    case bodyEdited(EditorOutcome, given: String)
    case sendAsked
    case sent(Result<SentMessage, ServiceFailure>)
    case sendLeft
    case sendKept
    case sendDiscarded

    // Emptying a queue.
    case purgeBegan
    case purgeEdited(InputEvent)
    case purgeSavingToggled
    case purgeAsked
    case purgeProgressed(Int)
    case purged(queue: String, Result<PurgeOutcome, ServiceFailure>, at: Timestamp)
    case purgeLeft

    // Moving dead letters back.
    case redriveBegan
    case movesArrived(Result<[MoveTask], ServiceFailure>, at: Timestamp)
    case movesDue
    case settingsBegan
    case settingsEdited(InputEvent)
    case settingsFieldMoved(forwards: Bool)
    case settingsKept
    case settingsLeft
    case moveAsked
    case moveStarted(queue: String, ServiceFailure?)
    case moveCancelAsked
    case moveCancelled(queue: String, ServiceFailure?)
    case canaryAsked
    case canarySent(queue: String, Result<[CanaryFate], ServiceFailure>, at: Timestamp)
    case sighted(Result<CanarySighting, ServiceFailure>, at: Timestamp)
    case redriveScrolled(Int)
    case redriveLeft
}
