import OpsDomain
import Synchronization

/// Carries repairs out, step by step, each noted in a journal of its own before it goes out and after its answer.
///
/// A message is deleted from the dead-letter queue only when SQS has said that it has the other one whole. What has no
/// answer is looked for where it would be; what is not found there is left where it was and told, never sent again by
/// itself. So a message is in one of the two queues whatever happens, and in both only when that is said.
package final class RepairRunner: Sendable {
    /// Where a repair stands; tests stop the program there.
    package enum Step: String, CaseIterable, Sendable {
        case planned = "repair-planned"
        case noted = "repair-noted"
        case sent = "repair-sent"
        case answered = "repair-answered"
        case deleted = "repair-deleted"
        case settled = "repair-settled"
    }

    private let file: JournalFile
    private let lock: RepairLock
    /// Where messages are saved before they are deleted.
    private let savedDirectory: String
    private let place: @Sendable () -> JournalPlace
    private let queue: RepairQueue
    private let lease: @Sendable () -> AsyncStream<LeaseEvent>
    private let clock: OpsClock
    private let isReadOnly: Bool
    private let reached: @Sendable (Step) -> Void
    private let isStopped = Mutex(false)

    /// - Parameters:
    ///   - directory: of the journal, of the saved messages, and of the lock that lets one console repair at a time.
    ///   - lease: keeps the messages leased while it is listened to.
    ///   - reached: called when a step is over.
    package init(
        directory: String, place: @escaping @Sendable () -> JournalPlace, queue: RepairQueue,
        lease: @escaping @Sendable () -> AsyncStream<LeaseEvent>, clock: OpsClock = .system, isReadOnly: Bool = false,
        reached: @escaping @Sendable (Step) -> Void = { _ in }
    ) {
        file = JournalFile(path: "\(directory)/repairs.jsonl")
        lock = RepairLock(path: "\(directory)/repairs.lock")
        savedDirectory = "\(directory)/saved"
        self.place = place
        self.queue = queue
        self.lease = lease
        self.clock = clock
        self.isReadOnly = isReadOnly
        self.reached = reached
    }

    package func service() -> RepairService {
        RepairService(
            begin: { order in self.stream { try await self.begin(order, $0) } },
            unfinished: { try self.unfinished() },
            resume: { ledger, isWhole in self.stream { try await self.resume(ledger, isWhole, $0) } },
            stop: { self.isStopped.withLock { $0 = true } })
    }

    private typealias Tell = @Sendable (RepairLedger) -> Void

    /// In a task of its own, which nobody cancels.
    private func stream(_ work: @escaping @Sendable (@escaping Tell) async throws -> Void) -> RepairService.Progress {
        let (stream, continuation) = RepairService.Progress.makeStream()
        Task {
            do {
                try await work { continuation.yield($0) }
                continuation.finish()
            } catch {
                continuation.finish(throwing: error)
            }
        }
        return stream
    }

    // MARK: Beginning

    private func begin(_ order: RepairService.Order, _ tell: @escaping Tell) async throws {
        let hold = try hold()
        defer { hold.release() }
        let repair = Repair(
            id: RandomUUID.text(), at: clock.now(), place: place(), action: order.action, source: order.source,
            items: order.items)
        var ledger = RepairLedger(repair)
        try note(.planned(repair), ledger, orElse: ", so nothing was begun: make room or leave.")
        reached(.planned)
        if order.action == .delete {
            ledger.savedPath = try save(repair)
            try note(.saved(path: ledger.savedPath ?? ""), ledger, orElse: ", so nothing was deleted.")
        }
        tell(ledger)
        try await carryOut(&ledger, isWhole: false, tell)
    }

    private func hold() throws -> RepairLock.Hold {
        guard !isReadOnly else {
            throw ServiceFailure(
                reason: .readOnly,
                sentence: "The console is read-only: nothing was begun. Start it without --read-only.")
        }
        guard let hold = try lock.take() else {
            throw ServiceFailure(
                reason: .invalid,
                sentence: "Messages are being repaired already, here or in another console: wait for it.")
        }
        isStopped.withLock { $0 = false }
        return hold
    }

    private func save(_ repair: Repair) throws -> String {
        let name = SavedMessages.fileName(queue: repair.source, at: repair.at)
        // Two of one second have files of their own.
        let path = "\(savedDirectory)/\(repair.id.prefix(8))-\(name)"
        // The file's last line ends with the line break that appending writes.
        let lines = SavedMessages.text(repair.items.map(\.message)).dropLast()
        try JournalFile(path: path).append(String(lines), orElse: ", so nothing was deleted: make room or leave.")
        return path
    }

    // MARK: Going on

    private func unfinished() throws -> [RepairLedger] {
        // A read-only console goes on with nothing; and whoever repairs now will end it.
        guard !isReadOnly, let hold = try lock.take() else { return [] }
        defer { hold.release() }
        let here = place()
        return RepairText.read(try file.read()).ledgers.filter {
            !$0.isEnded && $0.repair.place.isSameBackEnd(as: here)
        }
    }

    private func resume(_ ledger: RepairLedger, _ isWhole: Bool, _ tell: @escaping Tell) async throws {
        let hold = try hold()
        defer { hold.release() }
        // Another console may have gone on with it in the meantime.
        let known = RepairText.read(try file.read()).ledgers.first { $0.repair.id == ledger.repair.id }
        guard var ledger = known, !ledger.isEnded else {
            throw ServiceFailure(reason: .invalid, sentence: "This repair has come to its end already.")
        }
        if ledger.repair.action == .delete, ledger.savedPath == nil {
            ledger.savedPath = try save(ledger.repair)
            try note(.saved(path: ledger.savedPath ?? ""), ledger, orElse: ", so nothing was deleted.")
        }
        tell(ledger)
        let doubtful = ledger.stages.indices.filter { if case .sending = ledger.stages[$0] { true } else { false } }
        if !doubtful.isEmpty {
            let outcomes = await lookedFor(
                Dictionary(doubtful.map { ($0, "The program ended before there was an answer.") }) { first, _ in first
                },
                ledger)
            try note(.answered(outcomes), ledger)
            for (number, outcome) in outcomes { ledger.settle(number, outcome) }
            tell(ledger)
        }
        try await carryOut(&ledger, isWhole: isWhole, tell)
    }

    // MARK: Carrying out

    private func carryOut(_ ledger: inout RepairLedger, isWhole: Bool, _ tell: @escaping Tell) async throws {
        // The messages stay leased for as long as they are worked on, whatever is on the screen.
        let leasing = ledger.repair.action == .restore ? nil : Task { for await _ in lease() {} }
        defer { leasing?.cancel() }
        try await deleteSent(&ledger, isWhole: isWhole)
        tell(ledger)
        for batch in RepairBatches.make(of: ledger) {
            if isStopped.withLock({ $0 }) {
                try keep(batch, "Stopped before it was begun.", &ledger)
                continue
            }
            try await carryOut(batch, &ledger, isWhole: isWhole)
            tell(ledger)
        }
        try await deleteLeftOver(&ledger, tell)
        try note(.ended, ledger)
        ledger.end()
        tell(ledger)
    }

    private func carryOut(_ batch: [Int], _ ledger: inout RepairLedger, isWhole: Bool) async throws {
        var batch = batch
        if ledger.repair.action != .restore {
            let receipts = await queue.receipts(batch.map { ledger.repair.items[$0].message.messageID })
            let missing = batch.filter { receipts[ledger.repair.items[$0].message.messageID] == nil }
            let reason =
                isWhole
                ? "It is not in the queue any more." : "Another consumer may have it by now: its lease is over."
            try keep(missing, reason, &ledger)
            batch.removeAll(where: Set(missing).contains)
        }
        guard !batch.isEmpty else { return }
        if ledger.repair.action == .delete {
            try await delete(batch, &ledger)
        } else {
            try await send(batch, &ledger)
            try await deleteSent(&ledger, isWhole: false)
        }
    }

    private func keep(_ numbers: [Int], _ reason: String, _ ledger: inout RepairLedger) throws {
        guard !numbers.isEmpty else { return }
        try note(.kept(numbers, reason: reason), ledger)
        for number in numbers { ledger.keep(number, reason) }
    }

    // MARK: Sending

    /// After a refusal that may pass, so long.
    private static let pauses: [Duration] = [.seconds(1), .seconds(2), .seconds(4)]

    private func send(_ batch: [Int], _ ledger: inout RepairLedger) async throws {
        guard let first = batch.first, let destination = ledger.repair.items[first].destination else { return }
        var waiting = batch
        var outcomes: [Int: SendOutcome] = [:]
        for pause in Self.pauses + [nil] {
            let now = clock.now()
            try note(.sending(waiting), ledger, orElse: ", so the rest was not sent: make room or leave.")
            ledger.begin(sending: waiting, at: now)
            reached(.noted)
            let repair = ledger.repair
            let answers = await queue.send(
                destination, waiting.map { RepairQueue.Outgoing(number: $0, message: repair.outgoing($0)) })
            reached(.sent)
            outcomes.merge(answers) { _, new in new }
            waiting = waiting.filter { if case .refused(_, true)? = answers[$0] { true } else { false } }
            guard !waiting.isEmpty, let pause, !isStopped.withLock({ $0 }) else { break }
            try await clock.sleep(pause)
        }
        var lost: [Int: String] = [:]
        for (number, outcome) in outcomes { if case .lost(let reason) = outcome { lost[number] = reason } }
        if !lost.isEmpty { outcomes.merge(await lookedFor(lost, ledger)) { _, new in new } }
        for (number, outcome) in outcomes { ledger.settle(number, outcome) }
        try note(.answered(outcomes), ledger)
        reached(.answered)
    }

    /// What can be found out about messages whose sending has no answer: those that lie where they were sent, or came back
    /// from there as dead letters, were sent.
    private func lookedFor(_ lost: [Int: String], _ ledger: RepairLedger) async -> [Int: SendOutcome] {
        var seen = await queue.held().map {
            SendEvidence.Seen(
                messageID: $0.messageID, body: $0.body, attributes: $0.attributes, sentAt: $0.sentAt)
        }
        for destination in Set(lost.keys.compactMap { ledger.repair.items[$0].destination }).sorted() {
            seen += await queue.look(destination)
        }
        let found = SendEvidence.matches(ledger, in: seen)
        var outcomes: [Int: SendOutcome] = [:]
        for (number, reason) in lost {
            let place = ledger.repair.items[number].destination ?? "its queue"
            outcomes[number] =
                found[number].map { .sent(messageID: $0) }
                ?? .lost(
                    "\(reason) It was not seen in \(place): a consumer may have it already. Look before sending it again."
                )
        }
        return outcomes
    }

    // MARK: Deleting

    /// Deletes the dead letters of all messages that SQS has whole.
    ///
    /// - Parameter givesUp: whether one that is not held now is told as not deleted; else it stays to be deleted.
    private func deleteSent(_ ledger: inout RepairLedger, isWhole: Bool, givesUp: Bool = false) async throws {
        let sent = ledger.stages.indices.filter { if case .sent = ledger.stages[$0] { true } else { false } }
        for start in stride(from: 0, to: sent.count, by: RepairQueue.batchSize) {
            let batch = Array(sent[start..<min(start + RepairQueue.batchSize, sent.count)])
            try await delete(batch, &ledger, isWhole: isWhole, givesUp: givesUp)
        }
    }

    /// Longer than a lease: what ran out is visible again by then, and leased anew unless somebody else has it.
    private static let patience = 150

    /// A message that was sent while its lease ended lies in two queues until it comes back to us: it is waited for.
    private func deleteLeftOver(_ ledger: inout RepairLedger, _ tell: @escaping Tell) async throws {
        var seconds = 0
        while ledger.hasSent, seconds < Self.patience, !isStopped.withLock({ $0 }) {
            try await clock.sleep(.seconds(1))
            seconds += 1
            try await deleteSent(&ledger, isWhole: false)
            tell(ledger)
        }
        try await deleteSent(&ledger, isWhole: false, givesUp: true)
    }

    private func delete(
        _ batch: [Int], _ ledger: inout RepairLedger, isWhole: Bool = false, givesUp: Bool = true
    ) async throws {
        let ids = batch.map { ledger.repair.items[$0].message.messageID }
        let receipts = await queue.receipts(ids)
        var outcomes: [Int: DeleteOutcome] = [:]
        var deletions: [RepairQueue.Deletion] = []
        for (number, id) in zip(batch, ids) {
            if let receipt = receipts[id] {
                deletions.append(RepairQueue.Deletion(number: number, receiptHandle: receipt))
            } else if isWhole {
                // Of a queue that was seen whole nothing is missing but what was deleted before the program ended.
                outcomes[number] = .done
            } else if givesUp {
                outcomes[number] = .failed("Another consumer may have it by now: its lease is over.")
            }
        }
        if !deletions.isEmpty {
            outcomes.merge(await queue.delete(ledger.repair.source, deletions)) { _, new in new }
            reached(.deleted)
        }
        guard !outcomes.isEmpty else { return }
        let done = zip(batch, ids).filter { outcomes[$0.0] == .done }.map(\.1)
        await queue.forget(done)
        for (number, outcome) in outcomes { ledger.settle(number, outcome) }
        try note(.deleted(outcomes), ledger)
        reached(.settled)
    }

    private func note(_ event: RepairText.Event, _ ledger: RepairLedger, orElse meaning: String = ".") throws {
        try file.append(RepairText.line(event, of: ledger.repair.id, at: clock.now()), orElse: meaning)
    }
}
