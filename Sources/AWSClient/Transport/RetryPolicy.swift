/// Decides after a failed attempt, as standard mode does: what may be sent again, and after how long. It neither waits
/// nor keeps count, so that its answer follows from its arguments alone.
package struct RetryPolicy: Hashable, Sendable {
    package enum Decision: Hashable, Sendable {
        /// Send again after a pause, for so many tokens of the quota.
        case retry(after: Duration, cost: Int)
        /// Send again at once with the clock corrected.
        case correctClock
        /// Send again at once with new credentials.
        case renewCredentials
        case giveUp(Reason)
    }

    package enum Reason: Hashable, Sendable {
        /// The same request would fail again.
        case permanent
        /// It may have been carried out, and carrying it out twice is not the same as once.
        case unsafe
        case attemptsUsedUp
        /// The service has failed so often that retries are paused.
        case quotaUsedUp
    }

    package let settings: RetrySettings

    package init(settings: RetrySettings = RetrySettings()) {
        self.settings = settings
    }

    /// - Parameters:
    ///   - attempt: the attempt that failed, from one.
    ///   - maxAttempts: the call's own bound, where it is lower than the settings'.
    ///   - random: from 0 to 1, the share of the full back-off to wait.
    package func decide(
        _ failure: AttemptFailure, attempt: Int, maxAttempts: Int? = nil, isIdempotent: Bool, quota: RetryQuota,
        random: Double
    ) -> Decision {
        let cost: Int
        switch failure.remedy {
        case .none: return .giveUp(.permanent)
        case .correctClock: return .correctClock
        case .renewCredentials: return .renewCredentials
        case .slowDown, .tryAgain: cost = RetryQuota.retryCost
        case .tryAgainIfIdempotent(let isTimeout):
            guard isIdempotent else { return .giveUp(.unsafe) }
            cost = isTimeout ? RetryQuota.timeoutCost : RetryQuota.retryCost
        }
        guard attempt < min(settings.maxAttempts, maxAttempts ?? .max) else { return .giveUp(.attemptsUsedUp) }
        guard cost <= quota.available else { return .giveUp(.quotaUsedUp) }
        return .retry(after: delay(failure, attempt: attempt, random: random), cost: cost)
    }

    /// Full jitter: a random share of 2^(attempt-1) seconds, no less than the service asks for, no more than the bound.
    private func delay(_ failure: AttemptFailure, attempt: Int, random: Double) -> Duration {
        let ceiling = min(Duration.seconds(1 << min(attempt - 1, 20)), settings.maxBackoff)
        let backoff = ceiling * min(max(random, 0), 1)
        guard case .service(_, let retryAfter?) = failure else { return backoff }
        return max(backoff, min(retryAfter, settings.maxBackoff))
    }
}
