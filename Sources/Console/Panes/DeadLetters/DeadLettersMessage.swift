import OpsDomain

/// What happens in the dead-letter pane.
package enum DeadLettersMessage: Sendable {
    /// What was done to the list in sight: the letters or the clusters.
    case list(ListEvent)
    case repair(RepairMessage)
    case detail(DetailEvent)
    case leaseOpened(queue: String, retention: Duration?)
    case lettersLeased([LeasedLetter])
    case leasesExtended(messageIDs: [String], until: Timestamp)
    case leasesLost(messageIDs: [String])
    /// Deleted from the queue by this console.
    case lettersRemoved(messageIDs: [String])
    case caughtUp(at: Timestamp)
    case leasingFailed(ServiceFailure)
    /// The stream came to its end by itself.
    case leasingEnded
    /// An order that was made beside the screen, of so many letters.
    case arranged([Int], count: Int, LetterQuery, generation: Int)
    case depthArrived(Result<QueueSnapshot?, ServiceFailure>, at: Timestamp)
    case leaseAsked
    case opened
    case detailClosed
    /// `y`: the body laid out, as it came, its bytes.
    case formCycled
    /// A letter that was laid out beside the screen.
    case laidOut(LetterPage.Name, DetailDocument)
    case identifierCopied
    case letterCopied
    case orderAsked
    case textSought(String)

    case clustersToggled
    /// What the consumer's log says of letters whose bodies do not tell why.
    case failuresArrived(Result<[String: LoggedFailure], ServiceFailure>, isComplete: Bool)
    case traceArrived(String, Result<LetterTrace, ServiceFailure>, at: Timestamp)
    /// To the line in the logs that tells why.
    case logAsked
}
