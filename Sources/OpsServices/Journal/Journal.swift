import OpsDomain
import Synchronization

/// The journal of one back end: notes each write before it goes out and after its answer, and takes writes back.
package final class Journal: Sendable {
    /// Where a write stands; tests stop the program there.
    package enum Step: String, Sendable {
        case intended, written, answered
    }

    private let file: JournalFile
    private let clock: OpsClock
    private let place: JournalPlace
    private let identity = Mutex<CallerIdentity?>(nil)
    private let reached: @Sendable (Step) -> Void

    /// - Parameter reached: called when a step of a write is over.
    package init(
        file: JournalFile, place: JournalPlace, clock: OpsClock = .system,
        reached: @escaping @Sendable (Step) -> Void = { _ in }
    ) {
        self.file = file
        self.place = place
        self.clock = clock
        self.reached = reached
    }

    /// Entries bear who we are from when it is known.
    package func learn(_ identity: CallerIdentity) {
        self.identity.withLock { $0 = identity }
    }

    /// Where and by whom something is written now.
    package var placeNow: JournalPlace {
        let identity = identity.withLock { $0 }
        return JournalPlace(
            environment: place.environment, region: place.region, endpoint: place.endpoint,
            account: identity?.account, who: identity?.arn)
    }

    /// The service with every write of it noted here.
    package func noting(_ service: RecordService, collection: String, table: String) -> RecordService {
        var noted = service
        noted.write = { write in
            try await self.carryOut(write, collection: collection, table: table, undoes: nil, service.write)
        }
        return noted
    }

    private func carryOut(
        _ write: RecordWrite, collection: String, table: String, undoes: String?,
        _ send: (RecordWrite) async throws -> Record?
    ) async throws -> Record? {
        let id = RandomUUID.text()
        let entry = JournalEntry(
            id: id, at: clock.now(), place: placeNow, collection: collection, table: table, write: write,
            undoes: undoes)
        try file.append(JournalText.intent(entry), orElse: ", so nothing was: make room or leave.")
        reached(.intended)
        let record: Record?
        do {
            record = try await send(write)
            reached(.written)
        } catch {
            try note(outcome(of: error), of: id, after: error)
            throw error
        }
        do {
            try file.append(JournalText.outcome(.done, of: id, at: clock.now()))
        } catch let failure as ServiceFailure {
            throw ServiceFailure(
                reason: failure.reason,
                sentence: "It was written, but the journal could not note it, and will show it as unknown. "
                    + failure.sentence)
        }
        reached(.answered)
        return record
    }

    private func outcome(of error: any Error) -> JournalEntry.Outcome {
        switch error {
        case let failure as ServiceFailure:
            failure.mayBeDone ? .unknown(reason: failure.sentence) : .refused(reason: failure.sentence)
        default: .unknown(reason: "The write was cut short.")
        }
    }

    private func note(_ outcome: JournalEntry.Outcome, of id: String, after error: any Error) throws {
        do {
            try file.append(JournalText.outcome(outcome, of: id, at: clock.now()))
        } catch let failure as ServiceFailure {
            let first = (error as? ServiceFailure)?.sentence ?? "The write was cut short."
            throw ServiceFailure(reason: failure.reason, sentence: "\(first) \(failure.sentence)")
        }
    }

    // MARK: Looking back

    /// - Parameter records: the records that an entry is about, as they are without a journal.
    package func service(
        _ records: @escaping @Sendable (JournalEntry) async throws -> RecordService
    ) -> JournalService {
        JournalService(
            history: { try self.history() }, settle: { try await self.settle(records) },
            undo: { entry in
                try await self.carryOut(
                    entry.write.inverse, collection: entry.collection, table: entry.table, undoes: entry.id,
                    try await records(entry).write)
            })
    }

    private func history() throws -> JournalService.History {
        let (entries, problems) = JournalText.read(try file.read())
        let here = placeNow
        return JournalService.History(
            entries: entries.filter { $0.place.isSameBackEnd(as: here) }, problems: problems)
    }

    private func settle(
        _ records: (JournalEntry) async throws -> RecordService
    ) async throws -> [JournalEntry] {
        var settled: [JournalEntry] = []
        for var entry in try history().entries where entry.outcome.isOpen && !isUnderWay(entry) {
            let current: Record?
            do {
                current = try await records(entry).get(entry.write.key)
            } catch is ServiceFailure {
                // Out of reach, or not ours to read: it stays unknown, and the next start looks again.
                settled.append(entry)
                continue
            }
            entry.outcome = entry.write.verdict(current: current)
            try file.append(JournalText.outcome(entry.outcome, of: entry.id, at: clock.now()))
            settled.append(entry)
        }
        return settled
    }

    /// Another console may be waiting for the answer.
    private func isUnderWay(_ entry: JournalEntry) -> Bool {
        entry.outcome == .intended && clock.now().seconds(since: entry.at) < 60
    }
}
