import AWSClient
import FoundationEssentials
import OpsDomain

/// What the demo server does beside AWS's own operations. See the server's README, "Control endpoints".
struct DemoControl: Sendable {
    let endpoint: String

    private struct Rate: Encodable {
        let rate: Double
        let environment: String
    }

    private struct Burial: Encodable {
        let queue: String
        let sent: [String: Int64]
    }

    private struct History: Encodable {
        let queue: String
        let perMinute: Double
    }

    private struct Nothing: Encodable {}

    /// Lets about `rate` new orders a second come, with what follows from them; 0 stops it.
    func setRate(_ rate: Double, environment: String) async throws {
        try await post("live", Rate(rate: rate, environment: environment), to: "start its traffic")
    }

    /// Moves a queue's messages to its dead-letter queue, as if they had been sent at those moments, by message id, and
    /// had failed as often as they may.
    func bury(queue: String, sentAt: [String: Timestamp]) async throws {
        try await post(
            "bury", Burial(queue: queue, sent: sentAt.mapValues(\.milliseconds)), to: "bury the dead letters")
    }

    /// Gives a queue and its dead-letter queue the metrics of the last 24 hours, as if so many messages a minute had come.
    func remember(queue: String, perMinute: Double) async throws {
        try await post("history", History(queue: queue, perMinute: perMinute), to: "write a history")
    }

    /// From now on the server stays when we end.
    func keep() async throws {
        try await post("keep", Nothing(), to: "stay")
    }

    private func post(_ path: String, _ body: some Encodable, to purpose: String) async throws {
        let request = HTTPWireRequest(
            method: "POST", url: "\(endpoint)/_nightdesk/\(path)",
            headers: [AWSHeader("Content-Type", "application/json")], body: Array(try JSONEncoder().encode(body)),
            timeout: .seconds(60))
        let transport = AsyncHTTPTransport()
        let status: Int
        do {
            status = try await transport.send(request).status
        } catch {
            try await transport.shutDown()
            throw error
        }
        try await transport.shutDown()
        guard status == 200 else {
            throw ChildProcess.Failure(description: "The demo server refused to \(purpose) (HTTP \(status)).")
        }
    }
}
