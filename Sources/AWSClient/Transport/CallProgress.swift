import FoundationEssentials

/// One call on its way through its attempts.
struct CallProgress {
    private let call: AWSCall
    private let connection: AWSConnection
    private let startedAt: Date
    private let start = ContinuousClock.now
    private var endpoint: Endpoint?
    private(set) var attempts = 0
    private var throttles = 0
    private var status: Int?
    private var requestID: String?
    private var bytesSent = 0
    private var bytesReceived = 0
    /// The tokens that the latest retry took, given back when it works.
    private var lastCost: Int?
    /// What the latest attempt's signature added to our time.
    private var clockOffset = 0.0
    private var hasCorrectedClock = false
    private var hasRenewedCredentials = false

    init(call: AWSCall, connection: AWSConnection) {
        self.call = call
        self.connection = connection
        startedAt = connection.clock.now()
    }

    /// Sends until an answer is good or nothing more can be done. Throws `AWSError`, `CancellationError`, or what a
    /// credential provider throws.
    mutating func run() async throws -> AWSResponse {
        let endpoint = try chosenEndpoint()
        while true {
            try Task.checkCancellation()
            let credentials = try await connection.credentials.credentials()
            let failure: AttemptFailure
            var headers: [AWSHeader] = []
            do {
                let response = try await attempt(endpoint: endpoint, credentials: credentials)
                if (200..<300).contains(response.status) { return succeeded(response) }
                headers = response.headers
                failure = .service(
                    ServiceErrorParser.parse(response, service: call.service), retryAfter: retryAfter(response))
            } catch let error as HTTPTransportError {
                status = nil
                requestID = nil
                failure = .transport(error)
            }
            try await recover(failure, headers: headers, endpoint: endpoint, credentials: credentials)
        }
    }

    /// What the meter and the list of calls are told.
    func record(_ outcome: AWSCallRecord.Outcome) -> AWSCallRecord {
        AWSCallRecord(
            service: call.service.name, operation: call.operation, endpoint: endpoint?.origin ?? "",
            startedAt: startedAt, duration: ContinuousClock.now - start, attempts: attempts, throttles: throttles,
            outcome: outcome, status: status, requestID: requestID, bytesSent: bytesSent,
            bytesReceived: bytesReceived)
    }

    private mutating func chosenEndpoint() throws(AWSError) -> Endpoint {
        let chosen = try connection.configuration.endpoints.endpoint(for: call.service)
        endpoint = chosen
        guard chosen.isSecure || chosen.isLoopback || connection.configuration.allowInsecureEndpoints else {
            throw .configuration(
                code: "InsecureEndpoint",
                message: "\(chosen.origin) is plain HTTP to another machine: keys and data would be readable on the "
                    + "way. Use https, or --allow-http.")
        }
        return chosen
    }

    private mutating func attempt(endpoint: Endpoint, credentials: Credentials) async throws -> HTTPWireResponse {
        clockOffset = connection.skew.offset(of: endpoint.authority)
        let now = connection.clock.now().addingTimeInterval(clockOffset)
        let request = connection.builder.request(for: call, endpoint: endpoint, credentials: credentials, at: now)
        attempts += 1
        bytesSent += request.body.count
        let sent = connection.clock.now()
        let response = try await connection.transport.send(request)
        connection.skew.note(response.headers, sent: sent, now: connection.clock.now())
        bytesReceived += response.body.count
        status = response.status
        requestID = ServiceErrorParser.requestID(response)
        // A body that is not what its checksum says was damaged on the way, whatever its status.
        if let expected = response.headers.value("x-amz-crc32").flatMap({ UInt32($0) }),
            response.headers.value("content-encoding") == nil, CRC32.checksum(response.body) != expected
        {
            throw HTTPTransportError.malformed("the body does not have its x-amz-crc32 checksum")
        }
        return response
    }

    private func succeeded(_ response: HTTPWireResponse) -> AWSResponse {
        connection.quotas.refund(lastCost ?? RetryQuota.successRefund, to: call.service.name)
        return AWSResponse(
            status: response.status, headers: response.headers, body: response.body, requestID: requestID,
            attempts: attempts)
    }

    /// Waits or mends what another attempt needs; throws the call's error when there is to be none.
    private mutating func recover(
        _ failure: AttemptFailure, headers: [AWSHeader], endpoint: Endpoint, credentials: Credentials
    ) async throws {
        let isThrottle = failure.remedy == .slowDown
        if isThrottle { throttles += 1 }
        let decision = connection.policy.decide(
            failure, attempt: attempts, maxAttempts: call.maxAttempts, isIdempotent: call.isIdempotent,
            quota: connection.quotas.quota(of: call.service.name), random: connection.clock.random())
        switch decision {
        case .retry(let delay, let cost):
            guard connection.quotas.take(cost, of: call.service.name) else { throw error(failure) }
            lastCost = cost
            announceRetry(failure, delay: delay, isThrottle: isThrottle)
            try await connection.clock.sleep(delay)
        case .correctClock:
            guard !hasCorrectedClock,
                connection.skew.learn(
                    from: headers, host: endpoint.authority, used: clockOffset, now: connection.clock.now())
            else { throw error(failure) }
            hasCorrectedClock = true
            announceRetry(failure, delay: .zero, isThrottle: false)
        case .renewCredentials:
            guard !hasRenewedCredentials else { throw error(failure) }
            hasRenewedCredentials = true
            await connection.credentials.invalidate(credentials)
            // The same keys again would fail again: asking costs nothing, sending does.
            guard try await connection.credentials.credentials() != credentials else { throw error(failure) }
            announceRetry(failure, delay: .zero, isThrottle: false)
        case .giveUp: throw error(failure)
        }
    }

    private func announceRetry(_ failure: AttemptFailure, delay: Duration, isThrottle: Bool) {
        connection.observer?.callWillRetry(
            AWSCallRetry(
                service: call.service.name, operation: call.operation, attempt: attempts, code: error(failure).code,
                isThrottle: isThrottle, delay: delay))
    }

    private func error(_ failure: AttemptFailure) -> AWSError {
        AWSError(failure, call: call, endpoint: endpoint, attempts: attempts)
    }

    /// `x-amz-retry-after` in milliseconds, or `Retry-After` in seconds or as a date (RFC 9110, 10.2.3).
    private func retryAfter(_ response: HTTPWireResponse) -> Duration? {
        if let milliseconds = response.headers.value("x-amz-retry-after").flatMap({ Int64($0) }), milliseconds >= 0 {
            return .milliseconds(min(milliseconds, 86_400_000))
        }
        guard let text = response.headers.value("retry-after") else { return nil }
        if let seconds = Int64(text) { return seconds >= 0 ? .seconds(min(seconds, 86_400)) : nil }
        guard let date = HTTPDate.parse(text) else { return nil }
        return .seconds(min(max(0, date.timeIntervalSince(connection.clock.now())), 86_400))
    }
}
