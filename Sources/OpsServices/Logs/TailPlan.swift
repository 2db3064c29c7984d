import OpsDomain

/// What a tail over several groups asks next and what it makes of the answers; pure, the driver asks and sleeps.
///
/// Until history is complete, lines are held back until every group has come as far, so that they are told in time
/// order; after that each line is told as soon as it is read.
package struct TailPlan {
    package enum Step: Hashable {
        case ask(TailQuestion)
        /// Nothing to ask before then, or before an answer comes; nil when only an answer can change that.
        case wait(until: Timestamp?)
        case done
    }

    private let settings: TailSettings
    private let follows: Bool
    private let since: Timestamp
    private var names: [String] = []
    private var groups: [String: TailGroup] = [:]
    private var budget: RequestBudget
    private var heldBack: [LogLine] = []
    private var hasCaughtUp = false
    /// What `caughtUp` said last.
    private var assuredUntil: Timestamp?
    /// Groups that a tail without end would ask again, and this one will not.
    private var givenUp: Set<String> = []

    package init(_ request: LogTailRequest, now: Timestamp, settings: TailSettings) {
        self.settings = settings
        follows = request.follows
        since = request.since
        budget = RequestBudget(settings)
        _ = join(request.groups, at: now)
    }

    /// Takes in those of some groups that are not of the tail yet.
    package mutating func join(_ candidates: [String], at now: Timestamp) -> [LogTailEvent] {
        var events: [LogTailEvent] = []
        for name in candidates where groups[name] == nil {
            groups[name] = TailGroup(since: since, now: now, settings: settings)
            names.append(name)
            events.append(.joined(group: name))
        }
        return events
    }

    // MARK: Asking

    package mutating func next(at now: Timestamp) -> Step {
        let open = names.filter { follows || !isOver($0) }
        guard !open.isEmpty else { return follows ? .wait(until: nil) : .done }
        let asked = names.count { groups[$0]?.isAsked == true }
        guard asked < settings.concurrency else { return .wait(until: nil) }
        let waiting = open.compactMap { name in groups[name].map { (name, $0) } }.filter { !$0.1.isAsked }
        let due = waiting.filter { isDue($0.1, at: now) }
        guard let (name, _) = due.min(by: { rank($0.1) < rank($1.1) }) else {
            return .wait(until: waiting.map(\.1.due).min())
        }
        guard budget.take(at: now) else { return .wait(until: budget.nextToken(at: now)) }
        return ask(name, at: now)
    }

    private mutating func ask(_ name: String, at now: Timestamp) -> Step {
        guard var group = groups[name] else { return .wait(until: nil) }
        let look = group.nextLook(at: now)
        group.isAsked = true
        groups[name] = group
        return .ask(TailQuestion(group: name, start: look.start, end: look.end, token: look.token))
    }

    /// A due time far ahead means that the clock was set back: no pause is that long.
    private func isDue(_ group: TailGroup, at now: Timestamp) -> Bool {
        group.due <= now || group.due.seconds(since: now) > settings.longestPause * 2
    }

    /// The longest due first; among those that read history, the one that is farthest behind.
    private func rank(_ group: TailGroup) -> (Timestamp, Timestamp) {
        (group.due, group.progress)
    }

    private func isOver(_ name: String) -> Bool {
        givenUp.contains(name) || groups[name]?.isLive == true
    }

    // MARK: Answers

    /// Takes a page in. `line` makes the line of an index; it is asked for events that were never told, only.
    package mutating func answered(
        _ name: String, _ page: TailPage, at now: Timestamp, line: (Int) -> LogLine
    ) -> [LogTailEvent] {
        // In place: a copy of the group would copy the memory of all that was told.
        guard let fresh = groups[name]?.read(page.events, nextToken: page.nextToken, at: now) else { return [] }
        groups[name]?.isAsked = false
        let hasRecovered = groups[name]?.recover() ?? false
        budget.succeeded()
        heldBack += fresh.map(line)
        return (hasRecovered ? [.recovered(group: name)] : []) + flush(at: now)
    }

    /// Takes a failure in. `isTokenTrouble` when it may come of a page token that is no good any more.
    package mutating func failed(
        _ name: String, _ failure: ServiceFailure, isTokenTrouble: Bool, at now: Timestamp
    ) -> [LogTailEvent] {
        guard var group = groups[name] else { return [] }
        group.isAsked = false
        if failure.reason == .throttled { budget.throttled() }
        var events: [LogTailEvent] = []
        if group.fail(isTokenTrouble: isTokenTrouble, isTransient: failure.isTransient, at: now) {
            events.append(.failed(group: name, failure))
        }
        if failure.reason == .unexpected, !failure.isTransient, let gap = group.giveUp(at: now) {
            events.append(.gap(group: name, from: gap.from, to: gap.to, failure))
        }
        let isHopeless = !failure.isTransient && failure.reason != .unexpected
        if !follows, group.isFailing, isHopeless || group.failures > settings.patience { givenUp.insert(name) }
        groups[name] = group
        return events + flush(at: now)
    }

    /// The lines that may be told now, and that history is complete when it is.
    private mutating func flush(at now: Timestamp) -> [LogTailEvent] {
        let holding = hasCaughtUp ? [] : names.compactMap { groups[$0] }.filter { !$0.isLive && !$0.isFailing }
        var events: [LogTailEvent] = []
        let low = holding.map(\.progress).min()
        let ready = low.map { low in heldBack.filter { $0.timestamp <= low } } ?? heldBack
        if !ready.isEmpty {
            heldBack = low.map { low in heldBack.filter { $0.timestamp > low } } ?? []
            events.append(.lines(Self.sorted(ready)))
        }
        if holding.isEmpty, !hasCaughtUp {
            hasCaughtUp = true
            assuredUntil = now
            events.append(.caughtUp(at: now))
        } else if hasCaughtUp, let event = assurance() {
            events.append(event)
        }
        return events
    }

    /// That the tail is up to date, when that was last told some time ago.
    private mutating func assurance() -> LogTailEvent? {
        let answering = names.compactMap { groups[$0] }.filter { !$0.isFailing }
        guard let reached = answering.compactMap(\.assuredUntil).min(), let told = assuredUntil,
            // Long before what was told, it was told by a clock that has been set back.
            reached.seconds(since: told) >= settings.assuranceInterval || told.seconds(since: reached) > 300
        else { return nil }
        assuredUntil = reached
        return .caughtUp(at: reached)
    }

    /// By time; lines of one moment stay in the order in which they were read.
    private static func sorted(_ lines: [LogLine]) -> [LogLine] {
        let isSorted = zip(lines, lines.dropFirst()).allSatisfy { $0.timestamp <= $1.timestamp }
        guard !isSorted else { return lines }
        return lines.enumerated()
            .sorted { ($0.element.timestamp, $0.offset) < ($1.element.timestamp, $1.offset) }.map(\.element)
    }
}
