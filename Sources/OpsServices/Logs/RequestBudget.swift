import OpsDomain

/// A token bucket over all groups of a tail: never faster than the service allows, slower after it has complained.
struct RequestBudget: Hashable {
    private let settings: TailSettings
    private(set) var rate: Double
    private var tokens: Double
    private var updated: Timestamp?

    init(_ settings: TailSettings) {
        self.settings = settings
        rate = settings.rate
        tokens = settings.burst
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
        rate = max(settings.minimumRate, rate / 2)
        tokens = min(tokens, 0)
    }

    mutating func succeeded() {
        rate = min(settings.rate, rate * 1.05)
    }

    private mutating func fill(at now: Timestamp) {
        // A clock that was set back gives no tokens and takes none.
        let elapsed = max(0, now.seconds(since: updated ?? now))
        tokens = min(settings.burst, tokens + elapsed * rate)
        updated = now
    }
}
