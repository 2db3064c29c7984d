import AWSClient
import Testing

@Suite("STS")
struct STSClientTests {
    private static let answer = """
        <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
        <Arn>arn:aws:sts::123456789012:assumed-role/on-call/anna</Arn><UserId>AROAX:anna</UserId>
        <Account>123456789012</Account></GetCallerIdentityResult>
        <ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></GetCallerIdentityResponse>
        """

    @Test("asks by form and reads who the caller is")
    func identity() async throws {
        let bench = Bench([.json(200, Self.answer)])
        let identity = try await STSClient(bench.connection).callerIdentity()
        #expect(
            identity
                == CallerIdentity(
                    account: "123456789012", arn: "arn:aws:sts::123456789012:assumed-role/on-call/anna",
                    userID: "AROAX:anna"))
        let request = try #require(bench.transport.requests.first)
        #expect(request.url == "https://sts.eu-west-1.amazonaws.com/")
        #expect(request.body == Array("Action=GetCallerIdentity&Version=2011-06-15".utf8))
        #expect(request.headers.value("content-type") == "application/x-www-form-urlencoded; charset=utf-8")
    }

    @Test(
        "an answer that lacks what it promises is malformed",
        arguments: ["", "{}", "<a/>", "<a><GetCallerIdentityResult/></a>"])
    func malformed(_ body: String) async {
        let bench = Bench([.json(200, body)])
        do {
            _ = try await STSClient(bench.connection).callerIdentity()
            Issue.record("no error")
        } catch {
            let told = error as? AWSError
            #expect(told?.kind == .malformedResponse)
            #expect(told?.operation == "GetCallerIdentity")
        }
    }
}
