import OpsDomain
import TerminalCore

/// A journal in memory: what it holds, and what it was asked to take back.
package final class ScriptedJournal: Sendable {
    private struct State {
        var entries: [JournalEntry] = []
        var settled: [JournalEntry] = []
        var undone: [JournalEntry] = []
        var failure: ServiceFailure?
    }

    private let state = Locked(State())

    package init() {}

    package func set(_ entries: [JournalEntry], settled: [JournalEntry] = []) {
        state.withLock { ($0.entries, $0.settled) = (entries, settled) }
    }

    /// What taking back fails with from now on.
    package func fail(with failure: ServiceFailure?) { state.withLock { $0.failure = failure } }

    package var undone: [JournalEntry] { state.withLock { $0.undone } }

    package var service: JournalService {
        JournalService(
            history: { self.state.withLock { JournalService.History(entries: $0.entries, problems: []) } },
            settle: { self.state.withLock { $0.settled } },
            undo: { entry in
                try self.state.withLock { state in
                    if let failure = state.failure { throw failure }
                    state.undone.append(entry)
                    return entry.write.before
                }
            })
    }
}
