import TerminalCore

/// A terminal in memory: input is scripted, and what is presented is kept. It never waits.
package final class MemoryTerminal: Terminal {
    /// Counts the wake-ups; the memory terminal needs none, since it never waits.
    package final class Waker: TerminalWaker {
        private let calls = Locked(0)

        package init() {}

        package var count: Int { calls.withLock { $0 } }

        package func wake() {
            calls.withLock { $0 += 1 }
        }
    }

    package var size: Size
    /// Handed out in order, at most `batchSize` at a time, as a driver does that reads what the tty holds.
    package var pending: [TerminalEvent] = []
    package var batchSize = 64
    package private(set) var frame: Frame?
    package private(set) var presentCount = 0
    package private(set) var invalidateCount = 0
    package private(set) var suspendCount = 0
    /// How often the terminal was lent to an editor.
    package private(set) var yieldCount = 0
    package private(set) var bellCount = 0
    package private(set) var copied: [String] = []
    /// The size that the terminal has after the next suspension.
    package var sizeAfterSuspension: Size?
    private let ownWaker = Waker()

    package init(size: Size) {
        self.size = size
    }

    package var waker: any TerminalWaker { ownWaker }
    package var wakeCount: Int { ownWaker.count }

    package func nextEvents(timeout: Duration?) -> [TerminalEvent] {
        let batch = Array(pending.prefix(batchSize))
        pending.removeFirst(batch.count)
        for case .resized(let size) in batch { self.size = size }
        return batch
    }

    package func present(_ frame: Frame) {
        self.frame = frame
        presentCount += 1
    }

    package func invalidate() { invalidateCount += 1 }

    package func suspend() {
        suspendCount += 1
        if let sizeAfterSuspension { size = sizeAfterSuspension }
    }

    package func yielding<Result>(_ body: () throws -> Result) rethrows -> Result {
        yieldCount += 1
        defer { if let sizeAfterSuspension { size = sizeAfterSuspension } }
        return try body()
    }

    package func copy(_ text: String) { copied.append(text) }

    package func bell() { bellCount += 1 }
}
