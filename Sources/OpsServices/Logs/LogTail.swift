import OpsDomain

/// Drives a `TailPlan`: asks several groups at a time, within one budget, until the stream's reader goes away.
package struct LogTail: Sendable {
    /// Where pages come from.
    package typealias Source = @Sendable (_ question: TailQuestion, _ pattern: String?) async throws -> TailPage

    private enum Happening: Sendable {
        case answered(String, TailPage)
        case failed(String, ServiceFailure, isTokenTrouble: Bool)
        case listed([String])
        case woke
        case cancelled
    }

    /// Where the names of all groups come from.
    package typealias Groups = @Sendable () async throws -> [String]

    private let source: Source
    private let groups: Groups?
    private let clock: OpsClock
    private let settings: TailSettings

    /// - Parameter groups: asked now and then for new ones, for a tail that takes them.
    package init(
        clock: OpsClock = .system, settings: TailSettings = TailSettings(), groups: Groups? = nil,
        source: @escaping Source
    ) {
        self.source = source
        self.groups = groups
        self.clock = clock
        self.settings = settings
    }

    package func stream(_ request: LogTailRequest) -> AsyncStream<LogTailEvent> {
        let (stream, continuation) = AsyncStream.makeStream(of: LogTailEvent.self)
        // Below the screen's priority: a long history must not crowd out what the person does.
        let task = Task(priority: .utility) {
            await run(request) { continuation.yield($0) }
            continuation.finish()
        }
        continuation.onTermination = { _ in task.cancel() }
        return stream
    }

    private func run(_ request: LogTailRequest, tell: @Sendable (LogTailEvent) -> Void) async {
        var plan = TailPlan(request, now: clock.now(), settings: settings)
        await withTaskGroup(of: Happening.self) { group in
            /// When the earliest of the sleeps under way ends.
            var alarm: Timestamp?
            let listing = request.follows && request.joinsNew ? groups : nil
            if let listing { group.addTask { await list(listing) } }
            while !Task.isCancelled {
                switch plan.next(at: clock.now()) {
                case .ask(let question):
                    group.addTask { await ask(question, request.pattern) }
                    continue
                case .done:
                    group.cancelAll()
                    return
                case .wait(let until):
                    let wanted = until ?? (group.isEmpty ? clock.now().adding(seconds: 60) : nil)
                    if let wanted, alarm.map({ wanted < $0 }) ?? true {
                        alarm = wanted
                        group.addTask { await sleep(until: wanted) }
                    }
                }
                guard let happening = await group.next() else { continue }
                switch happening {
                case .answered(let name, let page):
                    let events = plan.answered(name, page, at: clock.now()) { Self.line(page, $0) }
                    for event in events { tell(event) }
                case .failed(let name, let failure, let isTokenTrouble):
                    let events = plan.failed(name, failure, isTokenTrouble: isTokenTrouble, at: clock.now())
                    for event in events { tell(event) }
                case .listed(let names):
                    for event in plan.join(names, at: clock.now()) { tell(event) }
                    if let listing { group.addTask { await list(listing) } }
                case .woke: alarm = nil
                case .cancelled: return
                }
            }
        }
    }

    private static func line(_ page: TailPage, _ index: Int) -> LogLine {
        LogLine(
            page: page.page, index: index, timestamp: page.events[index].timestamp, level: page.level(index))
    }

    private func ask(_ question: TailQuestion, _ pattern: String?) async -> Happening {
        let translation = FailureTranslation(resource: "log group \(question.group)")
        do {
            return .answered(question.group, try await translation.run { try await source(question, pattern) })
        } catch let failure as ServiceFailure {
            return .failed(
                question.group, failure, isTokenTrouble: question.token != nil && failure.reason == .invalid)
        } catch {
            return .cancelled
        }
    }

    /// The groups that there are after a while; none when that cannot be told, as the next time will do.
    private func list(_ groups: Groups) async -> Happening {
        do {
            try await clock.sleep(.milliseconds(Int64(settings.listInterval * 1000)))
            return .listed(try await groups())
        } catch {
            return Task.isCancelled ? .cancelled : .listed([])
        }
    }

    private func sleep(until moment: Timestamp) async -> Happening {
        let seconds = min(max(moment.seconds(since: clock.now()), 0.001), 60)
        do {
            try await clock.sleep(.milliseconds(Int64((seconds * 1000).rounded(.up))))
            return .woke
        } catch {
            return .cancelled
        }
    }
}
