import OpsDomain
import OpsServices
import Testing

@Suite struct LeaseKeeperTests {
    private let clock = SteppedClock()

    private func keeper(_ queue: FakeLeaseQueue, _ settings: LeaseSettings = LeaseSettings()) -> DeadLetterService {
        LeaseKeeper(queueName: "dlq", queue: queue.calls, clock: clock.ops, settings: settings).service()
    }

    /// Reads a lease until it has caught up; answers what was leased, by id with the newest receipt.
    private func untilCaughtUp(_ iterator: inout AsyncStream<LeaseEvent>.Iterator) async -> [String: String] {
        var receipts: [String: String] = [:]
        while let event = await iterator.next() {
            switch event {
            case .leased(let letters, _): for letter in letters { receipts[letter.messageID] = letter.receiptHandle }
            case .lost(let ids): for id in ids { receipts[id] = nil }
            case .caughtUp: return receipts
            case .opened, .extended, .full, .failed, .removed: break
            }
        }
        return receipts
    }

    @Test func everythingVisibleIsLeasedOnceAndGivenBackInTens() async {
        let queue = FakeLeaseQueue(messages: 34, clock: clock)
        let service = keeper(queue)
        var iterator = service.lease().makeAsyncIterator()
        #expect(await iterator.next() == .opened(queue: "dlq", retention: .seconds(1_209_600)))
        let leased = await untilCaughtUp(&iterator)
        #expect(leased.count == 34)
        #expect(await queue.visible.isEmpty)
        let release = await service.releaseAll(.seconds(5))
        #expect(release == LeaseRelease(released: 34, left: 0))
        #expect(await queue.visible.count == 34)
        #expect(await queue.largestBatch == 10)
        #expect(await iterator.next() == nil)
    }

    @Test func leasesAreExtendedWhileSomebodyLooks() async {
        let queue = FakeLeaseQueue(messages: 12, clock: clock)
        let service = keeper(queue)
        var iterator = service.lease().makeAsyncIterator()
        _ = await untilCaughtUp(&iterator)
        for _ in 0..<40 {
            await clock.sleeping(2)
            await clock.advance(15)
            _ = await untilCaughtUp(&iterator)
            #expect(await queue.visible.isEmpty)
        }
        #expect(await queue.changes.allSatisfy { $0.seconds == 120 })
        let release = await service.releaseAll(.seconds(5))
        #expect(release.released == 12)
    }

    @Test func aReceiveWhoseAnswerComesAfterLeavingIsGivenBackToo() async {
        let queue = FakeLeaseQueue(messages: 7, clock: clock)
        await queue.hold()
        let service = keeper(queue)
        let reader = Task {
            for await _ in service.lease() {}
        }
        await queue.holding()
        #expect(await queue.visible.isEmpty)
        reader.cancel()
        async let release = service.releaseAll(.seconds(60))
        await queue.letGo()
        #expect(await release.left == 0)
        await reader.value
        #expect(await queue.visible.count == 7)
    }

    @Test func leavingTheLastStreamReleases() async {
        let queue = FakeLeaseQueue(messages: 5, clock: clock)
        let service = keeper(queue)
        var first: AsyncStream<LeaseEvent>.Iterator? = service.lease().makeAsyncIterator()
        if var iterator = first { _ = await untilCaughtUp(&iterator) }
        #expect(await queue.visible.isEmpty)
        first = nil
        // A new stream waits until the release is through, then looks afresh.
        var second = service.lease().makeAsyncIterator()
        let again = await untilCaughtUp(&second)
        #expect(again.count == 5)
        _ = await service.releaseAll(.seconds(5))
        #expect(await queue.visible.count == 5)
    }

    @Test func aSecondStreamSharesWhatIsLeased() async {
        let queue = FakeLeaseQueue(messages: 5, clock: clock)
        let service = keeper(queue)
        var first = service.lease().makeAsyncIterator()
        let leased = await untilCaughtUp(&first)
        let receives = await queue.receives
        var second = service.lease().makeAsyncIterator()
        #expect(await second.next() == .opened(queue: "dlq", retention: .seconds(1_209_600)))
        guard case .leased(let letters, _) = await second.next() else {
            Issue.record("the second stream was not told of what is leased")
            return
        }
        #expect(Set(letters.map(\.receiptHandle)) == Set(leased.values))
        #expect(await queue.receives == receives)
        _ = await service.releaseAll(.seconds(5))
    }

