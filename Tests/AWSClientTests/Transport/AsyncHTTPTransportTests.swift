import AWSClient
import Testing

@Suite("The HTTP transport on a loopback socket")
struct AsyncHTTPTransportTests {
    private static let ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-Amzn-RequestId: R\r\n\r\n{}"

    private func exchange(
        _ answers: [LoopbackServer.Answer], limits: AsyncHTTPTransport.Limits = .init(), requests: Int = 1,
        timeout: Duration = .seconds(20), headers: [AWSHeader] = [], method: String = "POST"
    ) async throws -> (results: [Result<HTTPWireResponse, any Error>], server: LoopbackServer) {
        let server = try await LoopbackServer.start(answers)
        let transport = AsyncHTTPTransport(limits: limits)
        var results: [Result<HTTPWireResponse, any Error>] = []
        for _ in 0..<requests {
            let request = HTTPWireRequest(
                method: method, url: "http://127.0.0.1:\(server.port)/a%20b?x=%2F", headers: headers,
                body: method == "GET" ? [] : Array("body".utf8), timeout: timeout)
            do {
                results.append(.success(try await transport.send(request)))
            } catch {
                results.append(.failure(error))
            }
        }
        try await transport.shutDown()
        try await server.stop()
        return (results, server)
    }

    private func failure(_ result: Result<HTTPWireResponse, any Error>?) -> HTTPTransportError? {
        guard case .failure(let error)? = result else { return nil }
        return error as? HTTPTransportError
    }

    @Test("sends path, headers and body as they are, and uses the connection again")
    func plain() async throws {
        let (results, server) = try await exchange(
            [.bytes(Self.ok)], requests: 5, headers: [AWSHeader("Host", "h.example"), AWSHeader("X-Amz-Date", "D")])
        for result in results {
            let response = try result.get()
            #expect(response.status == 200)
            #expect(response.body == Array("{}".utf8))
            #expect(response.headers.value("x-amzn-requestid") == "R")
        }
        #expect(server.connections == 1)
        let request = try #require(server.requests.first)
        #expect(request.hasPrefix("POST /a%20b?x=%2F HTTP/1.1\r\n"))
        #expect(request.lowercased().contains("\r\nhost: h.example\r\n"))
        #expect(request.lowercased().contains("\r\ncontent-length: 4\r\n"))
        #expect(request.contains("\r\nX-Amz-Date: D\r\n"))
        #expect(request.hasSuffix("\r\n\r\nbody"))
    }

    @Test("error statuses and redirects are answers")
    func statuses() async throws {
        let (results, server) = try await exchange(
            [
                .bytes("HTTP/1.1 503 Slow\r\nContent-Length: 0\r\n\r\n"),
                .bytes("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"),
            ], requests: 2, method: "GET")
        #expect(try results.map { try $0.get().status } == [503, 302])
        #expect(server.requests.count == 2)
    }

    @Test("an answer cut short is a lost connection, never a shorter answer")
    func truncated() async throws {
        let cuts = [
            "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{\"a\"",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", "HTTP/1.1 200 O", "",
        ]
        for cut in cuts {
            let (results, _) = try await exchange([.bytesThenClose(cut)])
            let error = try #require(failure(results.first), "\(cut)")
            #expect(!error.sentNothing)
        }
    }

    @Test("what is not HTTP is malformed or lost, not an answer")
    func malformed() async throws {
        let (results, _) = try await exchange([.bytesThenClose("SSH-2.0-OpenSSH_9.2\r\n\r\n")])
        let error = try #require(failure(results.first))
        #expect(!error.sentNothing)
    }

