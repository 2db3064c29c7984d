/// A message of a dead-letter queue, leased by this console.
package struct DeadLetter: Hashable, Sendable {
    package let messageID: String
    /// Valid while the lease lasts.
    package let receiptHandle: String
    /// The dead-letter queue's name.
    package let queue: String
    package let body: String
    /// Message attributes as the sender gave them.
    package let attributes: [String: MessageAttribute]
    /// System attributes by AWS's names: `SentTimestamp`, `DeadLetterQueueSourceArn`…
    package let systemAttributes: [String: String]
    package let receiveCount: Int
    package let sentAt: Timestamp?
    package let firstReceivedAt: Timestamp?

    package init(
        messageID: String, receiptHandle: String, queue: String, body: String, attributes: [String: MessageAttribute],
        systemAttributes: [String: String], receiveCount: Int, sentAt: Timestamp?, firstReceivedAt: Timestamp?
    ) {
        self.messageID = messageID
        self.receiptHandle = receiptHandle
        self.queue = queue
        self.body = body
        self.attributes = attributes
        self.systemAttributes = systemAttributes
        self.receiveCount = receiveCount
        self.sentAt = sentAt
        self.firstReceivedAt = firstReceivedAt
    }
}

/// A message attribute with SQS's data type (`String`, `Number.int`, `Binary`).
package struct MessageAttribute: Hashable, Sendable {
    package enum Value: Hashable, Sendable {
        case text(String)
        case binary([UInt8])
    }

    package let dataType: String
    package let value: Value

    package init(dataType: String, value: Value) {
        self.dataType = dataType
        self.value = value
    }
}
