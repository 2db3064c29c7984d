import AWSClient
import OpsDomain

/// Moving single messages of a dead-letter queue, and looking for them there afterwards.
struct LiveCanary: Sendable {
    /// Seconds that a message is hidden while it is moved.
    private static let moveHold = 120
    /// Seconds that messages are hidden while they are looked at.
    private static let lookHold = 15
    /// At most so many receives a look.
    private static let mostLooks = 50

    private let request: CanaryRequest
    private let sqs: SQSClient
    private let addresses: QueueAddresses
    private let translation: FailureTranslation

    init(_ request: CanaryRequest, sqs: SQSClient, addresses: QueueAddresses) {
        self.request = request
        self.sqs = sqs
        self.addresses = addresses
        translation = FailureTranslation(resource: "queue \(request.queue)")
    }

    // MARK: Moving

    func move() async throws -> [CanaryFate] {
        let (request, translation) = (request, translation)
        let url = try await translation.run { try await addresses.url(of: request.queue) }
        let sources = request.destination == nil ? try await self.sources(url) : []
        // From the first receive on it goes to its end: a message cut off between send and delete would be in both queues.
        return try await Task {
            let messages = try await translation.run { try await receive(url) }
            guard !messages.isEmpty else {
                throw ServiceFailure(
                    reason: .invalid,
                    sentence:
                        "There is no message to be had in \(request.queue): it is empty, or somebody else holds them.")
            }
            return await move(messages, url, sources)
        }.value
    }

    private func receive(_ url: String) async throws -> [SQSMessage] {
        var messages: [SQSMessage] = []
        while messages.count < request.count {
            var asked = ReceiveMessageRequest(queueURL: url)
            asked.maxNumberOfMessages = min(10, request.count - messages.count)
            asked.visibilityTimeout = Self.moveHold
            asked.waitTimeSeconds = 1
            let more = try await sqs.receiveMessages(asked)
            if more.isEmpty { break }
            messages += more
        }
        return messages
    }

    private func move(_ messages: [SQSMessage], _ url: String, _ sources: [String]) async -> [CanaryFate] {
        var mover = CanaryMover(messageIDs: messages.map(\.messageID))
        while true {
            switch mover.next {
            case .send(let index):
                do {
                    let destination = try self.destination(of: messages[index], sources)
                    let sent = try await sqs.send(try outgoing(messages[index], to: destination), to: destination)
                    mover.sent(index, as: sent.messageID, to: destination)
                } catch {
                    mover.notSent(index, translation.failure(error))
                }
            case .delete(let index):
                do {
                    try await sqs.deleteMessage(queueURL: url, receiptHandle: messages[index].receiptHandle)
                    mover.deleted(index)
                } catch {
                    mover.notDeleted(index, translation.failure(error))
                }
            case .giveBack(let index):
                await sqs.giveBack([messages[index].receiptHandle], queueURL: url)
                mover.gaveBack(index)
            case .done(let fates): return fates
            }
        }
    }

    private func destination(of message: SQSMessage, _ sources: [String]) throws -> String {
        if let name = request.destination { return name }
        if let name = message.deadLetterSourceARN?.split(separator: ":").last { return String(name) }
        if sources.count == 1 { return sources[0] }
        throw ServiceFailure(
            reason: .invalid, sentence: "Where the message came from is not known: choose a destination.")
    }

    /// The message as it was sent, under a deduplication id of its own: SQS would say that it has one whose id it knows, and
    /// drop it.
    private func outgoing(_ message: SQSMessage, to destination: String) throws -> QueueMessage {
        if case .mismatch(let part) = message.integrity {
            throw ServiceFailure(
                reason: .unexpected, sentence: "SQS gave another \(part) than it took in: the message was left alone.")
        }
        var outgoing = SavedMessage(message, queue: request.queue).resent
        if destination.hasSuffix(".fifo") { outgoing.deduplicationID = RandomUUID.text() }
        return outgoing
    }

