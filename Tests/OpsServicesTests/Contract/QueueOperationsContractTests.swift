import AWSClient
import OpsDomain
import OpsServices
import Synchronization
import Testing

/// Sending, purging, redrives and canaries over SQS itself.
@Suite(.enabled(if: LiveServer.url != nil))
struct QueueOperationsContractTests {
    /// A queue with a dead-letter queue of its own.
    private struct Subject {
        let source: String
        let deadLetters: String
        let sourceURL: String
        let deadURL: String
        let sqs: SQSClient

        func operations(isReadOnly: Bool = false) -> QueueOperations {
            LiveQueueOperations.make(sqs: sqs, isReadOnly: isReadOnly)
        }

        func visible(_ url: String) async throws -> Int {
            Int(try await sqs.getQueueAttributes(queueURL: url)["ApproximateNumberOfMessages"] ?? "") ?? -1
        }

        /// Asks until the queue has so many.
        func come(_ url: String, to count: Int) async throws {
            for _ in 0..<200 {
                if try await visible(url) == count { return }
                try await Task.sleep(for: .milliseconds(50))
            }
            #expect(try await visible(url) == count)
        }

        /// Receives everything of the source, as a consumer that fails.
        func fail() async throws {
            for _ in 0..<3 {
                var request = ReceiveMessageRequest(queueURL: sourceURL)
                request.visibilityTimeout = 0
                request.waitTimeSeconds = 0
                _ = try await sqs.receiveMessages(request)
            }
        }

        func dead(_ count: Int) async throws {
            for number in 0..<count {
                var message = OutgoingMessage(body: "{\"number\":\(number)}")
                message.attributes = ["source": .string("shop"), "digest": .binary([1, 2])]
                message.traceHeader = "Root=1-5759e988-bd862e3fe1be46a994272793"
                _ = try await sqs.sendMessage(queueURL: sourceURL, message)
            }
            for _ in 0..<50 {
                if try await visible(deadURL) == count { return }
                try await fail()
            }
            #expect(try await visible(deadURL) == count)
        }
    }

    private func withSubject(fifo: Bool = false, _ body: (Subject) async throws -> Void) async throws {
        try await LiveServer.withConnection { connection in
            let sqs = SQSClient(connection)
            let end = fifo ? ".fifo" : ""
            let kind = fifo ? ["FifoQueue": "true"] : [:]
            let (source, dead) = (LiveServer.ownName() + end, LiveServer.ownName() + "-dlq" + end)
            let deadURL = try await sqs.createQueue(name: dead, attributes: kind)
            let arn = try #require(try await sqs.getQueueAttributes(queueURL: deadURL)["QueueArn"])
            let policy = #"{"deadLetterTargetArn":"\#(arn)","maxReceiveCount":1}"#
            let sourceURL = try await sqs.createQueue(
                name: source, attributes: kind.merging(["RedrivePolicy": policy]) { first, _ in first })
            try await body(
                Subject(source: source, deadLetters: dead, sourceURL: sourceURL, deadURL: deadURL, sqs: sqs))
        }
    }

