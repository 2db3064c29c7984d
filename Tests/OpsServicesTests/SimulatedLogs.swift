import OpsDomain
import OpsServices
import Synchronization

/// A log service with all its bad manners: events arrive late and out of order, several in one millisecond; pages are
/// small, some empty with a token; it throttles, fails, and its tokens expire.
final class SimulatedLogs: Sendable {
    struct Event: Sendable {
        let id: String
        let group: String
        let timestamp: Timestamp
        /// When asking shows it.
        let arrival: Timestamp
    }

    struct Manners: Sendable {
        var pageSize = 5
        var emptyPages = 0.2
        var throttles = 0.0
        var faults = 0.0
        var expiredTokens = 0.0
        var isShuffledInPage = false
    }

    private struct State {
        var generator: SplitMix64
        var tokens: [String: [String]] = [:]
        var nextToken = 0
        var asked: [Timestamp] = []
        var events: [Event]
    }

    private let state: Mutex<State>
    private let manners: Manners
    private let clock: JumpingClock

    init(events: [Event], manners: Manners, seed: UInt64, clock: JumpingClock) {
        state = Mutex(State(generator: SplitMix64(state: seed), events: events))
        self.manners = manners
        self.clock = clock
    }

    /// When each request came.
    var asked: [Timestamp] { state.withLock { $0.asked } }

    func page(_ question: TailQuestion) async throws -> TailPage {
        await Task.yield()
        // An answer takes its time.
        clock.advance(0.05)
        let now = clock.now
        return try state.withLock { state in
            state.asked.append(now)
            try misbehave(question, &state)
            let ids = try remaining(question, now, &state)
            let isEmpty = !ids.isEmpty && Double.random(in: 0..<1, using: &state.generator) < manners.emptyPages
            let count = isEmpty ? 0 : min(ids.count, manners.pageSize)
            let rest = Array(ids.dropFirst(count))
            var token: String?
            if !rest.isEmpty || (count > 0 && Bool.random(using: &state.generator)) {
                state.nextToken += 1
                let name = "t\(state.nextToken)"
                state.tokens[name] = rest
                token = name
            }
            let shownIDs = Set(ids.prefix(count))
            var shown = state.events.filter { shownIDs.contains($0.id) }
            if manners.isShuffledInPage { shown.shuffle(using: &state.generator) }
            return SimulatedPage(question.group, shown).tailPage(nextToken: token)
        }
    }

    private func misbehave(_ question: TailQuestion, _ state: inout State) throws {
        let dice = Double.random(in: 0..<1, using: &state.generator)
        if dice < manners.throttles {
            throw ServiceFailure(reason: .throttled, sentence: "Slowly.", isTransient: true)
        }
        if dice < manners.throttles + manners.faults {
            throw ServiceFailure(reason: .unreachable, sentence: "Gone.", isTransient: true)
        }
        if question.token != nil, Double.random(in: 0..<1, using: &state.generator) < manners.expiredTokens {
            throw ServiceFailure(reason: .invalid, sentence: "The specified nextToken is invalid.")
        }
    }

    /// What a look still has to show: what had arrived when it began, in time order.
    private func remaining(_ question: TailQuestion, _ now: Timestamp, _ state: inout State) throws -> [String] {
        if let token = question.token {
            guard let ids = state.tokens[token] else {
                throw ServiceFailure(reason: .invalid, sentence: "The specified nextToken is invalid.")
            }
            return ids
        }
        return state.events
            .filter {
                $0.group == question.group && $0.arrival <= now && $0.timestamp >= question.start
                    && $0.timestamp <= (question.end ?? $0.timestamp)
            }
            .sorted { ($0.timestamp, $0.id) < ($1.timestamp, $1.id) }.map(\.id)
    }
}

/// A page of simulated events.
final class SimulatedPage: LogPage {
    let group: String
    private let events: [SimulatedLogs.Event]

    init(_ group: String, _ events: [SimulatedLogs.Event]) {
        self.group = group
        self.events = events
    }

    var count: Int { events.count }
    func eventID(at index: Int) -> String { events[index].id }
    func stream(at index: Int) -> String { "stream" }
    func message(at index: Int) -> String { "event \(events[index].id)" }
    func message(at index: Int, contains needle: [UInt8]) -> Bool { false }

    func tailPage(nextToken: String?) -> TailPage {
        let places = events.map { (key: EventKey(stream: "stream", eventID: $0.id), timestamp: $0.timestamp) }
        return TailPage(page: self, events: places, nextToken: nextToken) { _ in .info }
    }
}

/// A repeatable generator (SplitMix64).
struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
