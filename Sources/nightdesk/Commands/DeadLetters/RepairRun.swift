import OpsDomain

/// Carries a repair out and tells how it ended.
struct RepairRun {
    let session: Session

    func run(_ progress: RepairService.Progress) async throws {
        let repairs = session.services.repairs
        // A signal ends what is under way in order: nothing more is begun.
        let latest = try await withTaskCancellationHandler {
            // In a task of its own: who is cancelled hears nothing more from a stream.
            try await Task {
                var latest: RepairLedger?
                for try await ledger in progress { latest = ledger }
                return latest
            }.value
        } onCancel: {
            repairs.stop()
        }
        guard let ledger = latest else { return }
        if let path = ledger.savedPath { StandardStream.complain("Saved in \(path).") }
        for (number, sentence) in ledger.troubles {
            StandardStream.complain("nightdesk: message \(ledger.repair.items[number].message.messageID): \(sentence)")
        }
        StandardStream.complain(ledger.summary + ".")
        let sum = ledger.sum
        guard sum.done < sum.read else { return }
        throw CommandFailure(
            sum.done == 0 ? .failed : .partlyDone,
            sum.unsure > 0 ? "Look at what is in doubt before it is sent again." : "Not all was done.")
    }
}

/// Where dead letters are sent back to.
struct LetterDestinations {
    let session: Session
    /// What the person said; nil is each message's own queue.
    let chosen: String?

    func items(_ letters: [DeadLetter], editedBody: String? = nil) async throws -> [Repair.Item] {
        let chosen = try await self.chosen()
        let fallback = chosen == nil ? try await onlySource() : nil
        return try letters.map { letter in
            guard let destination = chosen ?? letter.sourceQueue ?? fallback else {
                throw CommandFailure(
                    .failed,
                    "Message \(letter.messageID) does not say which queue it came from, and several go to "
                        + "\(letter.queue): name one with --to.")
            }
            return Repair.Item(SavedMessage(letter), editedBody: editedBody, destination: destination)
        }
    }

    func chosen() async throws -> String? {
        guard let chosen else { return nil }
        return try await QueueChoice.resolve(chosen, in: session).name
    }

    /// The only queue whose dead letters go here; nil when there are several, or none.
    private func onlySource() async throws -> String? {
        let name = session.names.deadLetterQueue
        let readings = try await session.services.queues.list()
        let sources = try readings.first { $0.name == name }?.result.get().sources ?? []
        return sources.count == 1 ? sources[0] : nil
    }
}
