/// One of SQS's own redrives of a dead-letter queue, running or past.
///
/// Source: Amazon SQS API Reference, [ListMessageMoveTasks](https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListMessageMoveTasks.html).
package struct MoveTask: Hashable, Sendable {
    package enum Status: Hashable, Sendable {
        case running, completed, cancelling, cancelled, failed
        /// One that AWS has added since.
        case other(String)

        package init(_ word: String) {
            switch word {
            case "RUNNING": self = .running
            case "COMPLETED": self = .completed
            case "CANCELLING": self = .cancelling
            case "CANCELLED": self = .cancelled
            case "FAILED": self = .failed
            default: self = .other(word)
            }
        }

        /// A word for a person.
        package var word: String {
            switch self {
            case .running: "running"
            case .completed: "completed"
            case .cancelling: "cancelling"
            case .cancelled: "cancelled"
            case .failed: "failed"
            case .other(let word): word.lowercased()
            }
        }
    }

    /// What cancels it; only a running task has one.
    package let handle: String?
    package let status: Status
    /// A queue's name; nil when each message goes back to the queue that it came from.
    package let destination: String?
    /// Messages a second, at most; nil when SQS chooses.
    package let rate: Int?
    /// About how many are moved; nil when SQS does not tell.
    package let moved: Int?
    /// About how many there were to move when it began; nil until SQS has counted.
    package let toMove: Int?
    /// AWS's word for why it failed.
    package let failureReason: String?
    package let startedAt: Timestamp?

    package init(
        handle: String?, status: Status, destination: String?, rate: Int?, moved: Int?, toMove: Int?,
        failureReason: String?, startedAt: Timestamp?
    ) {
        self.handle = handle
        self.status = status
        self.destination = destination
        self.rate = rate
        self.moved = moved
        self.toMove = toMove
        self.failureReason = failureReason
        self.startedAt = startedAt
    }

    /// Whether it still moves messages.
    package var isActive: Bool { status == .running || status == .cancelling }

    /// From 0 to 1; nil while nobody knows.
    package var fraction: Double? {
        guard let moved, let toMove, toMove > 0 else { return nil }
        return min(1, Double(moved) / Double(toMove))
    }

    /// Messages a second since it began, as far as it is running; nil until a second has gone by.
    package func speed(at now: Timestamp) -> Double? {
        guard status == .running, let moved, let startedAt else { return nil }
        let seconds = now.seconds(since: startedAt)
        return seconds < 1 ? nil : Double(moved) / seconds
    }

    /// Why it failed, and what would help; nil when it did not fail.
    package var failureSentence: String? {
        guard let failureReason else { return status == .failed ? "SQS does not say why." : nil }
        switch failureReason {
        case "CouldNotDetermineMessageSource":
            return "SQS does not know where a message came from: it was sent here, not dead-lettered. "
                + "Choose a destination."
        case "AWS.SimpleQueueService.NonExistentQueue":
            return "The queue that the messages should go to is not there any more."
        default: return "\(failureReason)."
        }
    }
}

/// What a redrive is asked to do.
package struct MoveRequest: Hashable, Sendable {
    /// Messages a second that SQS takes.
    package static let rates = 1...500

    /// The dead-letter queue's name.
    package let queue: String
    /// Another queue's name; nil sends each message back to the queue that it came from.
    package let destination: String?
    /// Messages a second; nil lets SQS choose.
    package let rate: Int?

    package init(queue: String, destination: String? = nil, rate: Int? = nil) {
        self.queue = queue
        self.destination = destination
        self.rate = rate
    }
}
