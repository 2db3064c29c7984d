/// Looking into a dead-letter queue without stealing from it: messages are leased (received with a visibility timeout),
/// the lease is extended while they are shown, and given back when they no longer are.
package struct DeadLetterService: Sendable {
    /// Leases the environment's dead-letter queue and tells what happens until the stream's task is cancelled; then the
    /// messages are released. One stream at a time: a second one shares what is leased already.
    package var lease: @Sendable () -> AsyncStream<LeaseEvent>
    /// Releases everything at once and waits until SQS has said so, or the deadline is over. For leaving.
    package var releaseAll: @Sendable (_ deadline: Duration) async -> LeaseRelease

    package init(
        lease: @escaping @Sendable () -> AsyncStream<LeaseEvent>,
        releaseAll: @escaping @Sendable (_ deadline: Duration) async -> LeaseRelease
    ) {
        self.lease = lease
        self.releaseAll = releaseAll
    }
}

/// What happens to a lease.
package enum LeaseEvent: Hashable, Sendable {
    /// The queue that is looked into, told once at the start.
    case opened(queue: String, retention: Duration?)
    /// Messages newly leased, each told once.
    case leased([DeadLetter], until: Timestamp)
    /// The receipts of these messages are good until then.
    case extended(messageIDs: [String], until: Timestamp)
    /// These leases ran out or were taken: another consumer may have the messages.
    case lost(messageIDs: [String])
    /// These messages were deleted by this console.
    case removed(messageIDs: [String])
    /// Everything visible has been leased for now; looking goes on at a slower rate.
    case caughtUp(at: Timestamp)
    /// As many are held as may be at one time: the others are not looked at.
    case full(held: Int)
    case failed(ServiceFailure)
}

/// How a release ended.
package struct LeaseRelease: Hashable, Sendable {
    package let released: Int
    /// Still leased: they come back by themselves when the visibility timeout is over.
    package let left: Int

    package init(released: Int, left: Int) {
        self.released = released
        self.left = left
    }
}
