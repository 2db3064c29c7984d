import AWSClient
import FoundationEssentials
import Testing

@Suite("A connection")
struct AWSConnectionTests {
    @Test("signs what it sends, for the service's own endpoint")
    func request() async throws {
        let bench = Bench([.json(200, "{}", [AWSHeader("x-amzn-RequestId", "R1")])])
        let response = try await bench.connection.send(Bench.call())
        #expect(response.requestID == "R1")
        #expect(response.attempts == 1)
        let request = try #require(bench.transport.requests.first)
        #expect(request.url == "https://dynamodb.eu-west-1.amazonaws.com/")
        #expect(request.headers.value("host") == "dynamodb.eu-west-1.amazonaws.com")
        #expect(request.headers.value("x-amz-target") == "DynamoDB_20120810.GetItem")
        #expect(request.headers.value("content-type") == "application/x-amz-json-1.0")
        #expect(request.headers.value("x-amz-date") == "20150830T123600Z")
        let authorization = try #require(request.headers.value("authorization"))
        #expect(authorization.contains("/20150830/eu-west-1/dynamodb/aws4_request"))
        #expect(authorization.contains("SignedHeaders=content-type;host;x-amz-date;x-amz-target,"))
    }

    @Test("a query is encoded in the URL as it is signed, below the endpoint's own path")
    func query() async throws {
        let bench = Bench(
            [.json(200)], configuration: Bench.configuration(endpoint: "http://127.0.0.1:9/base/"))
        let call = AWSCall(
            service: .lambda, operation: "ListFunctions", method: "GET", path: "/2015-03-31/functions/",
            query: [("Marker", "a b/ü")], isIdempotent: true)
        _ = try await bench.connection.send(call)
        #expect(
            bench.transport.requests.first?.url
                == "http://127.0.0.1:9/base/2015-03-31/functions/?Marker=a%20b%2F%C3%BC")
        #expect(bench.transport.requests.first?.headers.value("content-type") == nil)
    }

    @Test("throttled twice, then well: three attempts, doubling pauses, all of it told")
    func throttled() async throws {
        let bench = Bench([
            .error(400, "ThrottlingException"), .error(400, "ThrottlingException", [AWSHeader("Retry-After", "3")]),
            .json(200, "{\"a\":1}"),
        ])
        let response = try await bench.connection.send(Bench.call(isIdempotent: false))
        #expect(response.attempts == 3)
        #expect(bench.pauses.all == [.seconds(1), .seconds(3)])
        let record = try #require(bench.log.records.first)
        #expect(record.outcome == .succeeded)
        #expect((record.attempts, record.throttles, record.status) == (3, 2, 200))
        #expect(record.bytesSent == 6)
        #expect(bench.log.requests == 3)
        #expect(bench.log.throttles == 2)
    }

    @Test("x-amz-retry-after is milliseconds; a Retry-After may be a date")
    func retryAfterForms() async throws {
        let bench = Bench([
            .error(503, "SlowDown", [AWSHeader("x-amz-retry-after", "2500")]),
            .error(503, "SlowDown", [AWSHeader("Retry-After", "Sun, 30 Aug 2015 12:36:09 GMT")]), .json(200),
        ])
        _ = try await bench.connection.send(Bench.call())
        #expect(bench.pauses.all == [.milliseconds(2500), .seconds(9)])
    }

    @Test("gives up after the last attempt with all that the service said")
    func givesUp() async throws {
        let bench = Bench(
            Array(repeating: .error(500, "InternalServerError", [AWSHeader("x-amzn-requestid", "R9")]), count: 4))
        let error = try #require(await bench.failure())
        #expect((error.kind, error.service, error.operation) == (.service, "DynamoDB", "GetItem"))
        #expect((error.code, error.message, error.status) == ("InternalServerError", "told so", 500))
        #expect((error.requestID, error.attempts, error.isRetryable) == ("R9", 3, true))
        #expect(bench.transport.remaining == 1)
        #expect(bench.log.records.first?.outcome == .failed(code: "InternalServerError"))
    }

    @Test("a call that must not be done twice is not sent again after a lost connection or a 500")
    func unsafe() async throws {
        for step in [ScriptedTransport.Step.failure(.connectionLost("reset")), .error(500, "InternalFailure")] {
            let bench = Bench([step, .json(200)])
            let error = try #require(await bench.failure(isIdempotent: false))
            #expect(error.attempts == 1)
            #expect(error.isRetryable)
            #expect(bench.transport.remaining == 1)
        }
        let refused = Bench([.failure(.notConnected("refused")), .json(200)])
        #expect(try await refused.connection.send(Bench.call(isIdempotent: false)).attempts == 2)
    }

    @Test("when the quota is used up retries stop, and working calls fill it again")
    func quota() async throws {
        let throttle = ScriptedTransport.Step.error(400, "ThrottlingException")
        let bench = Bench(
            Array(repeating: throttle, count: 151) + Array(repeating: .json(200), count: 4)
                + [throttle, .json(200), throttle, .json(200), throttle, .json(200)])
        // 500 tokens pay for 100 retries: fifty calls of three attempts.
        for _ in 0..<50 { #expect(await bench.failure()?.attempts == 3) }
        #expect(await bench.failure()?.attempts == 1)
        for _ in 0..<4 { _ = try await bench.connection.send(Bench.call()) }
        // Four tokens do not pay for a retry, five do, and a retry that works gives its five back.
        #expect(await bench.failure()?.attempts == 1)
        _ = try await bench.connection.send(Bench.call())
        #expect(try await bench.connection.send(Bench.call()).attempts == 2)
        #expect(try await bench.connection.send(Bench.call()).attempts == 2)
        #expect(bench.transport.remaining == 0)
    }

    @Test("one service's trouble does not use up another's quota")
    func quotaPerService() async throws {
        let bench = Bench(
            Array(repeating: .error(400, "ThrottlingException"), count: 152) + [.json(200)])
        for _ in 0..<51 { _ = await bench.failure() }
        #expect(try await bench.connection.send(Bench.call(service: .cloudWatch)).attempts == 2)
    }

    @Test("a wrong clock is corrected from the Date header, once, and stays corrected")
    func skew() async throws {
        let late = AWSHeader("Date", "Sun, 30 Aug 2015 13:36:00 GMT")
        let bench = Bench([.error(400, "InvalidSignatureException", [late]), .json(200), .json(200)])
        #expect(try await bench.connection.send(Bench.call()).attempts == 2)
        _ = try await bench.connection.send(Bench.call())
        let stamps = bench.transport.requests.map { $0.headers.value("x-amz-date") }
        #expect(stamps == ["20150830T123600Z", "20150830T133600Z", "20150830T133600Z"])
        #expect(bench.pauses.all.isEmpty)
    }

    @Test("calls that are refused at the same time are all sent again with the right time")
    func skewOfSeveral() async throws {
        let connection = AWSConnection(
            configuration: Bench.configuration(), transport: SkewedTransport(waitingFor: 4),
            clock: ConnectionClock(now: { Bench.time }, sleep: { _ in }, random: { 1 }))
        let attempts = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<4 { group.addTask { try await connection.send(Bench.call()).attempts } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(attempts == [2, 2, 2, 2])
    }

    @Test("the services' time is learned from every answer, to a few seconds")
    func time() async throws {
        func date(_ time: String) -> ScriptedTransport.Step {
            .json(200, "{}", [AWSHeader("Date", "Sun, 30 Aug 2015 \(time) GMT")])
        }
        let bench = Bench([date("11:36:00"), date("11:36:03"), date("12:35:59"), .json(200)])
        var offsets: [Double] = []
        for _ in 0..<4 {
            _ = try await bench.connection.send(Bench.call())
            offsets.append(bench.connection.skew.current)
        }
        #expect(offsets == [-3600, -3600, 0, 0])
        // It is not what signatures go by, unless one is refused.
        #expect(Set(bench.transport.requests.map { $0.headers.value("x-amz-date") }) == ["20150830T123600Z"])
    }

    @Test("a call may bound its attempts")
    func attempts() async throws {
        let bench = Bench([.error(400, "ThrottlingException"), .json(200)])
        var call = Bench.call()
        call.maxAttempts = 1
        let error = await #expect(throws: AWSError.self) { try await bench.connection.send(call) }
        #expect(error?.attempts == 1)
        #expect(bench.pauses.all.isEmpty)
    }

    @Test("a refused signature with the right time is refused for good")
    func wrongSecret() async throws {
        let now = AWSHeader("Date", "Sun, 30 Aug 2015 12:37:00 GMT")
        let bench = Bench([.error(403, "SignatureDoesNotMatch", [now]), .json(200)])
        let error = try #require(await bench.failure())
        #expect((error.attempts, error.isRetryable) == (1, false))
        let wandering = Bench(
            (14...16).map { hour in
                .error(403, "RequestTimeTooSkewed", [AWSHeader("Date", "Sun, 30 Aug 2015 \(hour):00:00 GMT")])
            })
        #expect(await wandering.failure()?.attempts == 2)
    }

    @Test("expired keys are asked for again, once, and not sent when they are the same")
    func expired() async throws {
        let fresh = Credentials(accessKeyID: "FRESH", secretAccessKey: "s")
        let provider = ScriptedCredentials([.success(.example), .success(fresh)])
        let bench = Bench(
            [.error(400, "ExpiredTokenException"), .json(200)], configuration: Bench.configuration(provider: provider))
        #expect(try await bench.connection.send(Bench.call()).attempts == 2)
        #expect(bench.transport.requests.last?.headers.value("authorization")?.contains("FRESH") == true)
        let same = Bench([.error(400, "ExpiredToken"), .json(200)])
        let error = try #require(await same.failure())
        #expect((error.code, error.attempts) == ("ExpiredToken", 1))
    }

    @Test("plain HTTP goes to loopback only, unless it is allowed")
    func insecure() async throws {
        let refused = Bench([.json(200)], configuration: Bench.configuration(endpoint: "http://example.com:1"))
        let error = try #require(await refused.failure())
        #expect((error.kind, error.code, error.attempts) == (.configuration, "InsecureEndpoint", 0))
        #expect(refused.transport.requests.isEmpty)
        #expect(refused.log.requests == 0)
        for (endpoint, allow) in [("http://localhost:1", false), ("http://example.com:1", true)] {
            let bench = Bench(
                [.json(200)],
                configuration: Bench.configuration(endpoint: endpoint, allowInsecureEndpoints: allow))
            _ = try await bench.connection.send(Bench.call())
        }
    }

    @Test("no credentials: an error that names the call, and nothing is sent")
    func noCredentials() async throws {
        let bench = Bench(
            [.json(200)], configuration: Bench.configuration(provider: CredentialProviderChain([])))
        let error = try #require(await bench.failure())
        #expect((error.kind, error.code, error.operation) == (.credentials, "NoCredentials", "GetItem"))
        #expect(bench.transport.requests.isEmpty)
    }

    @Test("a damaged body is noticed by its checksum")
    func checksum() async throws {
        // crc32("{}") is 2745614147.
        let good = [AWSHeader("x-amz-crc32", "2745614147")]
        let bench = Bench([.json(200, "{]", good), .json(200, "{}", good)])
        #expect(try await bench.connection.send(Bench.call()).attempts == 2)
        let lost = Bench([.json(200, "{]", good)])
        #expect(await lost.failure(isIdempotent: false)?.kind == .malformedResponse)
    }

    @Test("cancelling while it pauses ends the call as cancelled")
    func cancelled() async throws {
        let bench = Bench([.error(400, "ThrottlingException"), .json(200)])
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await bench.connection.send(Bench.call())
        }
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(bench.log.records.first?.outcome == .cancelled)
    }

    @Test(
        "each way of not reaching a service has its word",
        arguments: [
            (HTTPTransportError.notConnected("x"), AWSError.Kind.unreachable, "NotConnected"),
            (.untrusted("x"), .unreachable, "TLSFailed"), (.connectionLost("x"), .unreachable, "ConnectionLost"),
            (.timedOut(.seconds(3)), .timedOut, "TimedOut"),
            (.tooLarge(limit: 1 << 20), .malformedResponse, "ResponseTooLarge"),
            (.malformed("x"), .malformedResponse, "MalformedResponse"),
        ])
    func words(_ failure: HTTPTransportError, _ kind: AWSError.Kind, _ code: String) async throws {
        let bench = Bench([.failure(failure), .failure(failure), .failure(failure)])
        let error = try #require(await bench.failure())
        #expect((error.kind, error.code) == (kind, code))
        #expect(bench.log.records.first?.status == nil)
    }
}
