import ConsoleTestSupport
import Glibc
import OpsDomain
import OpsServices
import Synchronization
import Testing

@Suite struct RepairRunnerTests {
    private let directory = "/tmp/nightdesk-repair-\(UInt64.random(in: 0...UInt64.max))"
    private static let place = JournalPlace(environment: "dev", region: "eu-central-1", endpoint: nil)

    private static let clock = JumpingClock(Timestamp(milliseconds: 1_700_000_000_000)).ops

    private func runner(
        _ queues: FakeQueues, in directory: String, reached: @escaping @Sendable (RepairRunner.Step) -> Void = { _ in }
    ) -> RepairService {
        RepairRunner(
            directory: directory, place: { Self.place }, queue: queues.calls,
            lease: { AsyncStream { $0.finish() } },
            clock: Self.clock, reached: reached
        ).service()
    }

    private func order(_ queues: FakeQueues, _ action: Repair.Action = .resend) -> RepairService.Order {
        let items = queues.deadLetters.sorted { $0.id < $1.id }.map { message in
            Repair.Item(
                SavedMessage(
                    queue: FakeQueues.name, messageID: message.id, body: message.body, attributes: message.attributes,
                    systemAttributes: [:], sentAt: message.sentAt),
                destination: action == .delete ? nil : FakeQueues.source)
        }
        return RepairService.Order(action, source: FakeQueues.name, items: items)
    }

    private func last(_ progress: RepairService.Progress) async throws -> RepairLedger {
        var last: RepairLedger?
        for try await ledger in progress { last = ledger }
        return try #require(last)
    }

    private static func bodies(_ count: Int) -> [String] {
        // Every tenth is the same as the one before it.
        (0..<count).map { "message \($0 % 10 == 9 ? $0 - 1 : $0)" }
    }

    /// How often each body lies anywhere, less how often it did in the beginning.
    private func surplus(_ queues: FakeQueues, _ bodies: [String]) -> [String: Int] {
        var counts: [String: Int] = [:]
        for message in queues.deadLetters + queues.sent + queues.consumed + queues.stolen {
            counts[message.body, default: 0] += 1
        }
        for body in bodies { counts[body, default: 0] -= 1 }
        return counts.filter { $0.value != 0 }
    }

    @Test func aThousandMessagesTakeNoMoreRequestsThanBatchesOfTenMustBe() async throws {
        let queues = FakeQueues(Self.bodies(1000), clock: Self.clock)
        let ledger = try await last(runner(queues, in: directory).begin(order(queues)))
        #expect(ledger.summary == "1000 read = 1000 moved")
        #expect(queues.requests == (100, 100))
        #expect(queues.deadLetters.isEmpty && queues.sent.count == 1000)
        #expect(try await runner(queues, in: directory).unfinished().isEmpty)
    }

    /// A kill at any step of a resend of 200 messages, with or without faults, and then a resumption: each message is in
    /// exactly one of the queues.
    @Test(arguments: 0..<200)
    func aKillAtAnyStepLosesNothingAndDoublesNothing(seed: UInt64) async throws {
        var generator = SeededGenerator(seed: seed)
        let bodies = Self.bodies(200)
        let queues = FakeQueues(
            bodies, faults: seed.isMultiple(of: 2) ? .none : .many, seed: seed, clock: Self.clock)
        let fatal = Int.random(in: 0..<90, using: &generator)
        let (home, wreck) = ("\(directory)/home", "\(directory)/wreck")
        let steps = Mutex(0)
        let service = runner(queues, in: home) { _ in
            let isFatal = steps.withLock { steps in
                defer { steps += 1 }
                return steps == fatal
            }
            guard isFatal else { return }
            // What a killed program leaves: the disk as it is, and queues that hear no more from it.
            queues.cutOff()
            do {
                let left = try JournalFile(path: "\(home)/repairs.jsonl").read()
                try JournalFile(path: "\(wreck)/repairs.jsonl").append(String(left.dropLast()))
            } catch {
                Issue.record(error)
            }
        }
        let first = try await last(service.begin(order(queues)))
        let wasKilled = access(wreck, F_OK) == 0
        let place = wasKilled ? wreck : home
        var ledger = first
        if wasKilled {
            let open = try await runner(queues, in: place).unfinished()
            ledger = try #require(open.first)
            #expect(open.count == 1)
            ledger = try await last(runner(queues, in: place).resume(ledger, true))
        }
        #expect(ledger.isEnded && ledger.sum.open == 0)
        #expect(try await runner(queues, in: place).unfinished().isEmpty)
        // Twice only where that is said: sent, but not deleted.
        let twice = ledger.stages.indices.filter {
            if case .notDeleted = ledger.stages[$0] { true } else { false }
        }
        var expected: [String: Int] = [:]
        for number in twice { expected[bodies.sortedAsItems[number], default: 0] += 1 }
        #expect(surplus(queues, bodies) == expected)
        let sum = ledger.sum
        #expect(sum.read == 200 && sum.done + sum.failed + sum.unsure + sum.kept == 200)
        #expect(queues.sent.count == sum.done + twice.count)
    }

