import OpsDomain
import TerminalCore

/// Queues that keep what was asked of them and answer what a test has set.
package final class ScriptedQueueOperations: Sendable {
    private struct State {
        var sent: [(queue: String, message: QueueMessage)] = []
        var purged: [String] = []
        var started: [MoveRequest] = []
        var cancelled: [String?] = []
        var canaries: [CanaryRequest] = []
        var looks: [CanaryLook] = []
        var messages: [SavedMessage] = []
        var moves: [MoveTask] = []
        var fates: [CanaryFate] = []
        var sightings: [CanarySighting] = []
        var failure: ServiceFailure?
    }

    private let state = Locked(State())

    package init() {}

    package var sent: [(queue: String, message: QueueMessage)] { state.withLock { $0.sent } }
    package var purged: [String] { state.withLock { $0.purged } }
    package var started: [MoveRequest] { state.withLock { $0.started } }
    /// Handles of the tasks that were cancelled.
    package var cancelled: [String?] { state.withLock { $0.cancelled } }
    package var canaries: [CanaryRequest] { state.withLock { $0.canaries } }
    package var looks: [CanaryLook] { state.withLock { $0.looks } }

    /// What everything but looking fails with from now on; nil mends it.
    package func fail(with failure: ServiceFailure?) { state.withLock { $0.failure = failure } }
    package func setMoves(_ moves: [MoveTask]) { state.withLock { $0.moves = moves } }
    /// What a canary's messages come to.
    package func setFates(_ fates: [CanaryFate]) { state.withLock { $0.fates = fates } }
    /// What is seen, one after the other; the last goes on.
    package func setSightings(_ sightings: [CanarySighting]) { state.withLock { $0.sightings = sightings } }
    /// What lies in the queue that is purged.
    package func setMessages(_ messages: [SavedMessage]) { state.withLock { $0.messages = messages } }

    package var operations: QueueOperations {
        QueueOperations(
            send: { queue, message in
                try self.change { state in
                    state.sent.append((queue, message))
                    return SentMessage(messageID: "sent-\(state.sent.count)")
                }
            },
            purge: { queue, saving in
                let messages = try self.change { $0.messages }
                saving?.progress(messages.count)
                var path: String?
                if let saving, !messages.isEmpty { path = try await saving.write(messages) }
                self.state.withLock { $0.purged.append(queue) }
                return PurgeOutcome(saved: saving == nil ? 0 : messages.count, path: path)
            },
            startMove: { request in try self.change { $0.started.append(request) } },
            moves: { _ in self.state.withLock { $0.moves } },
            cancelMove: { task in
                try self.change { state in
                    state.cancelled.append(task.handle)
                    return task.moved
                }
            },
            canary: { request in
                try self.change { state in
                    state.canaries.append(request)
                    return state.fates
                }
            },
            sight: { _, _, look in
                try self.change { state in
                    state.looks.append(look)
                    guard let first = state.sightings.first else {
                        throw ServiceFailure(reason: .unexpected, sentence: "Nothing was scripted.")
                    }
                    if state.sightings.count > 1 { state.sightings.removeFirst() }
                    return first
                }
            })
    }

    private func change<Answer>(_ work: (inout State) throws -> Answer) throws -> Answer {
        try state.withLock { state in
            if let failure = state.failure { throw failure }
            return try work(&state)
        }
    }
}
