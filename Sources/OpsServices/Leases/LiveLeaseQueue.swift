import AWSClient
import OpsDomain

extension LeaseQueue {
    /// A queue by its name, over SQS.
    package static func live(name: String, sqs: SQSClient) -> LeaseQueue {
        LeaseQueue(
            open: {
                let url = try await sqs.getQueueURL(name: name)
                let attributes = try await sqs.getQueueAttributes(queueURL: url)
                return Opened(name: name, url: url, attributes: attributes)
            },
            receive: { queue, visibility, wait in
                var request = ReceiveMessageRequest(queueURL: queue.url)
                request.maxNumberOfMessages = batchSize
                request.visibilityTimeout = visibility
                request.waitTimeSeconds = wait
                return try await sqs.receiveMessages(request).map { DeadLetter($0, queue: queue.name) }
            },
            change: { queue, changes in
                try await change(changes, queue: queue, sqs: sqs)
            })
    }

    private static func change(
        _ changes: [Change], queue: Opened, sqs: SQSClient
    ) async throws -> [String: Outcome] {
        // Message ids of FIFO queues and of other servers need not be what a batch id may be; places in the batch are.
        let entries = changes.enumerated().map { index, change in
            VisibilityBatchEntry(
                id: "m\(index)", receiptHandle: change.receiptHandle, visibilityTimeout: change.seconds)
        }
        let answers = try await sqs.changeMessagesVisibility(queueURL: queue.url, entries)
        var outcomes: [String: Outcome] = [:]
        for (entry, change) in zip(entries, changes) {
            outcomes[change.messageID] =
                switch answers[entry.id] {
                case .success?: .done
                case .failure(let failure)?: failure.isSenderFault ? .lost : .failed
                case nil: .failed
                }
        }
        return outcomes
    }
}

extension DeadLetter {
    init(_ message: SQSMessage, queue: String) {
        self.init(
            messageID: message.messageID, receiptHandle: message.receiptHandle, queue: queue, body: message.body,
            attributes: message.messageAttributes.mapValues { OpsDomain.MessageAttribute($0) },
            systemAttributes: message.attributes, receiveCount: message.receiveCount ?? 0,
            sentAt: message.sentTimestamp.map { Timestamp(milliseconds: $0) },
            firstReceivedAt: message.firstReceiveTimestamp.map { Timestamp(milliseconds: $0) })
    }
}

extension OpsDomain.MessageAttribute {
    init(_ attribute: AWSClient.MessageAttribute) {
        let value: Value =
            switch attribute.value {
            case .string(let text): .text(text)
            case .binary(let bytes): .binary(bytes)
            }
        self.init(dataType: attribute.dataType, value: value)
    }
}
