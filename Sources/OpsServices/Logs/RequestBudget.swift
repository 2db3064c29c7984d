import OpsDomain

/// A token bucket over all groups of a tail, or over all searches: never faster than the service allows, slower after it
/// has complained.
struct RequestBudget: Hashable {
    private let mostRate: Double
    private let minimumRate: Double
    private let burst: Double
    private(set) var rate: Double
    private var tokens: Double
    private var updated: Timestamp?

    /// A tail's.
    init(_ settings: TailSettings) {
        self.init(rate: settings.rate, minimumRate: settings.minimumRate, burst: settings.burst)
    }

    /// - Parameters:
    ///   - rate: requests a second.
    ///   - minimumRate: what complaints bring it down to.
    ///   - burst: requests that may go out at once after a pause.
    init(rate: Double, minimumRate: Double, burst: Double) {
        (mostRate, self.minimumRate, self.burst) = (rate, minimumRate, burst)
        self.rate = rate
        tokens = burst
    }

    /// Takes a token; false when there is none yet.
    mutating func take(at now: Timestamp) -> Bool {
        fill(at: now)
        guard tokens >= 1 else { return false }
        tokens -= 1
        return true
    }

    /// When the next token is there.
    mutating func nextToken(at now: Timestamp) -> Timestamp {
        fill(at: now)
        return tokens >= 1 ? now : Timestamp(milliseconds: now.milliseconds + Int64((1 - tokens) / rate * 1000) + 1)
    }

    mutating func throttled() {
        rate = max(minimumRate, rate / 2)
        tokens = min(tokens, 0)
    }

    mutating func succeeded() {
        rate = min(mostRate, rate * 1.05)
    }

    private mutating func fill(at now: Timestamp) {
        // A clock that was set back gives no tokens and takes none.
        let elapsed = max(0, now.seconds(since: updated ?? now))
        tokens = min(burst, tokens + elapsed * rate)
        updated = now
    }
}
