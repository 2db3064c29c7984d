/// What changes queues. Every call throws `ServiceFailure`, or `CancellationError`, and nothing else; in a read-only
/// console all but the looking ones refuse before any request is made. Queues are given by name.
package struct QueueOperations: Sendable {
    /// Sends a message; SQS has it whole when this returns. One whose answer was lost may have been sent
    /// (`ServiceFailure.mayBeDone`).
    package var send: @Sendable (_ queue: String, _ message: QueueMessage) async throws -> SentMessage
    /// Empties a queue, in flight and delayed messages included, after all that can be received is saved. When saving
    /// fails nothing is purged, and what was received is given back.
    package var purge: @Sendable (_ queue: String, _ saving: PurgeSaving?) async throws -> PurgeOutcome
    /// Starts SQS's own redrive.
    package var startMove: @Sendable (_ request: MoveRequest) async throws -> Void
    /// The latest redrives of a dead-letter queue, the newest first, ten at most.
    package var moves: @Sendable (_ queue: String) async throws -> [MoveTask]
    /// Stops a running redrive; what it has moved stays where it is. Answers about how many that are, where SQS tells.
    package var cancelMove: @Sendable (_ task: MoveTask) async throws -> Int?
    /// Moves single messages: each is received, sent to the queue that it came from (or to the destination), and only then
    /// deleted here. A message that could not be moved is given back.
    package var canary: @Sendable (_ request: CanaryRequest) async throws -> [CanaryFate]
    /// How the queues stand that a canary went between, and which of the messages lie in the dead-letter queue again.
    package var sight:
        @Sendable (_ request: CanaryRequest, _ sent: [CanaryFate.Moved], _ look: CanaryLook) async throws ->
            CanarySighting

    package init(
        send: @escaping @Sendable (_ queue: String, _ message: QueueMessage) async throws -> SentMessage,
        purge: @escaping @Sendable (_ queue: String, _ saving: PurgeSaving?) async throws -> PurgeOutcome,
        startMove: @escaping @Sendable (_ request: MoveRequest) async throws -> Void,
        moves: @escaping @Sendable (_ queue: String) async throws -> [MoveTask],
        cancelMove: @escaping @Sendable (_ task: MoveTask) async throws -> Int?,
        canary: @escaping @Sendable (_ request: CanaryRequest) async throws -> [CanaryFate],
        sight:
            @escaping @Sendable (_ request: CanaryRequest, _ sent: [CanaryFate.Moved], _ look: CanaryLook) async throws
            -> CanarySighting
    ) {
        self.send = send
        self.purge = purge
        self.startMove = startMove
        self.moves = moves
        self.cancelMove = cancelMove
        self.canary = canary
        self.sight = sight
    }

    /// Refuses everything: where there is no connection.
    package static var refusing: QueueOperations {
        @Sendable func refuse<Answer>() throws -> Answer {
            throw ServiceFailure(reason: .misconfigured, sentence: "There is no connection.")
        }
        return QueueOperations(
            send: { _, _ in try refuse() }, purge: { _, _ in try refuse() }, startMove: { _ in try refuse() },
            moves: { _ in try refuse() }, cancelMove: { _ in try refuse() }, canary: { _ in try refuse() },
            sight: { _, _, _ in try refuse() })
    }
}

/// What SQS says of a message that it took.
package struct SentMessage: Hashable, Sendable {
    package let messageID: String
    /// FIFO queues only.
    package let sequenceNumber: String?

    package init(messageID: String, sequenceNumber: String? = nil) {
        self.messageID = messageID
        self.sequenceNumber = sequenceNumber
    }
}

/// Keeping a queue's messages before it is purged.
package struct PurgeSaving: Sendable {
    /// Writes them; answers where. Not asked when there are none.
    package let write: @Sendable (_ messages: [SavedMessage]) async throws -> String
    /// Told how many have been received so far.
    package let progress: @Sendable (_ received: Int) -> Void

    package init(
        write: @escaping @Sendable (_ messages: [SavedMessage]) async throws -> String,
        progress: @escaping @Sendable (_ received: Int) -> Void = { _ in }
    ) {
        self.write = write
        self.progress = progress
    }
}

package struct PurgeOutcome: Hashable, Sendable {
    /// How many messages were saved.
    package let saved: Int
    /// Where; nil when nothing was saved.
    package let path: String?

    package init(saved: Int, path: String?) {
        self.saved = saved
        self.path = path
    }

    /// Seconds between two purges of one queue, and how long one may take
    /// ([PurgeQueue](https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_PurgeQueue.html)).
    package static let interval = 60
}
