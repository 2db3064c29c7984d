/// One received message.
package struct SQSMessage: Hashable, Sendable {
    /// The same over all receives; a redrive gives a new one.
    package let messageID: String
    /// New with every receive; an old one may no longer delete.
    package let receiptHandle: String
    /// As it came: up to 1 MiB of hostile text.
    package let body: String
    /// System attributes by AWS's names: `SentTimestamp`, `ApproximateReceiveCount`, `AWSTraceHeader`, …
    package let attributes: [String: String]
    /// The sender's attributes, by name.
    package let messageAttributes: [String: MessageAttribute]
    /// Whether body and attributes have the digests that SQS sent with them.
    package let integrity: MessageIntegrity

    /// How often the message was received, over all queues that it has been in.
    package var receiveCount: Int? { attributes["ApproximateReceiveCount"].flatMap { Int($0) } }
    /// Milliseconds since 1970.
    package var sentTimestamp: Int64? { attributes["SentTimestamp"].flatMap { Int64($0) } }
    /// Milliseconds since 1970.
    package var firstReceiveTimestamp: Int64? {
        attributes["ApproximateFirstReceiveTimestamp"].flatMap { Int64($0) }
    }
    package var groupID: String? { attributes["MessageGroupId"] }
    package var deduplicationID: String? { attributes["MessageDeduplicationId"] }
    package var traceHeader: String? { attributes["AWSTraceHeader"] }
    /// The ARN of the queue that the message was dead-lettered from.
    package var deadLetterSourceARN: String? { attributes["DeadLetterQueueSourceArn"] }
}

/// What the MD5 digests of SQS say about a message.
package enum MessageIntegrity: Hashable, Sendable {
    case verified
    /// SQS sent no digest of the body.
    case unverifiable
    /// The named part is not what SQS took in: `body` or `attributes`.
    case mismatch(part: String)
}
