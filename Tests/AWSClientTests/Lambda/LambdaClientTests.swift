import AWSClient
import Testing

@Suite("Lambda")
struct LambdaClientTests {
    @Test("lists functions by page, and never reads their environment")
    func list() async throws {
        let bench = Bench([
            .json(
                200,
                """
                {"Functions":[{"FunctionName":"orders","Runtime":"python3.12","MemorySize":256,"Timeout":30,"CodeSize":12,
                "LoggingConfig":{"LogFormat":"JSON","LogGroup":"/own/group"},"Environment":{"Variables":{"KEY":"secret"}}},
                {"FunctionName":"users","PackageType":"Image","Unknown":[1]}],"NextMarker":"m/1"}
                """), .json(200, #"{"Functions":[],"NextMarker":""}"#),
        ])
        let client = LambdaClient(bench.connection)
        let page = try await client.functionsPage()
        #expect(page.functions.map(\.name) == ["orders", "users"])
        #expect(page.functions.map(\.logGroup) == ["/own/group", "/aws/lambda/users"])
        #expect(page.functions.first?.memorySize == 256)
        #expect(!"\(page)".contains("secret"))
        #expect(page.nextMarker == "m/1")
        #expect(try await client.functionsPage(marker: page.nextMarker).nextMarker == nil)
        #expect(
            bench.transport.requests.map(\.url) == [
                "https://lambda.eu-west-1.amazonaws.com/2015-03-31/functions?MaxItems=50",
                "https://lambda.eu-west-1.amazonaws.com/2015-03-31/functions?MaxItems=50&Marker=m%2F1",
            ])
        #expect(bench.transport.requests.allSatisfy { $0.method == "GET" && $0.body.isEmpty })
    }

    @Test("a name that is an ARN stays one path segment")
    func one() async throws {
        let bench = Bench([.json(200, #"{"FunctionName":"a","State":"Active"}"#)])
        let function = try await LambdaClient(bench.connection).function(named: "arn:aws:lambda:x:1:function:a/b")
        #expect(function.state == "Active")
        #expect(
            bench.transport.requests.first?.url
                == "https://lambda.eu-west-1.amazonaws.com/2015-03-31/functions/"
                + "arn%3Aaws%3Alambda%3Ax%3A1%3Afunction%3Aa%2Fb/configuration")
    }
}
