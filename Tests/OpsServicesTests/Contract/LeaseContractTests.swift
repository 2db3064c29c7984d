import AWSClient
import OpsDomain
import OpsServices
import Testing

/// Leases over SQS itself: what the console holds, others do not see, and get back.
@Suite(.enabled(if: LiveServer.url != nil))
struct LeaseContractTests {
    /// A dead-letter queue of one's own with some messages.
    private struct Subject {
        let name: String
        let url: String
        let sqs: SQSClient
        let sent: Set<String>

        func keeper(_ settings: LeaseSettings = LeaseSettings()) -> DeadLetterService {
            LeaseKeeper(queueName: name, queue: .live(name: name, sqs: sqs), settings: settings).service()
        }

        /// Visible and in flight, as SQS tells them.
        func counts() async throws -> [Int] {
            let attributes = try await sqs.getQueueAttributes(queueURL: url)
            return ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
                .map { attributes[$0].flatMap { Int($0) } ?? -1 }
        }

        func expect(counts: [Int], sourceLocation: SourceLocation = #_sourceLocation) async throws {
            let found = try await self.counts()
            #expect(found == counts, sourceLocation: sourceLocation)
        }

        /// Asks until the queue's counts are these.
        func come(to counts: [Int]) async throws {
            for _ in 0..<200 {
                if try await self.counts() == counts { return }
                try await Task.sleep(for: .milliseconds(50))
            }
            try await expect(counts: counts)
        }
    }

    private func withSubject(messages count: Int, _ body: (Subject) async throws -> Void) async throws {
        try await LiveServer.withConnection { connection in
            let sqs = SQSClient(connection)
            let name = LiveServer.ownName()
            let url = try await sqs.createQueue(name: name, attributes: ["MessageRetentionPeriod": "1209600"])
            var sent: Set<String> = []
            for number in 0..<count {
                var message = OutgoingMessage(body: #"{"number":\#(number)}"#)
                message.attributes = ["source": .string("checkout")]
                sent.insert(try await sqs.sendMessage(queueURL: url, message).messageID)
            }
            try await body(Subject(name: name, url: url, sqs: sqs, sent: sent))
        }
    }

    /// Reads a lease until it has caught up.
    private func untilCaughtUp(_ iterator: inout AsyncStream<LeaseEvent>.Iterator) async -> [DeadLetter] {
        var letters: [DeadLetter] = []
        while let event = await iterator.next() {
            switch event {
            case .leased(let more, _): letters += more
            case .caughtUp: return letters
            case .failed(let failure): Issue.record("\(failure)")
            case .opened, .extended, .full, .lost, .removed: break
            }
        }
        return letters
    }

    @Test func everythingIsLeasedOnceAndGivenBackAtOnce() async throws {
        try await withSubject(messages: 23) { subject in
            let service = subject.keeper()
            var iterator = service.lease().makeAsyncIterator()
            #expect(await iterator.next() == .opened(queue: subject.name, retention: .seconds(1_209_600)))
            let letters = await untilCaughtUp(&iterator)
            #expect(letters.count == 23)
            #expect(Set(letters.map(\.messageID)) == subject.sent)
            #expect(letters.allSatisfy { $0.receiveCount == 1 && $0.sentAt != nil && $0.firstReceivedAt != nil })
            #expect(
                letters.allSatisfy {
                    $0.attributes["source"] == OpsDomain.MessageAttribute(dataType: "String", value: .text("checkout"))
                })
            try await subject.expect(counts: [0, 23])

            #expect(await service.releaseAll(.seconds(10)) == LeaseRelease(released: 23, left: 0))
            try await subject.expect(counts: [23, 0])
            #expect(await iterator.next() == nil)
        }
    }