    /// Names of the queues whose dead letters come here; none where that may not be asked.
    private func sources(_ url: String) async throws -> [String] {
        do {
            let page = try await translation.run { try await sqs.listDeadLetterSourceQueues(queueURL: url) }
            return page.queueURLs.compactMap { $0.split(separator: "/").last.map(String.init) }
        } catch let failure as ServiceFailure {
            guard case .denied = failure.reason else { throw failure }
            return []
        }
    }

    // MARK: Looking

    func sight(_ sent: [CanaryFate.Moved], _ look: CanaryLook) async throws -> CanarySighting {
        try await translation.run {
            let url = try await addresses.url(of: request.queue)
            let attributes = try await sqs.getQueueAttributes(queueURL: url)
            let here = try depth(request.queue, attributes)
            var destinations: [CanarySighting.Depth] = []
            var longest: Int?
            for name in Set(sent.map(\.destination)).sorted() {
                let url = try await addresses.url(of: name)
                let attributes = try await sqs.getQueueAttributes(queueURL: url)
                destinations.append(try depth(name, attributes))
                if let seconds = longestReturn(attributes) { longest = max(longest ?? 0, seconds) }
            }
            let total = here.visible + here.inFlight + here.delayed
            // A receive counts where the dead-letter queue passes its messages on in turn.
            let mayLook = (attributes["RedrivePolicy"] ?? "").isEmpty
            var returned: Set<String> = []
            if mayLook, isWanted(look, total) { returned = await find(Set(sent.map(\.newID)), url) }
            return CanarySighting(
                depth: total, destinations: destinations, returned: returned, longestReturn: longest)
        }
    }

    private func isWanted(_ look: CanaryLook, _ total: Int) -> Bool {
        switch look {
        case .always: total > 0
        case .ifGrown(let least): least.map { total > $0 } ?? false
        }
    }

    private func depth(_ name: String, _ attributes: [String: String]) throws -> CanarySighting.Depth {
        func count(_ attribute: String) throws -> Int {
            guard let count = attributes[attribute].flatMap({ Int($0) }) else {
                throw ServiceFailure(
                    reason: .unexpected, sentence: "SQS did not tell how many messages \(name) has.")
            }
            return count
        }
        return CanarySighting.Depth(
            queue: name, visible: try count("ApproximateNumberOfMessages"),
            inFlight: try count("ApproximateNumberOfMessagesNotVisible"),
            delayed: try count("ApproximateNumberOfMessagesDelayed"))
    }

    private func longestReturn(_ attributes: [String: String]) -> Int? {
        guard let policy = LiveQueueService.redrive(attributes),
            let seconds = attributes["VisibilityTimeout"].flatMap({ Int($0) })
        else { return nil }
        return policy.maximumReceives * seconds
    }

    /// Which of the ids are in the queue. Everything that was looked at is given back; what could not be asked was not seen.
    private func find(_ wanted: Set<String>, _ url: String) async -> Set<String> {
        let sqs = sqs
        return await Task {
            var (found, receipts): (Set<String>, [String: String]) = ([], [:])
            for _ in 0..<Self.mostLooks where !wanted.isSubset(of: found) {
                var asked = ReceiveMessageRequest(queueURL: url)
                asked.visibilityTimeout = Self.lookHold
                asked.waitTimeSeconds = 1
                let messages: [SQSMessage]
                do {
                    messages = try await sqs.receiveMessages(asked)
                } catch {
                    break
                }
                // Hidden for some seconds only: what comes again says that all have been seen.
                if !messages.contains(where: { receipts[$0.messageID] == nil }) { break }
                for message in messages { receipts[message.messageID] = message.receiptHandle }
                found.formUnion(messages.map(\.messageID))
            }
            await sqs.giveBack(Array(receipts.values), queueURL: url)
            return found.intersection(wanted)
        }.value
    }
}
