import TerminalCore

/// A stream that the test feeds. Every reader gets everything from its own beginning on.
package final class ScriptedStream<Element: Sendable>: Sendable {
    private struct State {
        var continuations: [Int: AsyncStream<Element>.Continuation] = [:]
        var opened = 0
        var ended = 0
    }

    private let state = Locked(State())

    package init() {}

    /// How often it was opened, and how many readers are still there.
    package var openedCount: Int { state.withLock { $0.opened } }
    package var readerCount: Int { state.withLock { $0.continuations.count } }

    package func stream() -> AsyncStream<Element> {
        let (stream, continuation) = AsyncStream.makeStream(of: Element.self)
        let id = state.withLock { state in
            state.opened += 1
            state.continuations[state.opened] = continuation
            return state.opened
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { $0.continuations[id] = nil }
        }
        return stream
    }

    package func send(_ element: Element) {
        for continuation in readers { continuation.yield(element) }
    }

    package func finish() {
        for continuation in readers { continuation.finish() }
    }

    private var readers: [AsyncStream<Element>.Continuation] {
        state.withLock { state in state.continuations.sorted { $0.key < $1.key }.map(\.value) }
    }
}
