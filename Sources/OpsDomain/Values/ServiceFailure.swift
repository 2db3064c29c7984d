/// Why a service could not do what was asked, in terms that a person can act on.
package struct ServiceFailure: Error, Hashable, Sendable {
    package enum Reason: Hashable, Sendable {
        case throttled
        /// The IAM action that is missing, as `sqs:ReceiveMessage`.
        case denied(action: String)
        /// The table, queue, log group or item is not there.
        case notFound(what: String)
        case unreachable
        case timedOut
        case expiredCredentials
        /// No credentials, wrong keys, or settings that make no request possible.
        case misconfigured
        /// The record is not as it was when the edit began; `current` is what the table holds now, nil when it is gone.
        case conflict(current: Record?)
        /// The service refused the request's content.
        case invalid
        /// Refused here, before any request: the console is read-only.
        case readOnly
        /// The service's answer made no sense.
        case unexpected
    }

    package let reason: Reason
    /// One sentence: what happened and what to do about it. It may quote a server, so it is hostile text like any other.
    package let sentence: String
    package let requestID: String?
    /// Whether asking again by itself may help (the pollers slow down and go on).
    package let isTransient: Bool
    /// Whether a write that failed so may have been done all the same, or may be yet.
    package let mayBeDone: Bool

    package init(
        reason: Reason, sentence: String, requestID: String? = nil, isTransient: Bool = false, mayBeDone: Bool = false
    ) {
        self.reason = reason
        self.sentence = sentence
        self.requestID = requestID
        self.isTransient = isTransient
        self.mayBeDone = mayBeDone
    }
}