    @Test func whatIsSentArrivesWithEverything() async throws {
        try await withSubject { subject in
            var message = QueueMessage(body: "hello\u{1F600}")
            message.attributes = ["n": OpsDomain.MessageAttribute(dataType: "Number", value: .text("3"))]
            message.groupID = "tenant"
            message.traceHeader = "Root=1-5759e988-bd862e3fe1be46a994272793"
            let sent = try await subject.operations().send(subject.source, message)
            let received = try #require(
                try await subject.sqs.receiveMessages(ReceiveMessageRequest(queueURL: subject.sourceURL)).first)
            #expect(received.messageID == sent.messageID && received.body == message.body)
            #expect(received.messageAttributes["n"] == .number("3"))
            #expect(received.traceHeader == message.traceHeader && received.groupID == "tenant")
        }
        try await withSubject(fifo: true) { subject in
            var message = QueueMessage(body: "x")
            (message.groupID, message.deduplicationID) = ("g", "d")
            let sent = try await subject.operations().send(subject.source, message)
            #expect(sent.sequenceNumber != nil)
        }
    }

    @Test func aQueueThatIsNotThereIsTold() async throws {
        try await withSubject { subject in
            await #expect(throws: ServiceFailure.self) {
                _ = try await subject.operations().send("no-such-queue", QueueMessage(body: "x"))
            }
        }
    }

    @Test func everythingIsSavedBeforeItIsPurged() async throws {
        try await withSubject { subject in
            for number in 0..<37 {
                _ = try await subject.sqs.sendMessage(
                    queueURL: subject.sourceURL, OutgoingMessage(body: "number \(number)"))
            }
            let saved = Mutex<[SavedMessage]>([])
            let outcome = try await subject.operations().purge(
                subject.source,
                PurgeSaving(write: { messages in
                    let visible = try await subject.visible(subject.sourceURL)
                    #expect(visible == 0)
                    saved.withLock { $0 = messages }
                    return "/tmp/saved"
                }))
            #expect(outcome == PurgeOutcome(saved: 37, path: "/tmp/saved"))
            #expect(Set(saved.withLock { $0 }.map(\.body)) == Set((0..<37).map { "number \($0)" }))
            let attributes = try await subject.sqs.getQueueAttributes(queueURL: subject.sourceURL)
            #expect(attributes["ApproximateNumberOfMessagesNotVisible"] == "0")
            // A second one within the minute is refused.
            do {
                _ = try await subject.operations().purge(subject.source, nil)
                Issue.record("purged twice")
            } catch let failure as ServiceFailure {
                #expect(failure.reason == .throttled && failure.sentence.contains("one purge a minute"))
            }
        }
    }

    @Test func whatCannotBeSavedIsNotPurged() async throws {
        try await withSubject { subject in
            for _ in 0..<12 {
                _ = try await subject.sqs.sendMessage(queueURL: subject.sourceURL, OutgoingMessage(body: "x"))
            }
            let failure = ServiceFailure(reason: .invalid, sentence: "The disk is full.")
            await #expect(throws: failure) {
                _ = try await subject.operations().purge(subject.source, PurgeSaving(write: { _ in throw failure }))
            }
            try await subject.come(subject.sourceURL, to: 12)
        }
    }

    @Test func aFIFOQueueThatCannotBeSavedWholeIsNotPurged() async throws {
        try await withSubject(fifo: true) { subject in
            for number in 0..<15 {
                var message = OutgoingMessage(body: "\(number)")
                (message.groupID, message.deduplicationID) = ("g", "d\(number)")
                _ = try await subject.sqs.sendMessage(queueURL: subject.sourceURL, message)
            }
            do {
                _ = try await subject.operations().purge(subject.source, PurgeSaving(write: { _ in "x" }))
                Issue.record("purged")
            } catch let failure as ServiceFailure {
                #expect(failure.sentence.contains("5 more messages wait behind"))
            }
            try await subject.come(subject.sourceURL, to: 15)
        }
    }

    @Test func aRedriveIsWatchedAndListed() async throws {
        try await withSubject { subject in
            try await subject.dead(5)
            let operations = subject.operations()
            try await operations.startMove(MoveRequest(queue: subject.deadLetters, rate: 500))
            var latest: MoveTask?
            for _ in 0..<100 {
                latest = try await operations.moves(subject.deadLetters).first
                if latest?.status == .completed { break }
                try await Task.sleep(for: .milliseconds(50))
            }
            let task = try #require(latest)
            #expect(task.status == .completed && task.moved == 5 && task.toMove == 5 && task.rate == 500)
            #expect(task.handle == nil && task.startedAt != nil && task.destination == nil)
            let visible = try await subject.visible(subject.sourceURL)
            #expect(visible == 5)
        }
    }

    @Test func aRedriveIsStopped() async throws {
        try await withSubject { subject in
            try await subject.dead(6)
            let operations = subject.operations()
            try await operations.startMove(
                MoveRequest(queue: subject.deadLetters, destination: subject.source, rate: 1))
            let task = try #require(try await operations.moves(subject.deadLetters).first)
            #expect(task.status == .running && task.destination == subject.source)
            // Only one at a time.
            do {
                try await operations.startMove(MoveRequest(queue: subject.deadLetters))
                Issue.record("two at once")
            } catch let failure as ServiceFailure {
                #expect(failure.sentence.contains("running already"))
            }
            _ = try await operations.cancelMove(task)
            for _ in 0..<100 {
                if try await operations.moves(subject.deadLetters).first?.status == .cancelled { return }
                try await Task.sleep(for: .milliseconds(50))
            }
            Issue.record("not cancelled")
        }
    }

    @Test func aQueueOfNoDeadLettersIsRefusedPlainly() async throws {
        try await withSubject { subject in
            do {
                try await subject.operations().startMove(MoveRequest(queue: subject.source))
                Issue.record("moved")
            } catch let failure as ServiceFailure {
                #expect(failure.sentence.contains("nobody's dead-letter queue"))
            }
        }
    }

    @Test func aCanaryIsMovedWholeAndSeenWhenItFails() async throws {
        try await withSubject { subject in
            try await subject.dead(12)
            let operations = subject.operations()
            let request = CanaryRequest(queue: subject.deadLetters, count: 2)
            let sent = try await operations.canary(request).compactMap { fate -> CanaryFate.Moved? in
                if case .moved(let moved) = fate { moved } else { nil }
            }
            #expect(sent.count == 2 && sent.allSatisfy { $0.destination == subject.source })
            let visible = try await subject.visible(subject.deadURL)
            #expect(visible == 10)
            let first = try await operations.sight(request, sent, .ifGrown(beyond: nil))
            #expect(first.depth == 10 && first.returned.isEmpty && first.longestReturn == 30)
            #expect(
                first.destinations == [
                    CanarySighting.Depth(queue: subject.source, visible: 2, inFlight: 0, delayed: 0)
                ])
            // The consumer fails again.
            var request2 = ReceiveMessageRequest(queueURL: subject.sourceURL)
            request2.visibilityTimeout = 0
            let received = try await subject.sqs.receiveMessages(request2)
            #expect(received.allSatisfy { $0.messageAttributes["digest"] == .binary([1, 2]) && $0.traceHeader != nil })
            for _ in 0..<20 where try await subject.visible(subject.deadURL) < 12 { try await subject.fail() }
            let second = try await operations.sight(request, sent, .ifGrown(beyond: first.depth))
            #expect(second.returned == Set(sent.map(\.newID)))
            // What was looked at is there for others at once.
            try await subject.come(subject.deadURL, to: 12)
        }
    }

    @Test func aFIFOCanaryKeepsItsGroup() async throws {
        try await withSubject(fifo: true) { subject in
            var message = OutgoingMessage(body: "x")
            (message.groupID, message.deduplicationID) = ("g", "d")
            _ = try await subject.sqs.sendMessage(queueURL: subject.sourceURL, message)
            for _ in 0..<20 where try await subject.visible(subject.deadURL) < 1 { try await subject.fail() }
            let fates = try await subject.operations().canary(CanaryRequest(queue: subject.deadLetters))
            #expect(fates.count == 1 && fates.first?.problem == nil)
            let back = try #require(
                try await subject.sqs.receiveMessages(ReceiveMessageRequest(queueURL: subject.sourceURL)).first)
            #expect(back.groupID == "g" && back.body == "x")
        }
    }

    @Test func anEmptyQueueHasNoCanary() async throws {
        try await withSubject { subject in
            await #expect(throws: ServiceFailure.self) {
                _ = try await subject.operations().canary(CanaryRequest(queue: subject.deadLetters))
            }
        }
    }

    @Test func readOnlyRefusesEveryChange() async throws {
        try await withSubject { subject in
            try await subject.dead(1)
            let operations = subject.operations(isReadOnly: true)
            let task = MoveTask(
                handle: "h", status: .running, destination: nil, rate: nil, moved: nil, toMove: nil,
                failureReason: nil, startedAt: nil)
            let changes: [@Sendable () async throws -> Void] = [
                { _ = try await operations.send(subject.source, QueueMessage(body: "x")) },
                { _ = try await operations.purge(subject.deadLetters, nil) },
                { try await operations.startMove(MoveRequest(queue: subject.deadLetters)) },
                { _ = try await operations.cancelMove(task) },
                { _ = try await operations.canary(CanaryRequest(queue: subject.deadLetters)) },
            ]
            for change in changes {
                do {
                    try await change()
                    Issue.record("a read-only console wrote")
                } catch let failure as ServiceFailure {
                    #expect(failure.reason == .readOnly)
                }
            }
            let (moves, visible) = (
                try await operations.moves(subject.deadLetters), try await subject.visible(subject.deadURL)
            )
            #expect(moves.isEmpty && visible == 1)
        }
    }
}
