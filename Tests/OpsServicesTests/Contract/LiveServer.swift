import AWSClient
import Glibc
import Testing

/// The AWS-compatible server that `Tests/Setup/with-server` starts, named by `NIGHTDESK_TEST_ENDPOINT`, with its stack
/// `development`. Tests run at the same time: each makes what it changes under a name of its own.
enum LiveServer {
    static let url: String? = variable("NIGHTDESK_TEST_ENDPOINT")

    private static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

    /// Runs a body with a connection to the server, which is closed after it.
    static func withConnection(_ body: (AWSConnection) async throws -> Void) async throws {
        let region = variable("AWS_REGION") ?? "us-east-1"
        let keys = Credentials(
            accessKeyID: variable("AWS_ACCESS_KEY_ID") ?? "AKIDEXAMPLE",
            secretAccessKey: variable("AWS_SECRET_ACCESS_KEY") ?? "secret")
        let environment = ["AWS_ENDPOINT_URL": try #require(url)]
        let configuration = AWSConfiguration(
            region: region, credentials: StaticCredentialProvider(keys),
            endpoints: EndpointResolver(
                region: region, configured: ConfiguredEndpoints(environment: environment)))
        let transport = AsyncHTTPTransport()
        do {
            try await body(AWSConnection(configuration: configuration, transport: transport))
        } catch {
            try await transport.shutDown()
            throw error
        }
        try await transport.shutDown()
    }

    /// A name that nothing else has.
    static func ownName() -> String {
        "contract" + String(UInt64.random(in: 0...UInt64.max), radix: 36)
    }
}
