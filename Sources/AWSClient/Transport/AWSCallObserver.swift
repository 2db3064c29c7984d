import FoundationEssentials

/// Told of every call, from whatever thread made it; must return at once.
package protocol AWSCallObserver: Sendable {
    /// An attempt failed and another will follow after a pause.
    func callWillRetry(_ retry: AWSCallRetry)

    /// A call is over, well or not.
    func callEnded(_ record: AWSCallRecord)
}

/// A failed attempt that is not the last.
package struct AWSCallRetry: Hashable, Sendable {
    package let service: String
    package let operation: String
    /// The attempt that failed, from one.
    package let attempt: Int
    package let code: String
    package let isThrottle: Bool
    /// How long the call now waits.
    package let delay: Duration

    package init(
        service: String, operation: String, attempt: Int, code: String, isThrottle: Bool, delay: Duration
    ) {
        self.service = service
        self.operation = operation
        self.attempt = attempt
        self.code = code
        self.isThrottle = isThrottle
        self.delay = delay
    }
}

/// One call as the request meter and the list of calls show it.
package struct AWSCallRecord: Hashable, Sendable {
    package enum Outcome: Hashable, Sendable {
        case succeeded
        /// AWS's error code or ours.
        case failed(code: String)
        case cancelled
    }

    package let service: String
    package let operation: String
    /// Scheme, host and port; empty when no endpoint could be chosen.
    package let endpoint: String
    package let startedAt: Date
    /// Over all attempts and the pauses between them.
    package let duration: Duration
    /// Requests that went out, from zero (no endpoint, no credentials).
    package let attempts: Int
    /// How many of them were throttled.
    package let throttles: Int
    package let outcome: Outcome
    /// The last answer's HTTP status, and its request id.
    package let status: Int?
    package let requestID: String?
    /// Body bytes of all attempts.
    package let bytesSent: Int
    package let bytesReceived: Int
}
