import AWSClient
import OpsDomain

/// Emptying a queue, its messages saved first.
struct LivePurge: Sendable {
    /// What is saved is held in memory, with the text of the file that is made of it.
    static let mostBytes = 128 << 20
    /// Seconds that what was received stays hidden; what comes again is known by its id.
    private static let hold = 300
    private static let receivers = 4

    let queue: String
    let sqs: SQSClient

    private struct Held: Sendable {
        var messages: [SavedMessage] = []
        /// By message id: the latest one counts.
        var receipts: [String: String] = [:]
        var bytes = 0
    }

    private var translation: FailureTranslation { FailureTranslation(resource: "queue \(queue)") }

    func run(_ saving: PurgeSaving?) async throws -> PurgeOutcome {
        let url = try await translation.run { try await sqs.getQueueURL(name: queue) }
        guard let saving else {
            try await purge(url, saved: nil)
            return PurgeOutcome(saved: 0, path: nil)
        }
        var held = Held()
        do {
            try await collect(url, into: &held, saving)
            try await refuseIfFIFOHoldsMore(url, held)
            var path: String?
            if !held.messages.isEmpty { path = try await saving.write(held.messages) }
            try await purge(url, saved: path)
            return PurgeOutcome(saved: held.messages.count, path: path)
        } catch {
            let receipts = Array(held.receipts.values)
            // Not cancelled with the rest: others wait for these messages.
            await Task { await sqs.giveBack(receipts, queueURL: url) }.value
            throw error
        }
    }

    // MARK: Saving

    /// Receives until two looks in a row bring nothing new to any of the receivers. After a failure what is under way is
    /// waited for, so that it can be given back.
    private func collect(_ url: String, into held: inout Held, _ saving: PurgeSaving) async throws {
        var failure: (any Error)?
        await withTaskGroup(of: Result<[SQSMessage], any Error>.self) { group in
            var empty = 0
            for _ in 0..<Self.receivers { group.addTask { await receive(url) } }
            while let result = await group.next() {
                do {
                    empty = take(try result.get(), &held) ? 0 : empty + 1
                    try Task.checkCancellation()
                    if held.bytes > Self.mostBytes { throw tooMuch }
                } catch {
                    failure = failure ?? error
                }
                saving.progress(held.messages.count)
                if failure == nil, empty < 2 * Self.receivers { group.addTask { await receive(url) } }
            }
        }
        if let failure { throw failure }
    }

    private var tooMuch: ServiceFailure {
        ServiceFailure(
            reason: .invalid,
            sentence: "\(queue) holds more than \(Self.mostBytes >> 20) MB, which is more than can be saved at once. "
                + "Nothing was purged.")
    }

    private func receive(_ url: String) async -> Result<[SQSMessage], any Error> {
        var request = ReceiveMessageRequest(queueURL: url)
        request.maxNumberOfMessages = 10
        request.visibilityTimeout = Self.hold
        request.waitTimeSeconds = 1
        let asked = request
        // An answer that nobody reads would have hidden its messages for nothing.
        let receiving = Task { try await sqs.receiveMessages(asked) }
        do {
            return .success(try await receiving.value)
        } catch {
            return .failure(translation.failure(error))
        }
    }

    private func take(_ messages: [SQSMessage], _ held: inout Held) -> Bool {
        var isNew = false
        for message in messages
        where held.receipts.updateValue(message.receiptHandle, forKey: message.messageID) == nil {
            isNew = true
            held.bytes += message.body.utf8.count
            held.messages.append(SavedMessage(message, queue: queue))
        }
        return isNew
    }

    /// A FIFO queue gives out no more of a group while some of it are in flight: what waits behind them cannot be saved.
    private func refuseIfFIFOHoldsMore(_ url: String, _ held: Held) async throws {
        guard queue.hasSuffix(".fifo") else { return }
        let name = "ApproximateNumberOfMessages"
        let left = try await translation.run {
            try await sqs.getQueueAttributes(queueURL: url, names: [name])[name].flatMap { Int($0) } ?? 0
        }
        guard left > 0 else { return }
        throw ServiceFailure(
            reason: .invalid,
            sentence:
                "\(left) more messages wait behind the \(held.messages.count) that a FIFO queue gives out at once: "
                + "they cannot be saved, so nothing was purged. Purge without saving to let them go.")
    }

    // MARK: Purging

    private func purge(_ url: String, saved path: String?) async throws {
        do {
            try await translation.run {
                do {
                    try await sqs.purgeQueue(queueURL: url)
                } catch let error as AWSError {
                    throw told(error)
                }
            }
        } catch let failure as ServiceFailure {
            guard let path else { throw failure }
            throw ServiceFailure(
                reason: failure.reason, sentence: "\(failure.sentence) What was received is saved in \(path).",
                requestID: failure.requestID, isTransient: failure.isTransient, mayBeDone: failure.mayBeDone)
        }
    }

    private func told(_ error: AWSError) -> ServiceFailure {
        let failure = translation.failure(error)
        if error.code.hasSuffix("PurgeQueueInProgress") {
            return ServiceFailure(
                reason: .throttled,
                sentence: "\(queue) was purged less than \(PurgeOutcome.interval) s ago: SQS takes one purge a minute. "
                    + "Nothing was purged now.",
                requestID: failure.requestID, isTransient: true)
        }
        guard error.mayHaveBeenDone else { return failure }
        return ServiceFailure(
            reason: failure.reason, sentence: "\(failure.sentence) Whether it was purged is not known: look again.",
            requestID: failure.requestID, isTransient: failure.isTransient, mayBeDone: true)
    }
}
