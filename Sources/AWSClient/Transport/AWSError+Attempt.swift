extension AWSError {
    /// The error of a call whose last attempt failed so.
    init(_ failure: AttemptFailure, call: AWSCall, endpoint: Endpoint?, attempts: Int) {
        switch failure {
        case .service(let error, _): self.init(error, remedy: failure.remedy, call: call, attempts: attempts)
        case .transport(let error):
            let (kind, code, message) = Self.words(for: error, endpoint: endpoint)
            self.init(
                kind: kind, service: call.service.name, operation: call.operation, code: code, message: message,
                isRetryable: failure.remedy != .none, attempts: attempts)
        }
    }

    private init(_ error: ServiceError, remedy: AttemptFailure.Remedy, call: AWSCall, attempts: Int) {
        let isRetryable =
            switch remedy {
            case .slowDown, .tryAgain, .tryAgainIfIdempotent: true
            case .correctClock, .renewCredentials, .none: false
            }
        self.init(
            kind: .service, service: error.service, operation: call.operation, code: error.code,
            message: error.message, status: error.status, requestID: error.requestID, isRetryable: isRetryable,
            attempts: attempts, body: error.body)
    }

    private static func words(
        for error: HTTPTransportError, endpoint: Endpoint?
    ) -> (kind: Kind, code: String, message: String) {
        let place = endpoint?.origin ?? "the endpoint"
        switch error {
        case .notConnected(let why): return (.unreachable, "NotConnected", "No connection to \(place): \(why)")
        case .untrusted(let why): return (.unreachable, "TLSFailed", "\(place) is not trusted: \(why)")
        case .connectionLost(let why):
            return (.unreachable, "ConnectionLost", "The connection to \(place) ended before the answer: \(why)")
        case .timedOut(let limit):
            return (.timedOut, "TimedOut", "\(place) did not answer within \(limit.components.seconds) s")
        case .tooLarge(let limit):
            return (.malformedResponse, "ResponseTooLarge", "The answer is larger than \(limit >> 20) MB")
        case .malformed(let why): return (.malformedResponse, "MalformedResponse", "Not a whole HTTP answer: \(why)")
        case .invalidRequest(let why): return (.configuration, "InvalidRequest", "The request cannot be sent: \(why)")
        }
    }
}
