import AWSClient

/// The traffic of a demo world, which the server plays by itself once it is told to.
struct DemoTraffic: Sendable {
    let endpoint: String

    /// Lets about `rate` new orders a second come, with what follows from them; 0 stops it. See the server's README,
    /// `/_nightdesk/live`.
    func setRate(_ rate: Double, environment: String) async throws {
        let transport = AsyncHTTPTransport()
        let body = #"{"rate": \#(rate), "environment": "\#(environment)"}"#
        let request = HTTPWireRequest(
            method: "POST", url: "\(endpoint)/_nightdesk/live",
            headers: [AWSHeader("Content-Type", "application/json")], body: Array(body.utf8), timeout: .seconds(10))
        let status: Int
        do {
            status = try await transport.send(request).status
        } catch {
            try await transport.shutDown()
            throw error
        }
        try await transport.shutDown()
        guard status == 200 else {
            throw ChildProcess.Failure(description: "The demo server refused to start its traffic (HTTP \(status)).")
        }
    }
}
