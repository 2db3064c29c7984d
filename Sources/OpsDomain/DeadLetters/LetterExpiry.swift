/// When SQS deletes a dead letter.
package struct LetterExpiry: Hashable, Sendable {
    package let moment: Timestamp
    /// It may be later: when the clock began to run is not told.
    package let isEarliest: Bool
}

extension DeadLetter {
    /// The names of FIFO queues end so (SQS API reference, CreateQueue).
    package var isFIFO: Bool { queue.hasSuffix(".fifo") }

    /// In a standard queue retention counts from the first sending, which a move to the dead-letter queue does not reset. A
    /// FIFO queue starts the clock anew with the move, of which a message tells no moment: it lives until then at least.
    /// [Setting up dead-letter queue retention](https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/setting-up-dead-letter-queue-retention.html)
    ///
    /// - Parameter retention: the dead-letter queue's.
    package func expiry(retention: Duration?) -> LetterExpiry? {
        guard let sentAt, let retention else { return nil }
        return LetterExpiry(
            moment: sentAt.adding(seconds: Double(retention.components.seconds)), isEarliest: isFIFO)
    }
}
