import OpsDomain
import OpsServices
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
            case .failed, .recovered: break
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
            case .gap, .recovered: Issue.record("nothing was lost or mended")
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

    @Test func keysOfDifferentEventsDiffer() {
        var keys: Set<EventKey> = []
        for stream in 0..<20 {
            for id in 0..<5000 { keys.insert(EventKey(stream: "s\(stream)", eventID: "3812\(id)")) }
        }
        #expect(keys.count == 100_000)
        #expect(EventKey(stream: "ab", eventID: "c") != EventKey(stream: "b", eventID: "ca"))
    }
}
