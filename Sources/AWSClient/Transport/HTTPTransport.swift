/// One HTTP request as it goes out, signed and whole.
package struct HTTPWireRequest: Sendable {
    package var method: String
    package var url: String
    package var headers: [AWSHeader]
    package var body: [UInt8]
    /// From now to the last byte of the answer.
    package var timeout: Duration
    /// Bytes that the answer's body may have, in place of the transport's own bound; nil for that.
    package var responseLimit: Int?

    package init(
        method: String, url: String, headers: [AWSHeader], body: [UInt8], timeout: Duration, responseLimit: Int? = nil
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.timeout = timeout
        self.responseLimit = responseLimit
    }
}

/// One whole HTTP response of any status.
package struct HTTPWireResponse: Sendable {
    package let status: Int
    package let headers: [AWSHeader]
    package let body: [UInt8]

    package init(status: Int, headers: [AWSHeader] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

/// Sends single requests: no redirects followed, no retries, no decompression, so that a checksum is that of the bytes.
package protocol HTTPTransport: Sendable {
    /// Throws `HTTPTransportError`, or `CancellationError` when the task is cancelled.
    func send(_ request: HTTPWireRequest) async throws -> HTTPWireResponse
}

/// Why there is no response. The texts are for the log and for a person; they never hold request headers.
package enum HTTPTransportError: Error, Hashable, Sendable {
    /// No connection came about: nothing was sent.
    case notConnected(String)
    /// The peer could not prove who it is, or speaks no TLS that we do: nothing was sent.
    case untrusted(String)
    /// The connection ended before the answer did; the request may have been carried out.
    case connectionLost(String)
    /// No whole answer within the time; the request may have been carried out.
    case timedOut(Duration)
    /// The answer is larger than the bound in bytes.
    case tooLarge(limit: Int)
    /// What came is not HTTP.
    case malformed(String)
    /// The request itself cannot be sent: a URL or header that HTTP forbids.
    case invalidRequest(String)

    /// Sending again cannot do twice what should be done once.
    package var sentNothing: Bool {
        switch self {
        case .notConnected, .untrusted, .invalidRequest: true
        case .connectionLost, .timedOut, .tooLarge, .malformed: false
        }
    }
}

extension [AWSHeader] {
    /// The first value of a header, its name compared without case.
    package func value(_ name: String) -> String? {
        first { $0.name.utf8.count == name.utf8.count && $0.name.lowercased() == name.lowercased() }?.value
    }
}
