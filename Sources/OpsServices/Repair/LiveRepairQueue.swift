import AWSClient
import OpsDomain
import Synchronization

/// Queues as a repair needs them, over SQS.
package final class LiveRepairQueue: Sendable {
    private let sqs: SQSClient
    private let keeper: LeaseKeeper
    private let urls = Mutex<[String: String]>([:])

    private init(sqs: SQSClient, keeper: LeaseKeeper) {
        self.sqs = sqs
        self.keeper = keeper
    }

    package static func make(sqs: SQSClient, keeper: LeaseKeeper) -> RepairQueue {
        let live = LiveRepairQueue(sqs: sqs, keeper: keeper)
        return RepairQueue(
            send: { await live.send($0, $1) }, delete: { await live.delete($0, $1) }, look: { await live.look($0) },
            receipts: { await keeper.receipts(of: $0) }, held: { await keeper.letters },
            forget: { await keeper.forget($0) })
    }

    private func url(_ queue: String) async throws -> String {
        if let known = urls.withLock({ $0[queue] }) { return known }
        let url = try await sqs.getQueueURL(name: queue)
        urls.withLock { $0[queue] = url }
        return url
    }

    // MARK: Sending

    private func send(_ queue: String, _ messages: [RepairQueue.Outgoing]) async -> [Int: SendOutcome] {
        func all(_ outcome: SendOutcome) -> [Int: SendOutcome] {
            Dictionary(messages.map { ($0.number, outcome) }, uniquingKeysWith: { first, _ in first })
        }
        let translation = FailureTranslation(resource: "queue \(queue)")
        do {
            let url = try await url(queue)
            let entries = messages.map { SendBatchEntry(id: "m\($0.number)", message: OutgoingMessage($0.message)) }
            let answers = try await sqs.sendMessages(queueURL: url, entries)
            let outcomes = messages.map { ($0.number, Self.outcome(answers["m\($0.number)"])) }
            return Dictionary(outcomes, uniquingKeysWith: { first, _ in first })
        } catch let error as AWSError {
            let failure = translation.failure(error)
            return all(
                error.operation == "SendMessageBatch" && error.mayHaveBeenDone
                    ? .lost(failure.sentence) : .refused(failure.sentence, isTransient: failure.isTransient))
        } catch {
            // Cut short: nothing here cancels a request, so that this is not known to happen; nobody knows what became of it.
            return all(.lost("The request was cut short."))
        }
    }

    private static func outcome(_ answer: Result<SendReceipt, BatchFailure>?) -> SendOutcome {
        switch answer {
        case .success(let receipt)?: return .sent(messageID: receipt.messageID)
        case .failure(let failure)?:
            let sentence = "SQS refused it (\(failure.code)). \(failure.message)"
            switch failure.code {
            case "MessageDigestMismatch": return .garbled("\(failure.message).")
            case "MissingBatchResult": return .lost("\(failure.message).")
            default: return .refused(sentence, isTransient: !failure.isSenderFault)
            }
        case nil: return .lost("SQS did not say what became of it.")
        }
    }

    // MARK: Deleting

    private func delete(_ queue: String, _ messages: [RepairQueue.Deletion]) async -> [Int: DeleteOutcome] {
        func all(_ outcome: DeleteOutcome) -> [Int: DeleteOutcome] {
            Dictionary(messages.map { ($0.number, outcome) }, uniquingKeysWith: { first, _ in first })
        }
        do {
            let entries = messages.map { DeleteBatchEntry(id: "m\($0.number)", receiptHandle: $0.receiptHandle) }
            let answers = try await sqs.deleteMessages(queueURL: try await url(queue), entries)
            let outcomes = messages.map { message -> (Int, DeleteOutcome) in
                switch answers["m\(message.number)"] {
                case .success?: (message.number, .done)
                case .failure(let failure)?:
                    (message.number, .failed("SQS refused it (\(failure.code)). \(failure.message)"))
                case nil: (message.number, .failed("SQS did not say what became of it."))
                }
            }
            return Dictionary(outcomes, uniquingKeysWith: { first, _ in first })
        } catch let error as AWSError {
            return all(.failed(FailureTranslation(resource: "queue \(queue)").failure(error).sentence))
        } catch {
            return all(.failed("The request was cut short."))
        }
    }

    // MARK: Looking

    /// So long is what is looked at hidden from others, at most; it is given back at once.
    private static let lookVisibility = 30
    /// More messages than these are not looked at: what was sent just now is among the last of many.
    private static let mostLooked = 1_000

    /// A look counts as a receive: at a queue that moves its messages on after the first one nobody looks, and a message
    /// that has one receive left ends the look.
    private func look(_ queue: String) async -> [SendEvidence.Seen] {
        var seen: [SQSMessage] = []
        do {
            let url = try await url(queue)
            let attributes = try await sqs.getQueueAttributes(queueURL: url)
            let most = LiveQueueService.redrive(attributes)?.maximumReceives
            if let most, most <= 1 { return [] }
            var request = ReceiveMessageRequest(queueURL: url)
            request.visibilityTimeout = Self.lookVisibility
            request.waitTimeSeconds = 1
            while seen.count < Self.mostLooked {
                let batch = try await sqs.receiveMessages(request)
                seen += batch
                let isNearItsEnd = most.map { most in batch.contains { ($0.receiveCount ?? most) >= most } } ?? false
                if batch.isEmpty || isNearItsEnd { break }
            }
            await sqs.giveBack(seen.map(\.receiptHandle), queueURL: url)
        } catch {
            // What was not seen stays in doubt, which is told; what was received comes back by itself.
        }
        return seen.map { message in
            SendEvidence.Seen(
                messageID: message.messageID, body: message.body,
                attributes: message.messageAttributes.mapValues { OpsDomain.MessageAttribute($0) },
                sentAt: message.sentTimestamp.map { Timestamp(milliseconds: $0) })
        }
    }
}
