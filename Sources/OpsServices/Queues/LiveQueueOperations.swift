import AWSClient
import OpsDomain

/// Changing queues over SQS. A read-only one refuses before any request is made.
package struct LiveQueueOperations: Sendable {
    private let sqs: SQSClient
    private let isReadOnly: Bool
    private let addresses: QueueAddresses
    /// Gives back what this program holds of a queue's messages: what is in flight is neither moved nor received.
    private let release: @Sendable (_ queue: String) async -> Void

    /// - Parameter release: called before a queue's messages are moved or purged.
    package static func make(
        sqs: SQSClient, isReadOnly: Bool, release: @escaping @Sendable (_ queue: String) async -> Void = { _ in }
    ) -> QueueOperations {
        let live = LiveQueueOperations(
            sqs: sqs, isReadOnly: isReadOnly, addresses: QueueAddresses(sqs), release: release)
        return QueueOperations(
            send: { try await live.send($1, to: $0) },
            purge: { queue, saving in
                try live.refuseIfReadOnly("purged")
                await live.release(queue)
                return try await LivePurge(queue: queue, sqs: sqs).run(saving)
            },
            startMove: { try await live.startMove($0) },
            moves: { try await live.moves($0) },
            cancelMove: { try await live.cancelMove($0) },
            canary: { request in
                try live.refuseIfReadOnly("moved")
                await live.release(request.queue)
                return try await LiveCanary(request, sqs: sqs, addresses: live.addresses).move()
            },
            sight: { try await LiveCanary($0, sqs: sqs, addresses: live.addresses).sight($1, $2) })
    }

    private func refuseIfReadOnly(_ participle: String) throws {
        guard isReadOnly else { return }
        throw ServiceFailure(
            reason: .readOnly,
            sentence: "The console is read-only: nothing was \(participle). Start it without --read-only.")
    }

    // MARK: Sending

    private func send(_ message: QueueMessage, to queue: String) async throws -> SentMessage {
        try refuseIfReadOnly("sent")
        return try await sqs.send(message, to: queue)
    }

    // MARK: Redrives

    private func startMove(_ request: MoveRequest) async throws {
        try refuseIfReadOnly("moved")
        await release(request.queue)
        try await FailureTranslation(resource: "queue \(request.queue)").run {
            let source = try await addresses.arn(of: request.queue)
            var destination: String?
            if let name = request.destination { destination = try await addresses.arn(of: name) }
            do {
                _ = try await sqs.startMessageMoveTask(
                    sourceARN: source, destinationARN: destination, rate: request.rate)
            } catch let error as AWSError {
                throw Self.refusal(error, queue: request.queue) ?? error
            }
        }
    }

    /// SQS's refusals that have a plain meaning; the codes alone do not tell them from others.
    private static func refusal(_ error: AWSError, queue: String) -> ServiceFailure? {
        let words = error.message.lowercased()
        let sentence: String
        if error.kind == .service, words.contains("dead letter queue") || words.contains("dead-letter queue") {
            sentence = "\(queue) is nobody's dead-letter queue: SQS moves messages out of those only."
        } else if error.kind == .service, words.contains("already a task running") {
            sentence = "A redrive of \(queue) is running already: SQS runs one at a time."
        } else {
            return nil
        }
        return ServiceFailure(reason: .invalid, sentence: sentence, requestID: error.requestID)
    }

    private func moves(_ queue: String) async throws -> [MoveTask] {
        try await FailureTranslation(resource: "redrives of \(queue)").run {
            try await sqs.listMessageMoveTasks(sourceARN: try await addresses.arn(of: queue)).map { MoveTask($0) }
        }
    }

    private func cancelMove(_ task: MoveTask) async throws -> Int? {
        try refuseIfReadOnly("cancelled")
        guard let handle = task.handle else {
            throw ServiceFailure(reason: .invalid, sentence: "The redrive is over: there is nothing to cancel.")
        }
        return try await FailureTranslation(resource: "redrive").run {
            try await sqs.cancelMessageMoveTask(taskHandle: handle)
        }
    }
}

extension SQSClient {
    /// Sends a message to a queue by its name; failures as the console tells them.
    func send(_ message: QueueMessage, to queue: String) async throws -> SentMessage {
        let translation = FailureTranslation(resource: "queue \(queue)")
        let url = try await translation.run { try await getQueueURL(name: queue) }
        return try await translation.run {
            do {
                let receipt = try await sendMessage(queueURL: url, OutgoingMessage(message))
                return SentMessage(messageID: receipt.messageID, sequenceNumber: receipt.sequenceNumber)
            } catch let error as AWSError where error.mayHaveBeenDone {
                let failure = translation.failure(error)
                throw ServiceFailure(
                    reason: failure.reason,
                    sentence:
                        "\(failure.sentence) Whether the message was sent is not known: look into \(queue) before "
                        + "sending again.",
                    requestID: failure.requestID, isTransient: failure.isTransient, mayBeDone: true)
            }
        }
    }
}

extension MoveTask {
    init(_ task: MessageMoveTask) {
        self.init(
            handle: task.taskHandle, status: Status(task.status ?? "UNKNOWN"),
            destination: task.destinationArn.flatMap { $0.split(separator: ":").last.map(String.init) },
            rate: task.maxNumberOfMessagesPerSecond, moved: task.approximateNumberOfMessagesMoved,
            toMove: task.approximateNumberOfMessagesToMove, failureReason: task.failureReason,
            startedAt: task.startedTimestamp.map { Timestamp(milliseconds: $0) })
    }
}

extension OutgoingMessage {
    init(_ message: QueueMessage) {
        self.init(body: message.body)
        attributes = message.attributes.mapValues { AWSClient.MessageAttribute($0) }
        traceHeader = message.traceHeader
        groupID = message.groupID
        deduplicationID = message.deduplicationID
        delaySeconds = message.delay
    }
}

extension AWSClient.MessageAttribute {
    init(_ attribute: OpsDomain.MessageAttribute) {
        switch attribute.value {
        case .text(let text): self.init(dataType: attribute.dataType, value: .string(text))
        case .binary(let bytes): self.init(dataType: attribute.dataType, value: .binary(bytes))
        }
    }
}

extension SavedMessage {
    init(_ message: SQSMessage, queue: String) {
        self.init(DeadLetter(message, queue: queue))
    }
}

extension SQSClient {
    /// Makes messages visible again, ten at a time. One that this fails for becomes visible by itself, so that a failure is
    /// none of anybody's news.
    func giveBack(_ receiptHandles: [String], queueURL: String) async {
        for start in stride(from: 0, to: receiptHandles.count, by: 10) {
            let entries = receiptHandles[start..<min(start + 10, receiptHandles.count)].enumerated().map {
                VisibilityBatchEntry(id: "m\($0)", receiptHandle: $1, visibilityTimeout: 0)
            }
            do {
                _ = try await changeMessagesVisibility(queueURL: queueURL, entries)
            } catch {
                continue
            }
        }
    }
}
