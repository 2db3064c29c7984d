import AWSClient
import OpsDomain

/// Sends to a queue of SQS; a read-only one refuses before any request is made.
package enum LiveMessageSender {
    package static func make(queue: String, sqs: SQSClient, isReadOnly: Bool) -> MessageSender {
        let translation = FailureTranslation(resource: "queue \(queue)")
        return MessageSender(queue: queue) { body in
            guard !isReadOnly else {
                throw ServiceFailure(
                    reason: .readOnly,
                    sentence: "The console is read-only: nothing was sent. Start it without --read-only.")
            }
            return try await translation.run {
                let url = try await sqs.getQueueURL(name: queue)
                return try await sqs.sendMessage(queueURL: url, OutgoingMessage(body: body)).messageID
            }
        }
    }
}
