import AWSClient
import OpsDomain

/// Looks for single events, page by page, at a rate that all searches of a console share.
struct LogSearch: Sendable {
    private let logs: LogsClient
    private let pace: SearchPace

    init(logs: LogsClient, clock: OpsClock, settings: TailSettings) {
        self.logs = logs
        pace = SearchPace(
            RequestBudget(
                rate: settings.searchRate, minimumRate: min(settings.searchRate, settings.minimumRate),
                burst: settings.searchBurst),
            clock: clock)
    }

    /// Spans that begin earlier are read oldest first only (CloudWatch Logs API reference, FilterLogEvents): 2024-01-01.
    private static let newestFirstSince = Timestamp(milliseconds: 1_704_067_200_000)

    func answer(_ search: LogSearchRequest) async throws -> LogSearchAnswer {
        var request = FilterLogEventsRequest(group: search.group)
        request.startTime = search.from.milliseconds
        request.endTime = search.to.milliseconds
        request.filterPattern = search.pattern
        if search.isNewestFirst, search.from >= Self.newestFirstSince { request.startFromHead = false }
        request.limit = min(10_000, max(1, search.limit))
        var lines: [LogLine] = []
        var seen: Set<String> = []
        for _ in 0..<search.mostPages {
            try await pace.turn()
            let page = LogEventLines(group: search.group, events: try await ask(request))
            lines += page.lines
            guard let token = page.nextToken else { return Self.answer(lines, search, isComplete: true) }
            guard seen.insert(token).inserted else { throw PagingFailure.repeated(of: "log events") }
            // A page is in order of time, but pages of several streams need not be: more than the limit is read, then cut.
            if lines.count >= search.limit { break }
            request.nextToken = token
        }
        return Self.answer(lines, search, isComplete: false)
    }

    private func ask(_ request: FilterLogEventsRequest) async throws -> LogEventPage {
        let translation = FailureTranslation(resource: "log group \(request.group)")
        do {
            let page = try await translation.run { try await logs.filterLogEvents(request) }
            await pace.wentWell()
            return page
        } catch let failure as ServiceFailure {
            if failure.reason == .throttled { await pace.wasThrottled() }
            throw failure
        }
    }

    private static func answer(_ lines: [LogLine], _ search: LogSearchRequest, isComplete: Bool) -> LogSearchAnswer {
        let sorted = lines.enumerated().sorted { ($0.element.timestamp, $0.offset) < ($1.element.timestamp, $1.offset) }
        let told = search.isNewestFirst ? sorted.suffix(search.limit) : sorted.prefix(search.limit)
        return LogSearchAnswer(
            lines: told.map(\.element), isComplete: isComplete && lines.count <= search.limit)
    }
}

/// Whose turn it is to ask: one budget over all searches under way.
private actor SearchPace {
    private var budget: RequestBudget
    private let clock: OpsClock

    init(_ budget: RequestBudget, clock: OpsClock) {
        self.budget = budget
        self.clock = clock
    }

    /// Returns when a request may go out; throws `CancellationError` when its task is cancelled first.
    func turn() async throws {
        while !budget.take(at: clock.now()) {
            let now = clock.now()
            let wait = max(0.001, budget.nextToken(at: now).seconds(since: now))
            try await clock.sleep(.milliseconds(Int64((wait * 1000).rounded(.up))))
        }
        try Task.checkCancellation()
    }

    func wasThrottled() { budget.throttled() }
    func wentWell() { budget.succeeded() }
}
