import AWSClient
import OpsDomain
import OpsServices
import Synchronization
import Testing

private let start = Timestamp(milliseconds: 1_767_000_000_000)

@Suite struct LogTailTests {
    private struct World {
        let clock: JumpingClock
        let service: SimulatedLogs
        let events: [SimulatedLogs.Event]
        let groups = ["a", "b", "c"]
        /// Everything has arrived by then.
        let end: Timestamp
    }

    /// An hour of history and two minutes of live events, none later than `lateness` seconds.
    private func world(seed: UInt64, lateness: Double, manners: SimulatedLogs.Manners) -> World {
        var generator = SplitMix64(state: seed &* 77 &+ 5)
        var events: [SimulatedLogs.Event] = []
        for index in 0..<Int.random(in: 20...220, using: &generator) {
            let isHistory = Bool.random(using: &generator)
            let offset = Double.random(in: isHistory ? -3000..<0 : 0..<120, using: &generator)
            // Whole seconds now and then, so that many share a millisecond.
            let at = start.adding(seconds: Bool.random(using: &generator) ? offset.rounded() : offset)
            let late = Double.random(in: 0...max(lateness, 0.001), using: &generator)
            events.append(
                SimulatedLogs.Event(
                    id: "e\(index)", group: ["a", "b", "c"][Int.random(in: 0..<3, using: &generator)], timestamp: at,
                    arrival: isHistory ? at : at.adding(seconds: late)))
        }
        let clock = JumpingClock(start)
        let service = SimulatedLogs(events: events, manners: manners, seed: seed, clock: clock)
        return World(clock: clock, service: service, events: events, end: start.adding(seconds: 120 + lateness))
    }

    /// Reads a tail until some time after everything has arrived; answers what was told.
    private func told(
        _ world: World, settings: TailSettings = TailSettings()
    ) async -> (ids: [String], hasCaughtUp: Bool, gaps: Int) {
        let tail = LogTail(clock: world.clock.ops, settings: settings) { question, _ in
            try await world.service.page(question)
        }
        let request = LogTailRequest(groups: world.groups, since: start.adding(seconds: -3600), follows: true)
        var ids: [String] = []
        var hasCaughtUp = false
        var gaps = 0
        let expected = world.events.count
        for await event in tail.stream(request) {
            switch event {
            case .lines(let lines): ids += lines.map(\.eventID)
            case .caughtUp: hasCaughtUp = true
            case .gap: gaps += 1
            case .failed, .joined, .recovered: break
            }
            let isOver = world.clock.now.seconds(since: world.end) > 20_000
            if isOver || (hasCaughtUp && ids.count >= expected) { break }
        }
        return (ids, hasCaughtUp, gaps)
    }

    @Test(arguments: 0..<150)
    func eachEventIsToldExactlyOnce(seed: UInt64) async {
        var manners = SimulatedLogs.Manners()
        manners.pageSize = [1, 3, 10, 1000][Int(seed % 4)]
        manners.isShuffledInPage = seed % 3 == 0
        let world = world(seed: seed, lateness: 4, manners: manners)
        let told = await told(world)
        #expect(told.ids.count == Set(told.ids).count)
        #expect(Set(world.events.map(\.id)).subtracting(told.ids).isEmpty)
        #expect(told.hasCaughtUp && told.gaps == 0)
    }

    @Test(arguments: 0..<150)
    func andSoWhenTheServiceMisbehaves(seed: UInt64) async {
        var manners = SimulatedLogs.Manners()
        manners.pageSize = [2, 7, 50][Int(seed % 3)]
        manners.throttles = 0.1
        manners.faults = 0.1
        manners.expiredTokens = 0.05
        let world = world(seed: seed, lateness: 30, manners: manners)
        let told = await told(world)
        #expect(told.ids.count == Set(told.ids).count)
        #expect(Set(world.events.map(\.id)).subtracting(told.ids).isEmpty)
        #expect(told.gaps == 0)
    }

