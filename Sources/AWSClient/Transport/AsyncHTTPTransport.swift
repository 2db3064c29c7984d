import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// HTTP/1.1 over AsyncHTTPClient: connections are kept and used again, trust roots are loaded by the first TLS
/// connection and never for plain HTTP. `shutDown()` must be called before the last reference goes, unless the program
/// ends with it.
package struct AsyncHTTPTransport: HTTPTransport {
    /// Bounds that hold for every request that names none of its own.
    package struct Limits: Hashable, Sendable {
        /// Name look-up, TCP and TLS together.
        package var connectTimeout: Duration = .seconds(5)
        /// Bytes of a response body; past it the response is given up.
        package var responseBytes = 16 << 20
        /// Connections to one host at a time; more requests wait.
        package var connectionsPerHost = 16

        package init() {}
    }

    private let client: HTTPClient
    private let limits: Limits

    /// - Parameter caBundlePath: a PEM file of the authorities to trust in place of the system's.
    package init(limits: Limits = Limits(), caBundlePath: String? = nil) {
        var configuration = HTTPClient.Configuration()
        configuration.httpVersion = .http1Only
        configuration.redirectConfiguration = .disallow
        configuration.decompression = .disabled
        configuration.timeout.connect = TimeAmount(limits.connectTimeout)
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = limits.connectionsPerHost
        // A refused connection is told at once: the retry policy decides whether to try again.
        configuration.connectionPool.retryConnectionEstablishment = false
        // Shorter than the idle time after which AWS's front ends hang up, so that no request meets a dead connection.
        configuration.connectionPool.idleTimeout = .seconds(15)
        if let caBundlePath {
            var tls = TLSConfiguration.makeClientConfiguration()
            tls.trustRoots = .file(caBundlePath)
            configuration.tlsConfiguration = tls
        }
        self.client = HTTPClient(eventLoopGroup: HTTPClient.defaultEventLoopGroup, configuration: configuration)
        self.limits = limits
    }

    /// Closes every connection. Waits for one that is just being made, up to the connect time-out: a program that ends
    /// need not call it.
    package func shutDown() async throws {
        try await client.shutdown()
    }

    package func send(_ request: HTTPWireRequest) async throws -> HTTPWireResponse {
        let outgoing = try prepared(request)
        do {
            // The client's own deadline ends with the response head, and waits for a connection that is being made.
            return try await withThrowingTaskGroup(of: HTTPWireResponse.self) { group in
                group.addTask { try await exchange(outgoing, limit: request.responseLimit ?? limits.responseBytes) }
                group.addTask {
                    try await Task.sleep(for: request.timeout)
                    throw HTTPTransportError.timedOut(request.timeout)
                }
                defer { group.cancelAll() }
                guard let first = try await group.next() else { throw CancellationError() }
                return first
            }
        } catch {
            try Task.checkCancellation()
            throw HTTPTransportError(error, timeout: request.timeout)
        }
    }

    private func prepared(_ request: HTTPWireRequest) throws -> HTTPClientRequest {
        var outgoing = HTTPClientRequest(url: request.url)
        outgoing.method = HTTPMethod(rawValue: request.method)
        for header in request.headers {
            guard header.isSendable else {
                throw HTTPTransportError.invalidRequest("a line break or control byte in the header \(header.name)")
            }
            outgoing.headers.add(name: header.name, value: header.value)
        }
        if !request.body.isEmpty || request.method == "POST" { outgoing.body = .bytes(request.body) }
        return outgoing
    }

    private func exchange(_ request: HTTPClientRequest, limit: Int) async throws -> HTTPWireResponse {
        let response = try await client.execute(request, deadline: .distantFuture)
        let announced = response.headers.first(name: "content-length").flatMap { Int($0) } ?? 0
        guard announced <= limit else { throw HTTPTransportError.tooLarge(limit: limit) }
        var body: [UInt8] = []
        body.reserveCapacity(announced)
        for try await chunk in response.body {
            guard body.count + chunk.readableBytes <= limit else { throw HTTPTransportError.tooLarge(limit: limit) }
            body.append(contentsOf: chunk.readableBytesView)
        }
        let headers = response.headers.map { AWSHeader($0.name, $0.value) }
        return HTTPWireResponse(status: Int(response.status.code), headers: headers, body: body)
    }
}

extension AWSHeader {
    /// A name of visible ASCII, a value without line breaks and other control bytes (RFC 9110, 5.5).
    fileprivate var isSendable: Bool {
        name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } && value.utf8.allSatisfy { $0 >= 0x20 || $0 == 0x09 }
    }
}

extension HTTPTransportError {
    /// Sorts what AsyncHTTPClient and NIO throw by whether anything was sent.
    fileprivate init(_ error: any Error, timeout: Duration) {
        switch error {
        case let known as HTTPTransportError: self = known
        case let client as HTTPClientError: self = Self.sorted(client, timeout: timeout)
        case is NIOConnectionError, ChannelError.connectTimeout:
            self = .notConnected(TransportErrorWords.of(error))
        case let system as IOError where system.errnoCode == Self.connectionRefused:
            self = .notConnected(TransportErrorWords.of(system))
        // Other TLS errors may come after the request went out: a record cut short, an end without its notice.
        case NIOSSLError.handshakeFailed: self = .untrusted("\(error)")
        case let extra as NIOSSLExtraError where Self.nameErrors.contains(extra): self = .untrusted("\(error)")
        case is HTTPParserError: self = .malformed("\(error)")
        default: self = .connectionLost(TransportErrorWords.of(error))
        }
    }

    private static func sorted(_ error: HTTPClientError, timeout: Duration) -> HTTPTransportError {
        switch error {
        case .connectTimeout, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout:
            .notConnected("no connection in time")
        case .deadlineExceeded, .readTimeout, .writeTimeout: .timedOut(timeout)
        case .invalidURL, .emptyHost, .emptyScheme, .alreadyShutdown: .invalidRequest("\(error)")
        default: .connectionLost("\(error)")
        }
    }

    /// The certificate is another host's.
    private static let nameErrors = [
        NIOSSLExtraError.failedToValidateHostname, .serverHostnameImpossibleToMatch, .cannotUseIPAddressInSNI,
        .invalidSNIHostname,
    ]

    /// `ECONNREFUSED` of Linux.
    private static let connectionRefused: CInt = 111
}