    /// With a consumer at work what was sent may be gone before anybody can look: then the message stays where it was, and
    /// is told to be in doubt.
    @Test(arguments: 0..<30)
    func whatAConsumerTookMeanwhileIsInDoubtAndNeverSentTwice(seed: UInt64) async throws {
        let bodies = Self.bodies(100)
        let queues = FakeQueues(bodies, faults: .many, seed: seed, clock: Self.clock)
        let service = runner(queues, in: directory) { step in if step == .sent { queues.consume() } }
        let ledger = try await last(service.begin(order(queues)))
        var mostTwice: [String: Int] = [:]
        for number in ledger.stages.indices {
            switch ledger.stages[number] {
            case .unsure, .notDeleted: mostTwice[bodies.sortedAsItems[number], default: 0] += 1
            default: break
            }
        }
        for (body, count) in surplus(queues, bodies) {
            #expect(count > 0 && count <= mostTwice[body] ?? 0, "\(body)")
        }
    }

    @Test func whatAnotherConsumerTookIsNotSent() async throws {
        let queues = FakeQueues(Self.bodies(25), clock: Self.clock)
        let order = order(queues)
        for id in ["d3", "d17"] { queues.steal(id) }
        let ledger = try await last(runner(queues, in: directory).begin(order))
        #expect(ledger.summary == "25 read = 23 moved + 2 kept")
        #expect(ledger.troubles.allSatisfy { $0.sentence.contains("Another consumer") })
        #expect(queues.sent.count == 23 && queues.stolen.count == 2)
    }

    /// A lease that ends between the sending and the deletion: the message comes back to us, and is deleted then.
    @Test func whatIsLeasedAnewAfterItWasSentIsDeletedThen() async throws {
        let queues = FakeQueues(Self.bodies(10), clock: Self.clock)
        var calls = queues.calls
        let asked = Mutex(0)
        let receipts = calls.receipts
        calls.receipts = { ids in
            // Held when it is sent, not held for the next three questions, then held again.
            let number = asked.withLock { asked in
                defer { asked += 1 }
                return asked
            }
            return (1...3).contains(number) ? [:] : await receipts(ids)
        }
        let runner = RepairRunner(
            directory: directory, place: { Self.place }, queue: calls, lease: { AsyncStream { $0.finish() } },
            clock: Self.clock)
        let ledger = try await last(runner.service().begin(order(queues)))
        #expect(ledger.summary == "10 read = 10 moved")
        #expect(queues.deadLetters.isEmpty && queues.sent.count == 10)
    }

    @Test func deletedMessagesAreSavedFirst() async throws {
        let queues = FakeQueues(Self.bodies(12), clock: Self.clock)
        let ledger = try await last(runner(queues, in: directory).begin(order(queues, .delete)))
        #expect(ledger.summary == "12 read = 12 deleted")
        #expect(queues.deadLetters.isEmpty && queues.sent.isEmpty)
        let path = try #require(ledger.savedPath)
        let saved = try SavedMessages.read(JournalFile(path: path).read())
        #expect(saved == ledger.repair.items.map(\.message))
        var status = stat()
        #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
    }

    @Test func aStopLetsTheRestAlone() async throws {
        let queues = FakeQueues(Self.bodies(50), clock: Self.clock)
        let box = Mutex<RepairService?>(nil)
        let service = runner(queues, in: directory) { step in
            if step == .settled { box.withLock { $0 }?.stop() }
        }
        box.withLock { $0 = service }
        let ledger = try await last(service.begin(order(queues)))
        #expect(ledger.summary == "50 read = 10 moved + 40 kept")
        #expect(queues.deadLetters.count == 40)
    }

    @Test func aReadOnlyConsoleBeginsNothingAndWritesNothing() async throws {
        let queues = FakeQueues(Self.bodies(3), clock: Self.clock)
        let service = RepairRunner(
            directory: directory, place: { Self.place }, queue: queues.calls, lease: { AsyncStream { $0.finish() } },
            clock: Self.clock, isReadOnly: true
        ).service()
        await #expect(throws: ServiceFailure.self) { _ = try await last(service.begin(order(queues))) }
        #expect(try await service.unfinished().isEmpty)
        #expect(queues.requests == (0, 0) && access(directory, F_OK) != 0)
    }

    @Test func oneRepairsAtATime() async throws {
        let queues = FakeQueues(Self.bodies(10), clock: Self.clock)
        let directory = directory
        let second = Mutex<Result<Void, any Error>?>(nil)
        let lock = RepairLock(path: "\(directory)/repairs.lock")
        let hold = try #require(try lock.take())
        do {
            _ = try await last(runner(queues, in: directory).begin(order(queues)))
        } catch {
            second.withLock { $0 = .failure(error) }
        }
        guard case .failure(let failure as ServiceFailure)? = second.withLock({ $0 }) else {
            Issue.record("the second one began")
            return
        }
        #expect(failure.sentence.contains("repaired already"))
        hold.release()
        #expect(try await last(runner(queues, in: directory).begin(order(queues))).sum.done == 10)
    }
}

extension [String] {
    /// Bodies in the order of the dead letters' ids as texts, which is the order's.
    fileprivate var sortedAsItems: [String] {
        indices.sorted { "d\($0)" < "d\($1)" }.map { self[$0] }
    }
}
