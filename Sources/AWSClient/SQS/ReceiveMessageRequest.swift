/// [ReceiveMessage](https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html), always
/// asking for all system attributes and all message attributes.
package struct ReceiveMessageRequest: Hashable, Sendable {
    package var queueURL: String
    /// 1 to 10.
    package var maxNumberOfMessages: Int = 10
    /// Seconds that the messages stay hidden, 0 to 43,200; nil for the queue's own setting.
    package var visibilityTimeout: Int?
    /// Seconds to wait for a message, 0 (asks only some of SQS's servers) to 20; nil for the queue's own setting.
    package var waitTimeSeconds: Int?
    /// FIFO: the same id within five minutes gives the same messages again after a lost answer.
    package var receiveRequestAttemptID: String?

    package init(queueURL: String) {
        self.queueURL = queueURL
    }
}
