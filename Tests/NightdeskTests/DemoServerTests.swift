import AWSClient
import Testing

@testable import nightdesk

@Suite struct DemoServerTests {
    private let ready = DemoServer.Ready(
        endpoint: "http://127.0.0.1:40123", pid: 1, account: "123456789012", region: "us-east-1",
        accessKeyId: "AKIADEMO", secretAccessKey: "secret")

    @Test func aDemoReachesItsOwnServerAndNothingElse() async throws {
        let configuration = ready.configuration
        let own = try Endpoint(url: ready.endpoint, origin: "test")
        for service: AWSService in [.dynamoDB, .sqs, .logs, .cloudWatch, .lambda, .sts] {
            #expect(try configuration.endpoints.endpoint(for: service) == own)
        }
        #expect(configuration.credentials is StaticCredentialProvider)
        #expect(try await configuration.credentials.credentials().accessKeyID == "AKIADEMO")
        #expect(configuration.region == "us-east-1")
        #expect(configuration.profileNames.isEmpty)
    }
}
