/// One operation, ready to be addressed, signed and sent.
package struct AWSCall: Sendable {
    package let service: AWSService
    /// AWS's own name of the operation: `ReceiveMessage`.
    package let operation: String
    package var method: String
    /// The path below the endpoint, percent-encoded, with its leading slash.
    package var path: String
    /// Name and value, not yet encoded.
    package var query: [(name: String, value: String)]
    package var headers: [AWSHeader]
    package var body: [UInt8]
    /// Sending twice does no more than sending once, so that a request whose answer was lost may be sent again.
    package var isIdempotent: Bool
    /// How long one attempt may take from the first byte out to the last byte in. Long polls ask for more.
    package var attemptTimeout: Duration
    /// Attempts in all, no more than the connection's own bound; nil for that. A caller that paces itself asks for one.
    package var maxAttempts: Int?
    /// Bytes that an answer may have, where the transport's own bound is too tight; nil otherwise.
    package var responseLimit: Int?
    /// What AWS charges for where that is neither the request nor its bytes: the metrics of `GetMetricData`.
    package var billedItems: Int

    package init(
        service: AWSService, operation: String, method: String = "POST", path: String = "/",
        query: [(name: String, value: String)] = [], headers: [AWSHeader] = [], body: [UInt8] = [],
        isIdempotent: Bool, attemptTimeout: Duration = .seconds(15), maxAttempts: Int? = nil, responseLimit: Int? = nil,
        billedItems: Int = 1
    ) {
        self.service = service
        self.operation = operation
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
        self.isIdempotent = isIdempotent
        self.attemptTimeout = attemptTimeout
        self.maxAttempts = maxAttempts
        self.responseLimit = responseLimit
        self.billedItems = billedItems
    }
}

/// What came back from a successful call (HTTP 2xx): the bytes as they came.
package struct AWSResponse: Sendable {
    package let status: Int
    package let headers: [AWSHeader]
    package let body: [UInt8]
    /// `x-amzn-RequestId` or `x-amz-request-id`.
    package let requestID: String?
    /// How often the call was sent, from one.
    package let attempts: Int

    package init(status: Int, headers: [AWSHeader], body: [UInt8], requestID: String?, attempts: Int) {
        self.status = status
        self.headers = headers
        self.body = body
        self.requestID = requestID
        self.attempts = attempts
    }
}

/// Whoever sends calls: the signed, retrying connection to AWS, or a script in a test.
package protocol AWSCalling: Sendable {
    /// Sends a call and answers its 2xx response; every failure is an `AWSError`, cancellation a `CancellationError`.
    func send(_ call: AWSCall) async throws -> AWSResponse
}
