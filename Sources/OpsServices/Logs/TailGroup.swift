import OpsDomain

/// One log group's part of a tail: what has been read for certain, what is being read, and what was told already.
///
/// Invariants: everything the service had to show before `watermark` was told, but for what arrives late; every event
/// that was told and lies at or after `floor` is remembered; no look begins before `floor`; the watermark is never in
/// the future, whatever the times of events.
///
/// Late events: one that arrives up to `overlap` after the group's newest is told with the next look, up to a minute
/// late within `deepInterval`, up to twelve minutes late within `longInterval`. Of a group with more than `lookEvents`
/// in that time only the latest so many are looked at again: reading more would hold back what is new for longer than
/// anybody can wait. What comes later than that is not told, and nothing can tell that it was missed.
struct TailGroup {
    /// How far before the watermark a look begins.
    enum Depth: Hashable { case near, deep, long }

    /// A stretch of time that is read page by page. `end` is nil for an open one: up to now and beyond.
    struct Look: Hashable {
        let start: Timestamp
        let end: Timestamp?
        let begun: Timestamp
        let depth: Depth
        var token: String?
        var pages = 0
        var newest: Timestamp?
        /// The oldest of those never told before.
        var oldest: Timestamp?
        var found = 0
        /// The newest event at the first page that came near the present with more to follow. What arrived behind that
        /// place while the later pages were read is for the next look.
        var settled: Timestamp?
    }

    private let settings: TailSettings
    private(set) var watermark: Timestamp
    private(set) var floor: Timestamp
    private(set) var look: Look?
    /// How far the look at hand has come, by the newest event of its pages: good enough to merge by, not to rely on.
    private(set) var progress: Timestamp
    /// Whether an open look has been read to its end: history is over.
    private(set) var isLive = false
    /// When the last look that went up to its own present was begun.
    private(set) var assuredUntil: Timestamp?
    private(set) var failures = 0
    private(set) var isFailing = false
    var isAsked = false
    var due: Timestamp

    private var remembered = EventMemory()
    private var pruneAt = 50_000
    private var slice: Double
    private var interval: Double
    private var lastDeep: Timestamp?
    private var lastLong: Timestamp?
    /// When the group last had something new; before it has, when it went live.
    private var lastFound: Timestamp?
    private var nonsense = 0
    private var hasRestarted = false

    init(since: Timestamp, now: Timestamp, settings: TailSettings) {
        self.settings = settings
        // The service takes no time before 1970.
        let since = max(since, .distantPast)
        watermark = since
        floor = since
        progress = since
        due = now
        slice = settings.firstSlice
        interval = settings.hotInterval
    }

    /// What to ask next; goes on with the look at hand or begins one.
    mutating func nextLook(at now: Timestamp) -> Look {
        if let look { return look }
        comeBack(to: now)
        let look = newLook(at: now)
        self.look = look
        return look
    }

    /// A beginning in the future, or a watermark that got there by a clock that has been put right since: of the time to
    /// come nothing has been read.
    private mutating func comeBack(to now: Timestamp) {
        guard watermark > now else { return }
        watermark = now
        progress = min(progress, now)
        if remembered.isEmpty { floor = min(floor, now) }
    }

    private func newLook(at now: Timestamp) -> Look {
        let depth = depth(at: now)
        let start =
            switch depth {
            case .near: watermark.adding(seconds: -settings.overlap)
            case .deep: start(reaching: settings.deepOverlap)
            case .long: start(reaching: settings.longOverlap)
            }
        let end = watermark.adding(seconds: slice)
        return Look(
            start: max(floor, start), end: now.seconds(since: end) > 60 ? end : nil, begun: now, depth: depth)
    }

    private func depth(at now: Timestamp) -> Depth {
        // Either way: a clock that was set back must not put it off.
        func isDue(_ last: Timestamp?, _ interval: Double) -> Bool {
            last.map { abs(now.seconds(since: $0)) >= interval } ?? true
        }
        guard isLive else { return .near }
        if isDue(lastLong, settings.longInterval) { return .long }
        return isDue(lastDeep, settings.deepInterval) ? .deep : .near
    }

    /// Where a look for late events begins: never so early that it would read more than it should, never later than a
    /// near one.
    private func start(reaching seconds: Double) -> Timestamp {
        let far = watermark.adding(seconds: -seconds)
        let times = remembered.moments.filter { $0 >= far }
        guard times.count > settings.lookEvents else { return far }
        let first = times.sorted()[times.count - settings.lookEvents]
        return min(watermark.adding(seconds: -settings.overlap), max(far, first))
    }

