/// A message to send.
package struct OutgoingMessage: Hashable, Sendable {
    package var body: String
    package var attributes: [String: MessageAttribute] = [:]
    /// Sent as the system attribute `AWSTraceHeader`, the only one that senders may set.
    package var traceHeader: String?
    /// Needed on FIFO queues; a fairness key on standard ones.
    package var groupID: String?
    /// FIFO only.
    package var deduplicationID: String?
    /// 0 to 900; not on FIFO queues.
    package var delaySeconds: Int?

    package init(body: String) {
        self.body = body
    }
}

/// SQS has the message, and its digests are those of what was sent.
package struct SendReceipt: Hashable, Sendable {
    package let messageID: String
    /// FIFO only.
    package let sequenceNumber: String?
}