    @Test("an answer over the bound is given up, whether it says its length or not")
    func oversize() async throws {
        var limits = AsyncHTTPTransport.Limits()
        limits.responseBytes = 1000
        let big = String(repeating: "x", count: 1001)
        let (announced, _) = try await exchange(
            [.bytes("HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n\(big)")], limits: limits)
        #expect(failure(announced.first) == .tooLarge(limit: 1000))
        let (chunked, _) = try await exchange(
            [.bytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n\(big)\r\n0\r\n\r\n")], limits: limits)
        #expect(failure(chunked.first) == .tooLarge(limit: 1000))
        let fits = String(repeating: "x", count: 1000)
        let (whole, _) = try await exchange(
            [.bytes("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n\(fits)")], limits: limits)
        #expect(try whole.first?.get().body.count == 1000)
    }

    @Test("a server that says nothing, or stops in the middle of a body, runs into the time limit")
    func timeouts() async throws {
        for answer in [LoopbackServer.Answer.silence, .bytes("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf")] {
            let (results, _) = try await exchange([answer], timeout: .milliseconds(100))
            #expect(failure(results.first) == .timedOut(.milliseconds(100)))
        }
    }

    @Test("a refused connection and an unknown name sent nothing")
    func notConnected() async throws {
        let server = try await LoopbackServer.start([.silence])
        let port = server.port
        try await server.stop()
        let transport = AsyncHTTPTransport()
        for url in ["http://127.0.0.1:\(port)/", "http://name.invalid/"] {
            let request = HTTPWireRequest(method: "POST", url: url, headers: [], body: [], timeout: .seconds(20))
            do {
                _ = try await transport.send(request)
                Issue.record("an answer from \(url)")
            } catch let error as HTTPTransportError {
                guard case .notConnected = error else {
                    Issue.record("\(url): \(error)")
                    continue
                }
            }
        }
        try await transport.shutDown()
    }

    @Test("a TLS handshake that never ends is given up in time, and nothing of the request is sent")
    func endlessHandshake() async throws {
        let server = try await LoopbackServer.start([.bytes(Self.ok)])
        func error(_ timeout: Duration, connect: Duration) async throws -> HTTPTransportError? {
            var limits = AsyncHTTPTransport.Limits()
            limits.connectTimeout = connect
            let transport = AsyncHTTPTransport(limits: limits)
            var thrown: (any Error)?
            do {
                _ = try await transport.send(
                    HTTPWireRequest(
                        method: "GET", url: "https://127.0.0.1:\(server.port)/", headers: [], body: [],
                        timeout: timeout))
            } catch {
                thrown = error
            }
            try await transport.shutDown()
            return thrown as? HTTPTransportError
        }
        // One limit far from the other, so that a busy machine does not change which of them is first.
        #expect(try await error(.milliseconds(100), connect: .seconds(5)) == .timedOut(.milliseconds(100)))
        #expect(try await error(.seconds(60), connect: .milliseconds(300))?.sentNothing == true)
        #expect(server.requests.isEmpty)
        try await server.stop()
    }

    @Test("a peer that answers a handshake with something else is not trusted")
    func noTLS() async throws {
        let server = try await LoopbackServer.start([], greeting: "HTTP/1.1 400 Bad Request\r\n\r\n")
        let transport = AsyncHTTPTransport()
        let request = HTTPWireRequest(
            method: "GET", url: "https://127.0.0.1:\(server.port)/", headers: [], body: [], timeout: .seconds(60))
        do {
            _ = try await transport.send(request)
            Issue.record("an answer")
        } catch let error as HTTPTransportError {
            guard case .untrusted = error else {
                Issue.record("\(error)")
                return
            }
        }
        try await transport.shutDown()
        try await server.stop()
    }

    @Test("a header with a line break is refused before anything is sent")
    func headerInjection() async throws {
        let (results, server) = try await exchange([.bytes(Self.ok)], headers: [AWSHeader("X", "a\r\nY: b")])
        guard case .invalidRequest? = failure(results.first) else {
            Issue.record("\(results)")
            return
        }
        #expect(server.requests.isEmpty)
    }

    @Test("cancelling ends a request that waits")
    func cancelled() async throws {
        let server = try await LoopbackServer.start([.silence])
        let transport = AsyncHTTPTransport()
        let url = "http://127.0.0.1:\(server.port)/"
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await transport.send(
                HTTPWireRequest(method: "GET", url: url, headers: [], body: [], timeout: .seconds(60)))
        }
        await #expect(throws: CancellationError.self) { try await task.value }
        try await transport.shutDown()
        try await server.stop()
    }
}
