import AWSClient
import Testing

@Suite("The retry policy")
struct RetryPolicyTests {
    private let policy = RetryPolicy()

    private static func service(
        _ code: String, _ status: Int, retryAfter: Duration? = nil, of service: String = "SQS"
    ) -> AttemptFailure {
        .service(
            ServiceError(service: service, status: status, code: code, message: "", requestID: nil),
            retryAfter: retryAfter)
    }

    private func decide(
        _ failure: AttemptFailure, attempt: Int = 1, isIdempotent: Bool = true, tokens: Int = 500, random: Double = 1
    ) -> RetryPolicy.Decision {
        policy.decide(
            failure, attempt: attempt, isIdempotent: isIdempotent, quota: RetryQuota(available: tokens), random: random)
    }

    @Test("the back-off doubles, is jittered in full and bounded")
    func backoff() {
        let patient = RetryPolicy(settings: RetrySettings(maxAttempts: 100))
        func pause(_ attempt: Int, _ random: Double) -> RetryPolicy.Decision {
            patient.decide(
                Self.service("ThrottlingException", 400), attempt: attempt, isIdempotent: true, quota: RetryQuota(),
                random: random)
        }
        #expect(pause(1, 1) == .retry(after: .seconds(1), cost: 5))
        #expect(pause(2, 1) == .retry(after: .seconds(2), cost: 5))
        #expect(pause(2, 0.25) == .retry(after: .seconds(0.5), cost: 5))
        #expect(pause(3, 0) == .retry(after: .zero, cost: 5))
        #expect(pause(6, 1) == .retry(after: .seconds(20), cost: 5))
        #expect(pause(99, 1) == .retry(after: .seconds(20), cost: 5))
    }

    @Test("what the service asks for is a lower bound, itself bounded")
    func retryAfter() {
        func pause(_ asked: Duration) -> RetryPolicy.Decision {
            decide(Self.service("SlowDown", 503, retryAfter: asked))
        }
        #expect(pause(.milliseconds(100)) == .retry(after: .seconds(1), cost: 5))
        #expect(pause(.seconds(7)) == .retry(after: .seconds(7), cost: 5))
        #expect(pause(.seconds(3600)) == .retry(after: .seconds(20), cost: 5))
    }

    @Test("three attempts, and no more than the quota pays for")
    func limits() {
        let throttle = Self.service("Throttling", 400)
        #expect(decide(throttle, attempt: 2) == .retry(after: .seconds(2), cost: 5))
        #expect(decide(throttle, attempt: 3) == .giveUp(.attemptsUsedUp))
        #expect(decide(throttle, tokens: 5) == .retry(after: .seconds(1), cost: 5))
        #expect(decide(throttle, tokens: 4) == .giveUp(.quotaUsedUp))
        #expect(decide(.transport(.timedOut(.seconds(1))), tokens: 9) == .giveUp(.quotaUsedUp))
        #expect(decide(.transport(.timedOut(.seconds(1)))) == .retry(after: .seconds(1), cost: 10))
    }

    @Test(
        "throttles are retried whatever the call, as nothing was done",
        arguments: [
            service("ThrottlingException", 400, of: "DynamoDB"), service("RequestLimitExceeded", 400, of: "DynamoDB"),
            service("ProvisionedThroughputExceededException", 400, of: "DynamoDB"), service("RequestThrottled", 400),
            service("TooManyRequestsException", 429, of: "Lambda"), service("Whatever", 429),
            service("LimitExceededException", 400, of: "CloudWatch Logs"), service("ServiceUnavailable", 503),
            .transport(.notConnected("refused")),
        ])
    func safeAlways(_ failure: AttemptFailure) {
        #expect(decide(failure, isIdempotent: false) == .retry(after: .seconds(1), cost: 5))
    }

    @Test(
        "what may have been done is sent again only when twice is once",
        arguments: [
            service("InternalServerError", 500), service("HTTP502", 502), service("HTTP504", 504),
            .transport(.connectionLost("reset")), .transport(.malformed("half")),
        ])
    func onlyIdempotent(_ failure: AttemptFailure) {
        #expect(decide(failure) == .retry(after: .seconds(1), cost: 5))
        #expect(decide(failure, isIdempotent: false) == .giveUp(.unsafe))
    }

    @Test(
        "what would fail again is not sent again",
        arguments: [
            service("ValidationException", 400), service("ConditionalCheckFailedException", 400, of: "DynamoDB"),
            service("AccessDeniedException", 403), service("HTTP404", 404),
            service("LimitExceededException", 400, of: "DynamoDB"),
            .transport(.untrusted("self-signed")), .transport(.tooLarge(limit: 1)), .transport(.invalidRequest("x")),
        ])
    func permanent(_ failure: AttemptFailure) {
        #expect(decide(failure) == .giveUp(.permanent))
    }

    @Test("expired keys and clocks have their own remedies")
    func remedies() {
        #expect(decide(Self.service("ExpiredTokenException", 400), tokens: 0) == .renewCredentials)
        #expect(decide(Self.service("RequestTimeTooSkewed", 403), tokens: 0) == .correctClock)
        #expect(decide(Self.service("InvalidSignatureException", 400), attempt: 3) == .correctClock)
    }

    @Test("the quota never goes below nothing or above its capacity")
    func quota() {
        var quota = RetryQuota(available: 7)
        let taken = [quota.take(5), quota.take(5)]
        #expect(taken == [true, false])
        #expect(quota.available == 2)
        quota.refund(1000)
        #expect(quota.available == RetryQuota.capacity)
    }
}
