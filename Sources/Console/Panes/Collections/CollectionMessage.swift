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
    case arranged(RecordArrangement)
    case recordArrived(key: RecordKey, Result<Record?, ServiceFailure>)
    case saved(Record, isNew: Bool)
    case saveFailed(ServiceFailure)

    // The person asked.
    case refreshAsked
    case nextPageAsked
    case everythingAsked
    case loadingStopped
    case opened
    case detailClosed
    case rawToggled
    case identifierCopied
    case recordCopied
    case linkFollowed(CollectionLink)
    case textSought(String)

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

/// A way from a record to another pane.
package struct CollectionLink: Hashable, Sendable {
    package let chord: Unicode.Scalar
    package let name: String
    package let help: String
    package let target: PaneID
    /// The record's field that says what to look for.
    package let field: String
    /// What to look for in the target: a key, or `prefix` and the key for a filter.
    package let prefix: String

    package init(
        chord: Unicode.Scalar, name: String, help: String, target: PaneID, field: String, prefix: String = ""
    ) {
        self.chord = chord
        self.name = name
        self.help = help
        self.target = target
        self.field = field
        self.prefix = prefix
    }
}