    @Test func aSecondLookSharesWhatIsHeld() async throws {
        try await withSubject(messages: 5) { subject in
            let service = subject.keeper()
            var first = service.lease().makeAsyncIterator()
            let letters = await untilCaughtUp(&first)
            var second = service.lease().makeAsyncIterator()
            var shared: [DeadLetter] = []
            while shared.count < letters.count, let event = await second.next() {
                if case .leased(let more, _) = event { shared += more }
            }
            #expect(Set(shared) == Set(letters))
            #expect(await service.releaseAll(.seconds(10)).released == 5)
        }
    }

    @Test func aLeaseIsExtendedPastItsFirstEnd() async throws {
        try await withSubject(messages: 12) { subject in
            var settings = LeaseSettings()
            settings.visibility = .seconds(3)
            settings.extensionMargin = .seconds(2)
            settings.retryInterval = .milliseconds(200)
            let service = subject.keeper(settings)
            var iterator = service.lease().makeAsyncIterator()
            var firstEnd: Timestamp?
            var held: Timestamp?
            var lost: [String] = []
            // Until every lease has been extended to a moment that the first lease's end is well before.
            while let event = await iterator.next() {
                switch event {
                case .leased(_, let until): firstEnd = max(firstEnd ?? until, until)
                case .lost(let ids): lost += ids
                case .extended(_, let until): held = until
                default: break
                }
                if let held, let firstEnd, held.seconds(since: firstEnd) > 3 { break }
            }
            #expect(lost.isEmpty)
            try await subject.expect(counts: [0, 12])
            #expect(await service.releaseAll(.seconds(10)) == LeaseRelease(released: 12, left: 0))
            try await subject.expect(counts: [12, 0])
        }
    }

    @Test func aMessageThatCameBackIsLostAndLeasedAnew() async throws {
        try await withSubject(messages: 2) { subject in
            var settings = LeaseSettings()
            settings.calmInterval = .milliseconds(100)
            let service = subject.keeper(settings)
            var iterator = service.lease().makeAsyncIterator()
            let letter = try #require(await untilCaughtUp(&iterator).first)
            try await subject.sqs.changeMessageVisibility(
                queueURL: subject.url, receiptHandle: letter.receiptHandle, seconds: 0)
            var lost: [String] = []
            var anew: [DeadLetter] = []
            while anew.isEmpty, let event = await iterator.next() {
                if case .lost(let ids) = event { lost += ids }
                if case .leased(let letters, _) = event { anew += letters }
            }
            #expect(lost == [letter.messageID])
            #expect(anew.map(\.messageID) == [letter.messageID])
            #expect(anew.first?.receiptHandle != letter.receiptHandle)
            // A receive under way may take a message that was just given back; it is given back once more.
            let release = await service.releaseAll(.seconds(10))
            #expect(release.released >= 2 && release.left == 0, "\(release)")
            try await subject.expect(counts: [2, 0])
        }
    }

    @Test func lookingAwayGivesBack() async throws {
        try await withSubject(messages: 11) { subject in
            let service = subject.keeper()
            let reader = Task {
                for await event in service.lease() {
                    if case .caughtUp = event { return }
                }
            }
            await reader.value
            try await subject.come(to: [11, 0])
            _ = await service.releaseAll(.seconds(10))
        }
    }

    @Test func aQueueThatPassesItsMessagesOnIsLeftAlone() async throws {
        try await withSubject(messages: 1) { subject in
            let next = try await subject.sqs.createQueue(name: LiveServer.ownName())
            let arn = try #require(try await subject.sqs.getQueueAttributes(queueURL: next)["QueueArn"])
            try await subject.sqs.setQueueAttributes(
                queueURL: subject.url,
                attributes: ["RedrivePolicy": #"{"deadLetterTargetArn":"\#(arn)","maxReceiveCount":1}"#])
            let service = subject.keeper()
            var iterator = service.lease().makeAsyncIterator()
            guard case .failed(let failure)? = await iterator.next() else {
                Issue.record("it was looked into")
                return
            }
            #expect(failure.reason == .invalid)
            try await subject.expect(counts: [1, 0])
            _ = await service.releaseAll(.seconds(10))
        }
    }
}
