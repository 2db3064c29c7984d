import OpsDomain

/// One log group's part of a tail: what has been read for certain, what is being read, and what was told already.
///
/// Invariants: everything the service had to show before `watermark` was told, but for what arrives later than the
/// overlap; every event that was told and lies at or after `floor` is remembered; no look begins before `floor`.
struct TailGroup {
    /// A stretch of time that is read page by page. `end` is nil for an open one: up to now and beyond.
    struct Look: Hashable {
        let start: Timestamp
        let end: Timestamp?
        let begun: Timestamp
        let isDeep: Bool
        var token: String?
        var pages = 0
        var newest: Timestamp?
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
    private var nonsense = 0
    private var hasRestarted = false

    init(since: Timestamp, now: Timestamp, settings: TailSettings) {
        self.settings = settings
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
        let look = newLook(at: now)
        self.look = look
        return look
    }

    private func newLook(at now: Timestamp) -> Look {
        let isDeep = isLive && now.seconds(since: lastDeep ?? .distantPast) >= settings.deepInterval
        let overlap = isDeep ? settings.deepOverlap : settings.overlap
        let start = max(floor, watermark.adding(seconds: -overlap))
        let end = watermark.adding(seconds: slice)
        return Look(start: start, end: now.seconds(since: end) > 60 ? end : nil, begun: now, isDeep: isDeep)
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
        progress = max(progress, newest ?? progress)
        failures = 0
        nonsense = 0
        hasRestarted = false
        if nextToken == nil {
            self.look = nil
            finish(look, at: now)
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
            let quiet = now.adding(seconds: -settings.quietReach)
            watermark = max(watermark, look.settled ?? look.newest ?? watermark, quiet)
            interval = look.found > 0 ? settings.hotInterval : min(settings.idleInterval, interval * 1.5)
            // The slice is only of use again after a long sleep; then it starts small.
            slice = settings.firstSlice
            due = now.adding(seconds: interval)
            isLive = true
            assuredUntil = look.begun
            if look.isDeep { lastDeep = look.begun }
        }
        progress = max(progress, watermark)
        prune()
    }

    private mutating func resize(after look: Look) {
        let factor = Double(settings.pagesInSlice) / Double(max(1, look.pages))
        slice = min(max(slice * min(max(factor, 0.125), 4), settings.shortestSlice), settings.longestSlice)
    }

    /// Forgets what no look can show again. What must be forgotten for want of room moves the floor up, so that it can
    /// not be told twice.
    private mutating func prune() {
        guard remembered.count > pruneAt || remembered.count > settings.memory else { return }
        let oldest = watermark.adding(seconds: -settings.deepOverlap)
        floor = max(floor, oldest)
        if remembered.count > settings.memory {
            let times = remembered.moments.filter { $0 >= floor }.sorted()
            let excess = times.count - settings.memory
            // The events of one second stay or go together.
            if excess > 0 { floor = max(floor, times[excess - 1].adding(seconds: 1)) }
        }
        remembered.forget(before: floor)
        pruneAt = max(50_000, remembered.count * 2)
    }

    /// A failed request: what is left is asked again after a pause. True when the failure is news.
    mutating func fail(isTokenTrouble: Bool, at now: Timestamp) -> Bool {
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
        let isNews = !isFailing
        isFailing = true
        return isNews
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
