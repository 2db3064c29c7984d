import AWSClient
import Glibc

/// An AWS-compatible server for contract tests, named by `NIGHTDESK_TEST_ENDPOINT` (`http://127.0.0.1:5000`), which takes
/// the keys of the process's own environment.
enum TestEndpoint {
    static var url: String? { variable("NIGHTDESK_TEST_ENDPOINT") }

    private static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

    /// Runs a body with a connection to the server that is closed after it.
    static func withConnection(
        _ url: String, _ body: (AWSConnection) async throws -> Void
    ) async throws {
        let transport = AsyncHTTPTransport()
        let configuration = try AWSConfiguration.load(
            environment: [
                "AWS_ENDPOINT_URL": url, "AWS_REGION": "us-east-1",
                "AWS_ACCESS_KEY_ID": variable("AWS_ACCESS_KEY_ID") ?? "AKIDEXAMPLE",
                "AWS_SECRET_ACCESS_KEY": variable("AWS_SECRET_ACCESS_KEY") ?? "secret",
            ], readFile: files([:]))
        do {
            try await body(AWSConnection(configuration: configuration, transport: transport))
        } catch {
            try await transport.shutDown()
            throw error
        }
        try await transport.shutDown()
    }
}
