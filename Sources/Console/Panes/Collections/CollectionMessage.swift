import OpsDomain
import TerminalCore

/// What happens in a collection's pane.
package enum CollectionMessage: Sendable {
    case list(ListEvent)
    case detail(DetailEvent)

    // The back end answered.
    case factsArrived(Result<CollectionFacts, ServiceFailure>, at: Timestamp)
    case pageArrived(RecordBatch, askedAt: Timestamp)
    case pageFailed(ServiceFailure)
    /// So much of the next arrangement is done.
    case arranging(Double)
    case arranged(RecordArrangement)
    /// Of many rows.
    case marksMade(Set<RecordKey>)
    /// To be copied.
    case recordsMade(String, what: String)
    case recordArrived(key: RecordKey, Result<Record?, ServiceFailure>)
    case statusesCounted(StatusCounts)
    /// The chip before or after the one in force.
    case statusMoved(by: Int)
    case namesArrived([RecordKey], Result<[Record], ServiceFailure>)
    /// By another way than this pane's form; nil is gone.
    case written(RecordKey, Record?)
    case saved(Record, isNew: Bool)
    case saveFailed(ServiceFailure)

    // The person asked.
    case refreshAsked
    case nextPageAsked
    case everythingAsked
    case loadingStopped
    case opened
    case detailClosed
    case layoutCycled
    case identifierCopied
    case recordCopied
    case linkFollowed(CollectionLink)
    case textSought(String)

    // Finding in the table.
    case searchAsked
    case searchStopped
    /// What fits in a page of a segment, and the page that it came with.
    case searchArrived(_ segment: Int, [Record], RecordBatch)
    case searchFailed(ServiceFailure)

    // Exporting.
    case exportBegan
    case exportEdited(InputEvent)
    case exportLeft
    case exportAsked
    /// The path, and how many records.
    case exported(Result<(String, Int), ServiceFailure>)

    // Cancelling.
    case cancelBegan
    case cancelEdited(InputEvent)
    case cancelLeft
    case cancelSent
    case cancelWritten
    case cancelAnswered(RecordKey, Result<String, ServiceFailure>)
    case followed(RecordKey, Record?, seconds: Double)

    // The form.
    case editBegan
    case creationBegan
    case formEdited(InputEvent)
    case formFocusMoved(forwards: Bool)
    case formFieldClicked(String)
    case saveAsked
    /// Saving was asked for while something stood in its way.
    case saveRefused
    case formLeft
    case formKept
    case formDiscarded

    /// Everything else that changes records.
    case editing(EditingMessage)
}
