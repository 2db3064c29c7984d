import TerminalCore

/// The one way from other threads to the screen's thread: a queue, and the wake-up that makes the screen's thread look
/// into it.
package final class Mailbox<Item: Sendable>: Sendable {
    private let items = Locked<[Item]>([])
    private let waker: any TerminalWaker

    package init(waker: any TerminalWaker) {
        self.waker = waker
    }

    /// Puts an item at the end and wakes the screen's thread; from any thread, never waiting for the screen.
    package func post(_ item: Item) {
        let wasEmpty = items.withLock { items in
            items.append(item)
            return items.count == 1
        }
        // A mailbox that was not empty has been woken for already, and is emptied as a whole.
        if wasEmpty { waker.wake() }
    }

    /// Takes everything out, in the order in which it was posted.
    package func drain() -> [Item] {
        items.withLock { items in
            defer { items = [] }
            return items
        }
    }

    package var isEmpty: Bool { items.withLock { $0.isEmpty } }
}
