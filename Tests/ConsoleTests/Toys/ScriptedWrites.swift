import OpsDomain
import TerminalCore

/// Work that goes on until the test lets it: each `wait` returns when `finish` was called for it.
final class ScriptedWrites: Sendable {
    private struct State {
        var waiting: [CheckedContinuation<Void, Never>] = []
        var isHeld = false
        var failure: ServiceFailure?
    }

    private let state = Locked(State())

    /// From now on `wait` waits.
    func hold() { state.withLock { $0.isHeld = true } }

    /// What the work comes to instead of a result.
    var failure: ServiceFailure? { state.withLock { $0.failure } }

    func fail(with failure: ServiceFailure?) { state.withLock { $0.failure = failure } }

    var waitingCount: Int { state.withLock { $0.waiting.count } }

    func wait() async {
        await withCheckedContinuation { continuation in
            let goesOn = state.withLock { state in
                if state.isHeld { state.waiting.append(continuation) }
                return !state.isHeld
            }
            if goesOn { continuation.resume() }
        }
    }

    /// Lets the oldest waiter go on.
    func finishFirst() {
        let first = state.withLock { $0.waiting.isEmpty ? nil : $0.waiting.removeFirst() }
        first?.resume()
    }

    func finishAll() {
        let all = state.withLock { state in
            defer { state.waiting = [] }
            state.isHeld = false
            return state.waiting
        }
        for continuation in all { continuation.resume() }
    }
}
