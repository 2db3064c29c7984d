/// What the console asks of the journal. Every call throws `ServiceFailure`, or `CancellationError`, and nothing else.
package struct JournalService: Sendable {
    package struct History: Sendable {
        /// Oldest first.
        package let entries: [JournalEntry]
        /// Lines that cannot be read, each told with its number.
        package let problems: [String]

        package init(entries: [JournalEntry], problems: [String]) {
            self.entries = entries
            self.problems = problems
        }
    }

    /// What was written to this back end, by any console of this person.
    package var history: @Sendable () async throws -> History
    /// Looks at the table for each entry whose end is not known, and notes what it found; answers those entries as they
    /// are now. What cannot be looked at stays as it is.
    package var settle: @Sendable () async throws -> [JournalEntry]
    /// Takes an entry back, on condition that the record still is as the entry left it; answers the record as it is now.
    package var undo: @Sendable (JournalEntry) async throws -> Record?

    package init(
        history: @escaping @Sendable () async throws -> History,
        settle: @escaping @Sendable () async throws -> [JournalEntry],
        undo: @escaping @Sendable (JournalEntry) async throws -> Record?
    ) {
        self.history = history
        self.settle = settle
        self.undo = undo
    }
}

extension JournalService.History {
    /// The last write that was done, was not taken back, and takes nothing back itself: what `z` is about.
    package var lastToUndo: JournalEntry? {
        entries.last { $0.outcome.wasDone && $0.undoneBy == nil && $0.undoes == nil }
    }
}