    @Test(arguments: 0..<40)
    func historyIsToldInTimeOrderAndEnds(seed: UInt64) async {
        let world = world(seed: seed, lateness: 0, manners: SimulatedLogs.Manners())
        let tail = LogTail(clock: world.clock.ops) { question, _ in try await world.service.page(question) }
        let history = world.events.filter { $0.timestamp < start }
        var lines: [LogLine] = []
        let request = LogTailRequest(groups: world.groups, since: start.adding(seconds: -3600), follows: false)
        for await case .lines(let more) in tail.stream(request) { lines += more }
        let old = lines.filter { $0.timestamp < start }
        #expect(old.map(\.timestamp) == old.map(\.timestamp).sorted())
        #expect(Set(old.map(\.eventID)) == Set(history.map(\.id)))
    }

    @Test func requestsStayBelowTheQuota() async {
        let world = world(seed: 3, lateness: 1, manners: SimulatedLogs.Manners())
        _ = await told(world)
        let asked = world.service.asked
        for (index, moment) in asked.enumerated() {
            let inTenSeconds = asked[index...].prefix { $0.seconds(since: moment) < 10 }.count
            #expect(inTenSeconds <= 4 + 40)
        }
    }

    @Test func aGroupThatIsNotThereIsToldAndTheOthersGoOn() async {
        let clock = JumpingClock(start)
        let event = SimulatedLogs.Event(id: "e", group: "a", timestamp: start, arrival: start)
        let service = SimulatedLogs(events: [event], manners: .init(emptyPages: 0), seed: 1, clock: clock)
        let tail = LogTail(clock: clock.ops) { question, _ in
            guard question.group == "a" else {
                throw ServiceFailure(reason: .notFound(what: question.group), sentence: "No such group.")
            }
            return try await service.page(question)
        }
        var told: [String] = []
        var failed: [String] = []
        var hasCaughtUp = false
        let request = LogTailRequest(groups: ["missing", "a"], since: start.adding(seconds: -10), follows: false)
        for await event in tail.stream(request) {
            switch event {
            case .lines(let lines): told += lines.map(\.eventID)
            case .failed(let group, _): failed.append(group)
            case .caughtUp: hasCaughtUp = true
            case .gap, .joined, .recovered: Issue.record("nothing was lost or mended")
            }
        }
        #expect(told == ["e"])
        #expect(failed == ["missing"])
        #expect(hasCaughtUp)
    }

    @Test func nonsenseThatDoesNotEndIsToldAsAGap() async {
        let clock = JumpingClock(start)
        let tail = LogTail(clock: clock.ops) { _, _ in
            throw ServiceFailure(reason: .unexpected, sentence: "Not JSON at byte 7.")
        }
        let request = LogTailRequest(groups: ["a"], since: start.adding(seconds: -10), follows: true)
        for await case .gap(let group, let from, _, _) in tail.stream(request) {
            #expect(group == "a")
            #expect(from == start.adding(seconds: -10))
            break
        }
    }

    @Test func memoryIsBoundedAndNothingIsToldTwiceForIt() async {
        var settings = TailSettings()
        settings.memory = 20
        let clock = JumpingClock(start)
        let events = (0..<400).map { index in
            let at = start.adding(seconds: Double(index) * 0.25)
            return SimulatedLogs.Event(id: "e\(index)", group: "a", timestamp: at, arrival: at)
        }
        let service = SimulatedLogs(events: events, manners: .init(pageSize: 100), seed: 9, clock: clock)
        let world = World(clock: clock, service: service, events: events, end: start.adding(seconds: 100))
        let told = await told(world, settings: settings)
        #expect(told.ids.count == Set(told.ids).count)
        #expect(told.ids.count == events.count)
    }

    @Test func thatItIsUpToDateIsToldAgainAndAgain() async {
        let clock = JumpingClock(start)
        let service = SimulatedLogs(events: [], manners: .init(emptyPages: 0), seed: 1, clock: clock)
        let tail = LogTail(clock: clock.ops) { question, _ in
            guard question.group == "a" else {
                throw ServiceFailure(reason: .denied(action: "logs:FilterLogEvents"), sentence: "Not allowed.")
            }
            return try await service.page(question)
        }
        let request = LogTailRequest(groups: ["denied", "a"], since: start.adding(seconds: -10), follows: true)
        var moments: [Timestamp] = []
        for await case .caughtUp(let moment) in tail.stream(request) {
            moments.append(moment)
            if moments.count == 4 { break }
        }
        for (earlier, later) in zip(moments, moments.dropFirst()) {
            #expect((5.0..<60.0).contains(later.seconds(since: earlier)))
        }
    }