    /// Takes a page in: which of its events were never told, by index.
    mutating func read(
        _ events: [(key: EventKey, timestamp: Timestamp)], nextToken: String?, at now: Timestamp
    ) -> [Int] {
        guard var look else { return [] }
        var fresh: [Int] = []
        for (index, event) in events.enumerated() where event.timestamp >= floor {
            guard remembered.insert(event.key, at: event.timestamp) else { continue }
            fresh.append(index)
            look.oldest = min(look.oldest ?? event.timestamp, event.timestamp)
        }
        let newest = events.map(\.timestamp).max()
        look.newest = [look.newest, newest].compactMap { $0 }.max()
        look.pages += 1
        look.found += fresh.count
        look.token = nextToken
        if nextToken != nil, look.settled == nil, let newest = look.newest,
            now.seconds(since: newest) < settings.overlap
        {
            look.settled = newest
        }
        // An event may say that it is of the future.
        progress = max(progress, min(newest ?? progress, now))
        failures = 0
        nonsense = 0
        hasRestarted = false
        if nextToken == nil {
            self.look = nil
            finish(look, at: now)
        } else if isTooMuch(look) {
            self.look = nil
            slice = max(settings.longestSlice, look.oldest?.seconds(since: watermark) ?? 0)
            due = now
        } else {
            self.look = look
            due = now
        }
        return fresh
    }

    private mutating func finish(_ look: Look, at now: Timestamp) {
        if let end = look.end {
            watermark = max(watermark, end)
            resize(after: look)
            due = now
        } else {
            // By the earlier of the two, should the clock have been set back between; events may be of the future.
            let reached = min(look.begun, now)
            let quiet = reached.adding(seconds: -settings.quietReach)
            watermark = max(watermark, min(look.settled ?? look.newest ?? watermark, reached), quiet)
            pace(after: look, at: now)
            // The slice is only of use again after a long sleep; then it starts small.
            slice = settings.firstSlice
            due = now.adding(seconds: interval)
            // What was history has just been read.
            if !isLive || look.depth == .long { lastLong = reached }
            if look.depth != .near { lastDeep = reached }
            isLive = true
            assuredUntil = reached
        }
        progress = max(progress, watermark)
        prune()
    }

    private mutating func pace(after look: Look, at now: Timestamp) {
        if look.found > 0 || lastFound == nil { lastFound = now }
        let isAtRest = now.seconds(since: lastFound ?? now) >= settings.restAfter
        let longest = isAtRest ? settings.restInterval : settings.idleInterval
        interval = look.found > 0 ? settings.hotInterval : min(longest, interval * 1.5)
    }

    /// A slice that grew beyond all bounds over empty time and has come upon more than a page: it is begun anew, up to
    /// what it found.
    private func isTooMuch(_ look: Look) -> Bool {
        guard let end = look.end, look.pages > 1, look.found > 0 else { return false }
        return end.seconds(since: look.start) > settings.longestSlice + settings.overlap
    }

    private mutating func resize(after look: Look) {
        if look.found == 0, look.pages <= 2 {
            // Nothing for as long as that: what is before the group's first event may be years.
            slice = min(slice * (slice < settings.longestSlice ? 4 : 16), 1e12)
            return
        }
        let factor = Double(settings.pagesInSlice) / Double(max(1, look.pages))
        slice = min(max(slice * min(max(factor, 0.125), 4), settings.shortestSlice), settings.longestSlice)
    }

    /// Forgets what no look can show again. What must be forgotten for want of room moves the floor up, so that it can
    /// not be told twice.
    private mutating func prune() {
        guard remembered.count > pruneAt || remembered.count > settings.memory else { return }
        floor = max(floor, start(reaching: settings.longOverlap))
        if remembered.count > settings.memory {
            let times = remembered.moments.filter { $0 >= floor }.sorted()
            let excess = times.count - settings.memory
            // The events of one second stay or go together.
            if excess > 0 { floor = max(floor, times[excess - 1].adding(seconds: 1)) }
        }
        remembered.forget(before: floor)
        pruneAt = max(50_000, remembered.count * 2)
    }

    /// A failed request: what is left is asked again after a pause. True when the failure is news: a passing one is only
    /// when it does not pass.
    mutating func fail(isTokenTrouble: Bool, isTransient: Bool, at now: Timestamp) -> Bool {
        if isTokenTrouble, look?.token != nil, !hasRestarted {
            // The token may have expired: the look begins anew, and what it told is remembered.
            hasRestarted = true
            look = nil
            due = now
            return false
        }
        // A look that has read nothing yet is begun anew, by what is due then.
        if look?.pages == 0 { look = nil }
        failures += 1
        let pause = min(settings.longestPause, settings.shortestPause * Double(1 << min(failures - 1, 10)))
        due = now.adding(seconds: pause)
        guard !isFailing, !isTransient || failures >= settings.tolerance else { return false }
        isFailing = true
        return true
    }

    mutating func recover() -> Bool {
        let wasFailing = isFailing
        isFailing = false
        return wasFailing
    }

    /// A senseless answer: after some of them the look's rest is given up, and what is lost by that is answered.
    mutating func giveUp(at now: Timestamp) -> (from: Timestamp, to: Timestamp)? {
        nonsense += 1
        guard nonsense >= settings.patience else { return nil }
        nonsense = 0
        let look = look ?? newLook(at: now)
        let from = max(look.start, watermark)
        let end = look.end ?? max(now, from)
        self.look = nil
        watermark = max(watermark, end)
        floor = max(floor, end)
        progress = max(progress, watermark)
        return (from, end)
    }
}

extension Timestamp {
    /// Earlier than any event.
    static let distantPast = Timestamp(milliseconds: 0)
}