    @Test func aStolenLeaseIsToldLost() async {
        let queue = FakeLeaseQueue(messages: 2, clock: clock)
        let service = keeper(queue)
        var iterator = service.lease().makeAsyncIterator()
        _ = await untilCaughtUp(&iterator)
        await queue.steal("m0")
        var lost: [String] = []
        for _ in 0..<8 where lost.isEmpty {
            await clock.sleeping(2)
            await clock.advance(15)
            while let event = await iterator.next() {
                if case .lost(let ids) = event { lost += ids }
                if case .caughtUp = event { break }
            }
        }
        #expect(lost == ["m0"])
        let release = await service.releaseAll(.seconds(5))
        #expect(release == LeaseRelease(released: 1, left: 0))
    }

    @Test func aMessageThatComesAgainHasItsNewestReceipt() async {
        let queue = FakeLeaseQueue(messages: 1, clock: clock)
        let service = keeper(queue)
        var iterator = service.lease().makeAsyncIterator()
        #expect(await untilCaughtUp(&iterator) == ["m0": "m0-1"])
        await queue.expose("m0")
        await clock.sleeping(2)
        await clock.advance(15)
        #expect(await untilCaughtUp(&iterator) == ["m0": "m0-2"])
        let release = await service.releaseAll(.seconds(5))
        #expect(release == LeaseRelease(released: 1, left: 0))
        #expect(await queue.visible == ["m0"])
    }

    @Test func noMoreThanTheBoundIsHeld() async {
        var settings = LeaseSettings()
        settings.maximumLeases = 25
        let queue = FakeLeaseQueue(messages: 100, clock: clock)
        let service = keeper(queue, settings)
        var iterator = service.lease().makeAsyncIterator()
        var count = 0
        while let event = await iterator.next() {
            if case .leased(let letters, _) = event { count += letters.count }
            if case .full(let held) = event {
                #expect(held == 20)
                break
            }
        }
        #expect(count == 20)
        _ = await service.releaseAll(.seconds(5))
        #expect(await queue.visible.count == 100)
    }

    @Test func aFailureIsToldAndLookingGoesOn() async {
        let queue = FakeLeaseQueue(messages: 3, clock: clock)
        await queue.setDown(true)
        let service = keeper(queue)
        var iterator = service.lease().makeAsyncIterator()
        _ = await iterator.next()
        guard case .failed(let failure) = await iterator.next() else {
            Issue.record("the failure was not told")
            return
        }
        #expect(failure.reason == .unreachable)
        await queue.setDown(false)
        await clock.sleeping(2)
        await clock.advance(2)
        #expect(await untilCaughtUp(&iterator).count == 3)
        _ = await service.releaseAll(.seconds(5))
    }

    @Test func whatCannotBeReleasedInTimeIsCounted() async {
        let queue = FakeLeaseQueue(messages: 3, clock: clock)
        let service = keeper(queue)
        var iterator = service.lease().makeAsyncIterator()
        _ = await untilCaughtUp(&iterator)
        await queue.setDown(true)
        let release = await service.releaseAll(.seconds(5))
        #expect(release == LeaseRelease(released: 0, left: 3))
    }

    @Test func theDeadlineHoldsThoughAReceiveHangs() async {
        let queue = FakeLeaseQueue(messages: 4, clock: clock)
        await queue.hold()
        let service = keeper(queue)
        let reader = Task {
            for await _ in service.lease() {}
        }
        await queue.holding()
        async let release = service.releaseAll(.seconds(7))
        await clock.sleeping(for: .seconds(7))
        await clock.advance(7)
        _ = await release
        await reader.value
        await queue.letGo()
        // The hanging receive's messages go back once it has answered.
        #expect(await service.releaseAll(.seconds(60)).left == 0)
    }

    @Test func aQueueThatPassesItsMessagesOnIsLeftAlone() async {
        let queue = FakeLeaseQueue(messages: 4, clock: clock)
        await queue.setAttribute("RedrivePolicy", #"{"maxReceiveCount":3}"#)
        let service = keeper(queue)
        var iterator = service.lease().makeAsyncIterator()
        guard case .failed = await iterator.next() else {
            Issue.record("it was looked into")
            return
        }
        #expect(await queue.receives == 0)
        _ = await service.releaseAll(.seconds(5))
    }

    @Test func releasingNothingIsDoneAtOnce() async {
        let queue = FakeLeaseQueue(messages: 4, clock: clock)
        #expect(await keeper(queue).releaseAll(.seconds(5)) == LeaseRelease(released: 0, left: 0))
        #expect(await queue.receives == 0)
    }
}
