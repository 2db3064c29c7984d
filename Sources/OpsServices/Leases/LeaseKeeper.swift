import OpsDomain

/// Holds a dead-letter queue's messages while somebody looks at them, and gives them back afterwards.
///
/// A receive is never cancelled: its answer may already have hidden messages from everybody else, so it is waited for
/// (a second or two) and what it brings is given back like the rest.
package actor LeaseKeeper {
    private enum Phase {
        case idle
        case looking(Task<Void, Never>)
        /// Giving back; the task ends when all that could be given back has been.
        case closing(Task<Void, Never>)
    }

    private let queue: LeaseQueue
    private let queueName: String
    private let clock: OpsClock
    private let settings: LeaseSettings
    private let translation: FailureTranslation

    private var phase = Phase.idle
    private var book = LeaseBook()
    private var opened: LeaseQueue.Opened?
    private var streams: [Int: AsyncStream<LeaseEvent>.Continuation] = [:]
    /// Streams that ended before they could join.
    private var endedEarly: Set<Int> = []
    /// Streams that were ended from this side; their end is no news.
    private var finished: Set<Int> = []
    /// Messages whose extension is on its way.
    private var extending: Set<String> = []
    private var refusal: ServiceFailure?
    private var released = 0
    private var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
    private var nextWaiter = 0
    private var hasToldFull = false

    package init(
        queueName: String, queue: LeaseQueue, clock: OpsClock = .system, settings: LeaseSettings = LeaseSettings()
    ) {
        self.queueName = queueName
        self.queue = queue
        self.clock = clock
        self.settings = settings
        translation = FailureTranslation(resource: "queue \(queueName)")
    }

    /// The service that the console asks.
    package nonisolated func service() -> DeadLetterService {
        let ids = StreamIDs()
        return DeadLetterService(
            lease: {
                let (stream, continuation) = AsyncStream.makeStream(of: LeaseEvent.self)
                let id = ids.next()
                continuation.onTermination = { _ in Task { await self.leave(id) } }
                Task { await self.join(id, continuation) }
                return stream
            },
            releaseAll: { await self.releaseAll(deadline: $0) })
    }

    // MARK: Streams

    private func join(_ id: Int, _ continuation: AsyncStream<LeaseEvent>.Continuation) async {
        while case .closing(let closing) = phase { await closing.value }
        guard endedEarly.remove(id) == nil else { return }
        streams[id] = continuation
        if let opened { continuation.yield(openedEvent(opened)) }
        if let refusal { continuation.yield(.failed(refusal)) }
        for event in book.snapshot { continuation.yield(event) }
        if case .idle = phase {
            released = 0
            phase = .looking(Task { await self.look() })
        }
    }

    private func leave(_ id: Int) {
        guard streams.removeValue(forKey: id) != nil else {
            if finished.remove(id) == nil { endedEarly.insert(id) }
            return
        }
        if streams.isEmpty { close() }
    }

    private func tell(_ event: LeaseEvent) {
        for continuation in streams.values { continuation.yield(event) }
    }

    private func openedEvent(_ opened: LeaseQueue.Opened) -> LeaseEvent {
        let retention = opened.attributes["MessageRetentionPeriod"].flatMap { Int64($0) }
        return .opened(queue: opened.name, retention: retention.map { .seconds($0) })
    }

    // MARK: Looking

    private func look() async {
        guard let opened = await open() else { return }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.receiveWhileLooking(opened) }
            group.addTask { await self.extendWhileLooking(opened) }
        }
    }

    /// The queue, asked for until it answers; nil when nobody looks any more, or when looking would harm.
    private func open() async -> LeaseQueue.Opened? {
        var pause = settings.retryInterval
        while !Task.isCancelled {
            do {
                let opened = try await queue.open()
                guard !Task.isCancelled else { return nil }
                if let policy = opened.attributes["RedrivePolicy"], !policy.isEmpty {
                    refusal = chained
                    tell(.failed(chained))
                    return nil
                }
                self.opened = opened
                tell(openedEvent(opened))
                return opened
            } catch {
                guard await pauseAfter(error, &pause) else { return nil }
            }
        }
        return nil
    }

    /// A dead-letter queue with a redrive policy of its own counts receives: looking would move messages on.
    private var chained: ServiceFailure {
        ServiceFailure(
            reason: .invalid,
            sentence:
                "\(queueName) has a redrive policy of its own: looking into it counts as a receive and would move "
                + "its messages on, so it is left alone.")
    }

    private func receiveWhileLooking(_ opened: LeaseQueue.Opened) async {
        var pause = settings.retryInterval
        // A queue that fills every answer is asked several times at once: each answer takes its way there and back.
        var width = 1
        while !Task.isCancelled {
            guard hasRoom(width) else {
                guard width == 1 else {
                    width = 1
                    continue
                }
                guard await sleep(settings.calmInterval) else { return }
                continue
            }
            let asked = clock.now()
            do {
                let letters = try await receive(opened, times: width)
                pause = settings.retryInterval
                let until = asked.adding(seconds: settings.visibility.seconds)
                for event in book.receive(letters, until: until) { tell(event) }
                width = letters.count == width * LeaseQueue.batchSize ? min(width * 2, settings.concurrency) : 1
                guard letters.isEmpty else { continue }
                tell(.caughtUp(at: clock.now()))
                guard await sleep(settings.calmInterval) else { return }
            } catch {
                width = 1
                guard await pauseAfter(error, &pause) else { return }
            }
        }
    }

    /// In tasks of their own, which nobody cancels: all answers are waited for. Throws what failed when nothing came.
    private func receive(_ opened: LeaseQueue.Opened, times: Int) async throws -> [DeadLetter] {
        let (queue, settings) = (queue, settings)
        let receives = (0..<times).map { _ in
            Task { try await queue.receive(opened, Int(settings.visibility.components.seconds), settings.receiveWait) }
        }
        var letters: [DeadLetter] = []
        var failure: (any Error)?
        for receive in receives {
            do {
                letters += try await receive.value
            } catch {
                failure = failure ?? error
            }
        }
        if let failure, letters.isEmpty { throw failure }
        return letters
    }

    private func hasRoom(_ width: Int) -> Bool {
        guard book.count + width * LeaseQueue.batchSize > settings.maximumLeases else {
            hasToldFull = false
            return true
        }
        if width == 1, !hasToldFull {
            hasToldFull = true
            tell(.full(held: book.count))
        }
        return false
    }

    private func extendWhileLooking(_ opened: LeaseQueue.Opened) async {
        while !Task.isCancelled {
            let lost = book.expire(at: clock.now())
            if !lost.isEmpty { tell(.lost(messageIDs: lost)) }
            let due = book.due(at: clock.now(), margin: settings.extensionMargin)
            extending = Set(due.map(\.letter.messageID))
            await change(due, seconds: Int(settings.visibility.components.seconds), opened)
            extending = []
            guard await sleep(untilNextExtension) else { return }
        }
    }

    /// New messages may come at any time, but none is due sooner than visibility less margin after its receive; a failed
    /// extension is tried again soon.
    private var untilNextExtension: Duration {
        let idle = settings.visibility - settings.extensionMargin
        guard let next = book.nextDue(margin: settings.extensionMargin) else { return idle / 2 }
        let wait = next.seconds(since: clock.now())
        return .milliseconds(Int64(min(max(wait, settings.retryInterval.seconds), idle.seconds / 2) * 1000))
    }

    private func pauseAfter(_ error: any Error, _ pause: inout Duration) async -> Bool {
        if error is CancellationError { return false }
        tell(.failed(translation.failure(error)))
        let now = pause
        pause = min(pause * 2, settings.longestRetry)
        return await sleep(now)
    }

    /// False when nobody looks any more.
    private func sleep(_ duration: Duration) async -> Bool {
        do {
            try await clock.sleep(duration)
            return !Task.isCancelled
        } catch {
            return false
        }
    }

    // MARK: Changing visibility

    /// Extends or gives back, in batches of ten, some at a time; what happened is in the book and told.
    private func change(_ entries: [LeaseBook.Entry], seconds: Int, _ opened: LeaseQueue.Opened) async {
        var batches: [[LeaseQueue.Change]] = []
        for start in stride(from: 0, to: entries.count, by: LeaseQueue.batchSize) {
            let batch = entries[start..<min(start + LeaseQueue.batchSize, entries.count)]
            batches.append(
                batch.map {
                    LeaseQueue.Change(
                        messageID: $0.letter.messageID, receiptHandle: $0.letter.receiptHandle, seconds: seconds)
                })
        }
        await withTaskGroup(of: Void.self) { group in
            for (index, batch) in batches.enumerated() {
                if index >= settings.concurrency { await group.next() }
                group.addTask { await self.change(batch, opened) }
            }
        }
    }

    private func change(_ batch: [LeaseQueue.Change], _ opened: LeaseQueue.Opened) async {
        let asked = clock.now()
        let outcomes: [String: LeaseQueue.Outcome]
        do {
            let queue = queue
            // Not cancelled either: a message whose extension is on its way must not be given back before it.
            outcomes = try await Task { try await queue.change(opened, batch) }.value
        } catch {
            if !(error is CancellationError) { tell(.failed(translation.failure(error))) }
            return
        }
        var extended: [String] = []
        var lost: [String] = []
        let until = asked.adding(seconds: settings.visibility.seconds)
        for change in batch {
            switch outcomes[change.messageID] ?? .failed {
            case .done where change.seconds == 0:
                if book.lose(change.messageID, receipt: change.receiptHandle) { released += 1 }
            case .done:
                if book.extend(change.messageID, receipt: change.receiptHandle, until: until) {
                    extended.append(change.messageID)
                }
            case .lost where change.seconds == 0:
                // Not held any more, whoever has it: nothing is left to give back.
                if book.lose(change.messageID, receipt: change.receiptHandle) { released += 1 }
            case .lost:
                if book.lose(change.messageID, receipt: change.receiptHandle) { lost.append(change.messageID) }
            case .failed: break
            }
        }
        if !extended.isEmpty { tell(.extended(messageIDs: extended, until: until)) }
        if !lost.isEmpty { tell(.lost(messageIDs: lost)) }
    }

    // MARK: Repairs

    /// The receipts of those messages that are held for a while yet. Whoever acts on a message asks for it just before,
    /// so that nothing is done to one that another consumer may have by now.
    package func receipts(of messageIDs: [String]) async -> [String: String] {
        guard case .looking = phase, let opened else { return [:] }
        func held(_ margin: Duration) -> [LeaseBook.Entry] {
            let limit = clock.now().adding(seconds: margin.seconds)
            return messageIDs.compactMap { book.entries[$0] }.filter { $0.deadline >= limit }
        }
        let safe = Set(held(settings.safeMargin).map(\.letter.messageID))
        let near = held(.zero).filter { !safe.contains($0.letter.messageID) }
        if !near.isEmpty {
            let ids = Set(near.map(\.letter.messageID)).subtracting(extending)
            extending.formUnion(ids)
            await change(
                near.filter { ids.contains($0.letter.messageID) }, seconds: Int(settings.visibility.components.seconds),
                opened)
            extending.subtract(ids)
        }
        let good = held(settings.safeMargin).map { ($0.letter.messageID, $0.letter.receiptHandle) }
        return Dictionary(good, uniquingKeysWith: { first, _ in first })
    }

    /// What is held now, whoever asks.
    package var letters: [DeadLetter] { book.entries.values.map(\.letter) }

    /// These were deleted from the queue: there is nothing left to extend or to give back.
    package func forget(_ messageIDs: [String]) {
        for id in messageIDs { book.remove(id) }
        tell(.removed(messageIDs: messageIDs))
    }

    // MARK: Leaving

    private func close() {
        guard case .looking(let looking) = phase else { return }
        looking.cancel()
        phase = .closing(
            Task {
                // What is held goes back at once; what a receive still brings goes back when it is here.
                await self.giveBack()
                await looking.value
                await self.giveBack()
                self.closed()
            })
    }

    private func giveBack() async {
        guard let opened else { return }
        // Two changes of one message under way at once could arrive in either order, and the extension would win.
        let held = book.due(at: Timestamp(milliseconds: .max / 2), margin: .zero)
            .filter { !extending.contains($0.letter.messageID) }
        await change(held, seconds: 0, opened)
    }

    private func closed() {
        phase = .idle
        hasToldFull = false
        refusal = nil
        left = book.count
        leftUntil = clock.now().adding(seconds: settings.visibility.seconds)
        book = LeaseBook()
        for waiter in waiters.values { waiter.resume() }
        waiters = [:]
    }

    /// Leases that could not be given back the last time; they end by themselves, by `leftUntil` at the latest.
    private var left = 0
    private var leftUntil: Timestamp?

    package func releaseAll(deadline: Duration) async -> LeaseRelease {
        finished.formUnion(streams.keys)
        for continuation in streams.values { continuation.finish() }
        streams = [:]
        close()
        guard case .closing = phase else {
            let stillOut = leftUntil.map { self.clock.now() < $0 } ?? false
            return LeaseRelease(released: 0, left: stillOut ? left : 0)
        }
        left = 0
        let waiter = nextWaiter
        nextWaiter += 1
        let clock = clock
        let timer = Task {
            do {
                try await clock.sleep(deadline)
                self.resume(waiter)
            } catch {
                // Closed in time: nobody waits any more.
            }
        }
        await withCheckedContinuation { waiters[waiter] = $0 }
        timer.cancel()
        return LeaseRelease(released: released, left: left + book.count)
    }

    private func resume(_ waiter: Int) {
        waiters.removeValue(forKey: waiter)?.resume()
    }
}
