/// The retry quota of standard mode: a bucket of tokens that failing calls empty and working calls fill, so that a
/// service in trouble is not beaten with retries.
package struct RetryQuota: Hashable, Sendable {
    package static let capacity = 500
    package static let retryCost = 5
    package static let timeoutCost = 10
    /// What a call that needed no retry gives back.
    package static let successRefund = 1

    package private(set) var available: Int

    package init(available: Int = RetryQuota.capacity) {
        self.available = min(available, Self.capacity)
    }

    /// Takes tokens if there are enough, and says whether there were.
    package mutating func take(_ cost: Int) -> Bool {
        guard cost <= available else { return false }
        available -= cost
        return true
    }

    /// Gives tokens back, up to the capacity.
    package mutating func refund(_ tokens: Int) {
        available = min(Self.capacity, available + tokens)
    }
}
