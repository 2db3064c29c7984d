/// Why one attempt failed.
package enum AttemptFailure: Hashable, Sendable {
    /// The service answered with an error. `retryAfter` is what it asked for.
    case service(ServiceError, retryAfter: Duration?)
    case transport(HTTPTransportError)

    /// What can be done about a failure.
    package enum Remedy: Hashable, Sendable {
        /// Too many requests: nothing was done, wait.
        case slowDown
        /// Nothing was done and trying again may work.
        case tryAgain
        /// It may have been done: try again only what may be done twice.
        case tryAgainIfIdempotent(isTimeout: Bool)
        /// Our clock is wrong.
        case correctClock
        /// The credentials have ended.
        case renewCredentials
        case none
    }

    package var remedy: Remedy {
        switch self {
        case .service(let error, _): error.remedy
        case .transport(let error):
            switch error {
            case .notConnected: .tryAgain
            case .connectionLost, .malformed: .tryAgainIfIdempotent(isTimeout: false)
            case .timedOut: .tryAgainIfIdempotent(isTimeout: true)
            case .untrusted, .tooLarge, .invalidRequest: .none
            }
        }
    }
}

extension ServiceError {
    /// The union of botocore's throttle codes (`retries/standard.py`) and those of single services.
    private static let throttleCodes: Set<String> = [
        "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottledException",
        "TooManyRequestsException", "ProvisionedThroughputExceededException", "TransactionInProgressException",
        "RequestLimitExceeded", "BandwidthLimitExceeded", "LimitExceededException", "RequestThrottled", "SlowDown",
        "PriorRequestNotComplete", "EC2ThrottledException",
        // DynamoDB's for requests beyond a hot partition or a table's ceiling.
        "ThroughputExceededException",
        // SQS, when the key service throttles an encrypted queue.
        "KmsThrottled",
    ]

    private static let transientCodes: Set<String> = ["RequestTimeout", "RequestTimeoutException"]

    private static let clockCodes: Set<String> = [
        "RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture", "InvalidSignatureException",
        "SignatureDoesNotMatch", "AuthFailure",
    ]

    private static let expiredCodes: Set<String> = ["ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired"]

    package var isThrottle: Bool { remedy == .slowDown }

    fileprivate var remedy: AttemptFailure.Remedy {
        if isThrottleCode || status == 429 { return .slowDown }
        if Self.expiredCodes.contains(code) { return .renewCredentials }
        if Self.clockCodes.contains(code) { return .correctClock }
        if Self.transientCodes.contains(code) { return .tryAgainIfIdempotent(isTimeout: true) }
        switch status {
        case 503: return .tryAgain
        case 500, 502, 504: return .tryAgainIfIdempotent(isTimeout: false)
        default: return .none
        }
    }

    /// For DynamoDB and Lambda `LimitExceededException` is a quota of tables and code storage: no waiting helps.
    private var isThrottleCode: Bool {
        if code == "LimitExceededException", service == "DynamoDB" || service == "Lambda" { return false }
        return Self.throttleCodes.contains(code)
    }
}