    /// Reads a tail until `count` events were told or the clock stands `seconds` after the start.
    /// What a tail tells until it has told so many events, or that it is up to date for so many seconds: by what it says,
    /// not by the clock, which runs on while a busy machine keeps the reader waiting.
    private func ids(
        _ service: SimulatedLogs, _ clock: OpsClock, count: Int, until seconds: Double, since: Double = -600,
        follows: Bool = true
    ) async -> [String] {
        let tail = LogTail(clock: clock) { question, _ in try await service.page(question) }
        let request = LogTailRequest(groups: ["a"], since: start.adding(seconds: since), follows: follows)
        var ids: [String] = []
        var assured = 0.0
        for await event in tail.stream(request) {
            if case .lines(let lines) = event { ids += lines.map(\.eventID) }
            if case .caughtUp = event { assured += TailSettings().assuranceInterval }
            if follows, ids.count >= count || assured > seconds { break }
        }
        return ids
    }

    private func event(_ id: String, at seconds: Double, late: Double = 0) -> SimulatedLogs.Event {
        let at = start.adding(seconds: seconds)
        return SimulatedLogs.Event(id: id, group: "a", timestamp: at, arrival: at.adding(seconds: late))
    }

    @Test(arguments: [1, 1000])
    func anEventOfTheFutureSilencesNothing(pageSize: Int) async {
        let clock = JumpingClock(start)
        let future = SimulatedLogs.Event(
            id: "future", group: "a", timestamp: start.adding(seconds: 7200), arrival: start.adding(seconds: 5))
        let events = [future] + (0..<60).map { event("e\($0)", at: Double($0)) }
        let service = SimulatedLogs(events: events, manners: .init(pageSize: pageSize), seed: 4, clock: clock)
        let ids = await ids(service, clock.ops, count: 61, until: 600)
        #expect(ids.count == 61)
        #expect(Set(ids) == Set(events.map(\.id)))
    }

    @Test(arguments: [-7200.0, -1200, -200, -4, 4, 200, 1200, 7200])
    func aClockThatIsWrongUntilTheFirstAnswerLosesNothingThatComes(ahead: Double) async {
        let clock = JumpingClock(start)
        let events = (0..<60).map { event("e\($0)", at: 10 + Double($0) * 30) }
        let service = SimulatedLogs(events: events, manners: .init(pageSize: 7), seed: 5, clock: clock)
        let skewed = OpsClock(
            now: { clock.now.adding(seconds: service.asked.isEmpty ? ahead : 0) }, sleep: clock.ops.sleep)
        let ids = await ids(service, skewed, count: 60, until: 10_000, since: ahead - 600)
        #expect(ids.count == 60)
        #expect(Set(ids) == Set(events.map(\.id)))
    }

    @Test(arguments: 0..<6)
    func whatComesMinutesLateIntoABusyGroupIsTold(seed: UInt64) async {
        var generator = SplitMix64(state: seed)
        let clock = JumpingClock(start)
        let events = (0..<600).map { index in
            let isLate = index % 7 == 0
            return event(
                "e\(index)", at: Double(index), late: isLate ? Double.random(in: 60...700, using: &generator) : 0)
        }
        // Busy for long enough after the last that is late.
        let more = (600..<1600).map { event("e\($0)", at: Double($0)) }
        let service = SimulatedLogs(
            events: events + more, manners: .init(pageSize: 1000), seed: seed, clock: clock)
        let ids = await ids(service, clock.ops, count: 1600, until: 1700)
        #expect(ids.count == Set(ids).count)
        #expect(Set(events.map(\.id)).subtracting(ids).isEmpty)
    }

    @Test(arguments: [1, 30, 365, 740_000.0])
    func yearsOfNothingCostFewRequests(days: Double) async {
        let clock = JumpingClock(start)
        let events = (0..<200).map { event("e\($0)", at: -3600 + Double($0) * 18) }
        let service = SimulatedLogs(
            events: events, manners: .init(pageSize: 50, emptyPages: 0), seed: 6, clock: clock)
        let ids = await ids(service, clock.ops, count: 200, until: 600, since: -days * 86_400, follows: false)
        #expect(Set(ids) == Set(events.map(\.id)))
        #expect(ids.count == 200)
        #expect(service.asked.count < 50)
    }

