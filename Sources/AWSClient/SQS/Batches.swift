/// Why one entry of a batch failed although the call itself succeeded (HTTP 200).
package struct BatchFailure: Error, Hashable, Sendable {
    package let code: String
    package let message: String
    /// The request was wrong; sending it again unchanged will not help.
    package let isSenderFault: Bool
}

/// The outcome of each entry of a batch, by the caller's id. Every id that was sent is here: one that SQS did not mention
/// is a failure with the code `MissingBatchResult`.
package typealias BatchOutcomes<Success: Sendable> = [String: Result<Success, BatchFailure>]

/// One message of a `SendMessageBatch`; ids are the caller's, unique in the batch, 1 to 80 of `A-Za-z0-9_-`.
package struct SendBatchEntry: Hashable, Sendable {
    package var id: String
    package var message: OutgoingMessage

    package init(id: String, message: OutgoingMessage) {
        self.id = id
        self.message = message
    }
}

/// One message of a `DeleteMessageBatch`.
package struct DeleteBatchEntry: Hashable, Sendable {
    package var id: String
    package var receiptHandle: String

    package init(id: String, receiptHandle: String) {
        self.id = id
        self.receiptHandle = receiptHandle
    }
}

/// One message of a `ChangeMessageVisibilityBatch`.
package struct VisibilityBatchEntry: Hashable, Sendable {
    package var id: String
    package var receiptHandle: String
    /// Seconds from now, 0 to 43,200; 0 makes the message visible at once.
    package var visibilityTimeout: Int

    package init(id: String, receiptHandle: String, visibilityTimeout: Int) {
        self.id = id
        self.receiptHandle = receiptHandle
        self.visibilityTimeout = visibilityTimeout
    }
}
