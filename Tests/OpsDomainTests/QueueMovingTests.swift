import OpsDomain
import Testing

@Suite struct QueueMovingTests {
    private let failure = ServiceFailure(reason: .unreachable, sentence: "No network.")
    private let lost = ServiceFailure(reason: .timedOut, sentence: "No answer.", mayBeDone: true)
    private let start = Timestamp(milliseconds: 1_772_331_240_000)

    private func moved(_ number: Int) -> CanaryFate.Moved {
        CanaryFate.Moved(oldID: "old-\(number)", newID: "new-\(number)", destination: "orders")
    }

    // MARK: Moving

    @Test func aMessageIsDeletedOnlyOnceItWasSent() {
        var mover = CanaryMover(messageIDs: ["old-1", "old-2"])
        #expect(mover.next == .send(0))
        mover.deleted(0)
        #expect(mover.next == .send(0))
        mover.sent(0, as: "new-1", to: "orders")
        #expect(mover.next == .delete(0))
        mover.deleted(0)
        #expect(mover.next == .send(1))
        mover.sent(1, as: "new-2", to: "orders")
        mover.deleted(1)
        #expect(mover.next == .done([.moved(moved(1)), .moved(moved(2))]))
    }

    @Test func whatWentWrongIsGivenBackAndTold() {
        var mover = CanaryMover(messageIDs: ["old-1", "old-2", "old-3"])
        mover.notSent(0, failure)
        #expect(mover.next == .giveBack(0))
        mover.gaveBack(0)
        mover.notSent(1, lost)
        #expect(mover.next == .giveBack(1))
        mover.gaveBack(1)
        mover.sent(2, as: "new-3", to: "orders")
        mover.notDeleted(2, failure)
        #expect(mover.next == .giveBack(2))
        mover.gaveBack(2)
        let fates: [CanaryFate] = [
            .kept(messageID: "old-1", failure), .unsure(messageID: "old-2", lost), .doubled(moved(3), failure),
        ]
        #expect(mover.next == .done(fates))
        #expect(fates.compactMap(\.moved) == [moved(3)])
        #expect(fates.allSatisfy { $0.problem?.contains("No ") == true } && CanaryFate.moved(moved(1)).problem == nil)
    }

    // MARK: Watching

    private func sighting(
        depth: Int = 47, waiting: Int = 0, inFlight: Int = 0, returned: Set<String> = []
    ) -> CanarySighting {
        CanarySighting(
            depth: depth,
            destinations: [CanarySighting.Depth(queue: "orders", visible: waiting, inFlight: inFlight, delayed: 0)],
            returned: returned, longestReturn: 900)
    }

    @Test func oneThatComesBackEndsTheWatch() {
        var watch = CanaryWatch(sent: [moved(1)], startedAt: start, length: 60)
        #expect(watch.verdict == .watching && watch.look(at: start) == .ifGrown(beyond: nil))
        watch.note(sighting(waiting: 1), at: start.adding(seconds: 2))
        #expect(watch.verdict == .watching && watch.look(at: start.adding(seconds: 4)) == .ifGrown(beyond: 47))
        watch.note(sighting(depth: 48, returned: ["new-1", "other"]), at: start.adding(seconds: 19))
        #expect(watch.verdict == .cameBack(1))
        #expect(watch.sentence.contains("came back after 19 s") && watch.sentence.contains("still fails"))
    }

    @Test func ofSeveralTheOthersAreWaitedFor() {
        var watch = CanaryWatch(sent: [moved(1), moved(2)], startedAt: start, length: 60)
        watch.note(sighting(depth: 48, returned: ["new-1"]), at: start.adding(seconds: 19))
        #expect(watch.verdict == .watching && watch.sentence.contains("1 of 2 came back"))
        watch.note(sighting(depth: 48), at: start.adding(seconds: 60))
        #expect(watch.verdict == .cameBack(1))
    }

    @Test func emptyQueuesSayThatItWasConsumed() {
        var watch = CanaryWatch(sent: [moved(1)], startedAt: start, length: 60)
        watch.note(sighting(), at: start.adding(seconds: 59))
        #expect(watch.verdict == .watching)
        #expect(watch.look(at: start.adding(seconds: 60)) == .always)
        watch.note(sighting(), at: start.adding(seconds: 60))
        #expect(watch.verdict == .consumed && watch.sentence.contains("orders is empty"))
        #expect(watch.fraction == 1)
    }

    @Test func whatStillWaitsDecidesNothing() {
        var watch = CanaryWatch(sent: [moved(1)], startedAt: start, length: 60)
        watch.note(sighting(inFlight: 1), at: start.adding(seconds: 61))
        #expect(watch.verdict == .undecided)
        #expect(watch.sentence.contains("1 in flight") && watch.sentence.contains("15 m"))
        // A dead-letter queue that grew is no proof either way.
        watch = CanaryWatch(sent: [moved(1)], startedAt: start, length: 60)
        watch.note(sighting(), at: start.adding(seconds: 2))
        watch.note(sighting(depth: 49), at: start.adding(seconds: 62))
        #expect(watch.verdict == .undecided && watch.sentence.contains("2 more than it had"))
        watch = CanaryWatch(sent: [moved(1)], startedAt: start, length: 60)
        watch.pass(start.adding(seconds: 62))
        #expect(watch.verdict == .undecided && watch.sentence.contains("could not be asked"))
    }

    // MARK: Tasks

    private func task(
        _ status: MoveTask.Status, moved: Int? = nil, toMove: Int? = nil, failure: String? = nil
    ) -> MoveTask {
        MoveTask(
            handle: nil, status: status, destination: nil, rate: nil, moved: moved, toMove: toMove,
            failureReason: failure, startedAt: start)
    }

    @Test func whatIsNotKnownIsNoZero() {
        #expect(task(.running).fraction == nil && task(.running, moved: 3, toMove: 0).fraction == nil)
        #expect(task(.running, moved: 12, toMove: 48).fraction == 0.25)
        #expect(task(.running, moved: 50, toMove: 48).fraction == 1)
        #expect(task(.running, moved: 12).speed(at: start.adding(seconds: 0.5)) == nil)
        #expect(task(.running, moved: 12).speed(at: start.adding(seconds: 4)) == 3)
        #expect(task(.completed, moved: 12).speed(at: start.adding(seconds: 4)) == nil)
    }

    @Test func aFailureSaysWhatWouldHelp() {
        #expect(task(.completed).failureSentence == nil)
        #expect(task(.failed).failureSentence == "SQS does not say why.")
        #expect(
            task(.failed, failure: "CouldNotDetermineMessageSource").failureSentence?.contains("Choose a destination")
                == true)
        #expect(task(.failed, failure: "AWS.SomethingElse").failureSentence == "AWS.SomethingElse.")
        for word in ["RUNNING", "COMPLETED", "CANCELLING", "CANCELLED", "FAILED", "PAUSED"] {
            #expect(MoveTask.Status(word).word == word.lowercased())
        }
    }
}