    @Test func aGroupThatStaysQuietIsAskedLessAndLess() async {
        let clock = JumpingClock(start)
        let events = [event("early", at: 1), event("late", at: 3000), event("next", at: 3020)]
        let service = SimulatedLogs(events: events, manners: .init(emptyPages: 0), seed: 7, clock: clock)
        let told = await ids(service, clock.ops, count: 3, until: 4000)
        #expect(told.count == 3)
        let asked = service.asked.map { $0.seconds(since: start) }
        #expect((3...5).contains(asked.count { (1500..<1560).contains($0) }))
        // Quick again: the one after it is told within seconds.
        #expect(asked.contains { (3020..<3025).contains($0) })
    }

    @Test func aThrottledServiceIsLeftAlone() async {
        let clock = JumpingClock(start)
        let service = SimulatedLogs(events: [], manners: .init(throttles: 1), seed: 8, clock: clock)
        let tail = LogTail(clock: clock.ops) { question, _ in try await service.page(question) }
        let request = LogTailRequest(groups: ["a", "b", "c", "d"], since: start, follows: true)
        var failed: Set<String> = []
        for await case .failed(let group, _) in tail.stream(request) {
            failed.insert(group)
            if failed.count == 4 { break }
        }
        #expect(service.asked.count { $0.seconds(since: start) < 2 } <= 5)
    }

    @Test func aFailureThatPassesIsNotTold() async {
        let clock = JumpingClock(start)
        let service = SimulatedLogs(
            events: [event("e", at: -10)], manners: .init(emptyPages: 0), seed: 9, clock: clock)
        let tail = LogTail(clock: clock.ops) { question, _ in
            let page = try await service.page(question)
            guard service.asked.count > 2 else {
                throw ServiceFailure(reason: .throttled, sentence: "Slowly.", isTransient: true)
            }
            return page
        }
        let request = LogTailRequest(groups: ["a"], since: start.adding(seconds: -60), follows: false)
        var told: [String] = []
        for await event in tail.stream(request) {
            switch event {
            case .lines(let lines): told += lines.map(\.eventID)
            case .caughtUp: break
            case .failed, .joined, .recovered, .gap: Issue.record("it passed")
            }
        }
        #expect(told == ["e"])
    }

    @Test func aGroupThatComesIntoBeingJoins() async {
        let clock = JumpingClock(start)
        let late = SimulatedLogs.Event(
            id: "b0", group: "b", timestamp: start.adding(seconds: 100), arrival: start.adding(seconds: 100))
        let service = SimulatedLogs(events: [event("a0", at: -5), late], manners: .init(), seed: 10, clock: clock)
        let tail = LogTail(
            clock: clock.ops, groups: { clock.now.seconds(since: start) < 90 ? ["a"] : ["a", "b"] }
        ) { question, _ in
            try await service.page(question)
        }
        let request = LogTailRequest(
            groups: ["a"], since: start.adding(seconds: -60), follows: true, joinsNew: true)
        var ids: Set<String> = []
        var joined: [String] = []
        var assurances = 0
        for await event in tail.stream(request) {
            if case .lines(let lines) = event { ids.formUnion(lines.map(\.eventID)) }
            if case .joined(let group) = event { joined.append(group) }
            if case .caughtUp = event { assurances += 1 }
            if ids.count == 2 || assurances > 2_000 { break }
        }
        #expect(ids == ["a0", "b0"])
        #expect(joined == ["b"])
    }

    @Test func eachRequestIsSentOnce() async {
        let attempts = Mutex<[Int?]>([])
        let calls = ScriptedCalls { call, _ in
            attempts.withLock { $0.append(call.maxAttempts) }
            return #"{"events":[]}"#
        }
        let service = LiveLogService.make(
            names: ResourceNames(environment: "development"), logs: LogsClient(calls), clock: JumpingClock(start).ops)
        for await _ in service.tail(LogTailRequest(groups: ["a"], since: start, follows: false)) {}
        #expect(attempts.withLock { $0 } == [1])
    }

    @Test func keysOfDifferentEventsDiffer() {
        var keys: Set<EventKey> = []
        for stream in 0..<20 {
            for id in 0..<5000 { keys.insert(EventKey(stream: "s\(stream)", eventID: "3812\(id)")) }
        }
        #expect(keys.count == 100_000)
        #expect(EventKey(stream: "ab", eventID: "c") != EventKey(stream: "b", eventID: "ca"))
    }
}
