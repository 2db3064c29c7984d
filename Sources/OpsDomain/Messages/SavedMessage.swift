/// A message as it is kept in a file before it is taken out of its queue: enough to send it again.
package struct SavedMessage: Hashable, Sendable {
    /// The queue's name that it lay in.
    package let queue: String
    package let messageID: String
    package let body: String
    /// The sender's attributes, by name.
    package let attributes: [String: MessageAttribute]
    /// System attributes by AWS's names: `SentTimestamp`, `MessageGroupId`, `AWSTraceHeader`…
    package let systemAttributes: [String: String]
    /// When it was sent; nil when SQS did not tell.
    package let sentAt: Timestamp?

    package init(
        queue: String, messageID: String, body: String, attributes: [String: MessageAttribute],
        systemAttributes: [String: String], sentAt: Timestamp?
    ) {
        self.queue = queue
        self.messageID = messageID
        self.body = body
        self.attributes = attributes
        self.systemAttributes = systemAttributes
        self.sentAt = sentAt
    }

    package init(_ letter: DeadLetter) {
        self.init(
            queue: letter.queue, messageID: letter.messageID, body: letter.body, attributes: letter.attributes,
            systemAttributes: letter.systemAttributes, sentAt: letter.sentAt)
    }

    /// The ARN of the queue that it was dead-lettered from, where SQS tells it.
    package var deadLetterSourceARN: String? { systemAttributes["DeadLetterQueueSourceArn"] }
}

extension SavedMessage {
    /// What sends it again: body, attributes, group and trace. A deduplication id is not kept: within five minutes SQS would
    /// take the old one for a repetition, say that it has the message, and drop it.
    package var resent: QueueMessage {
        var message = QueueMessage(body: body)
        message.attributes = attributes
        message.groupID = systemAttributes["MessageGroupId"]
        message.traceHeader = systemAttributes["AWSTraceHeader"]
        return message
    }
}
