/// Repairs dead letters: sends them again, deletes them, restores them from a file. Every step is noted before it goes out
/// and after its answer, so that a crash anywhere neither loses a message nor doubles one.
///
/// The streams tell the ledger whenever something is settled, and throw `ServiceFailure` where nothing could be begun;
/// they go on whether somebody listens or not. `stop` lets what is under way come to its end and leaves the rest alone.
package struct RepairService: Sendable {
    package typealias Progress = AsyncThrowingStream<RepairLedger, any Error>

    /// What is to be done with messages.
    package struct Order: Sendable {
        package let action: Repair.Action
        /// The dead-letter queue's name; of a restoration, the file's.
        package let source: String
        package let items: [Repair.Item]

        package init(_ action: Repair.Action, source: String, items: [Repair.Item]) {
            self.action = action
            self.source = source
            self.items = items
        }
    }

    /// Begins a repair. Messages that this console does not hold are left alone.
    package var begin: @Sendable (_ order: Order) -> Progress
    /// Repairs of this back end that were cut short, the oldest first.
    package var unfinished: @Sendable () async throws -> [RepairLedger]
    /// Goes on with one. `isWhole` says that this console holds all that the queue has: a message that was sent and is not
    /// there was deleted.
    package var resume: @Sendable (_ ledger: RepairLedger, _ isWhole: Bool) -> Progress
    /// Ends the one that is running after what is under way.
    package var stop: @Sendable () -> Void

    package init(
        begin: @escaping @Sendable (_ order: Order) -> Progress,
        unfinished: @escaping @Sendable () async throws -> [RepairLedger],
        resume: @escaping @Sendable (_ ledger: RepairLedger, _ isWhole: Bool) -> Progress,
        stop: @escaping @Sendable () -> Void
    ) {
        self.begin = begin
        self.unfinished = unfinished
        self.resume = resume
        self.stop = stop
    }
}
