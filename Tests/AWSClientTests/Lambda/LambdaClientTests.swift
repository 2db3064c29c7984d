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

    @Test("follows every page of what reads a queue")
    func mappings() async throws {
        let bench = Bench([
            .json(
                200,
                """
                {"EventSourceMappings":[{"UUID":"u1","FunctionArn":"arn:aws:lambda:eu-west-1:1:function:orders","State":"Enabled",
                "BatchSize":10,"MaximumBatchingWindowInSeconds":5,"FunctionResponseTypes":["ReportBatchItemFailures"],
                "LastProcessingResult":"OK","ScalingConfig":{"MaximumConcurrency":2},"LastModified":1.7e9,
                "FilterCriteria":{"Filters":[{"Pattern":"{}"}]}}],"NextMarker":"m=1"}
                """), .json(200, #"{"EventSourceMappings":[{"UUID":"u2"}]}"#),
        ])
        let source = "arn:aws:sqs:eu-west-1:1:dev-orders"
        let mappings = try await LambdaClient(bench.connection).eventSourceMappings(sourceARN: source)
        #expect(mappings.map(\.uuid) == ["u1", "u2"])
        let first = try #require(mappings.first)
        #expect((first.state, first.batchSize, first.batchingWindow) == ("Enabled", 10, 5))
        #expect((first.scaling?.maximumConcurrency, first.lastResult) == (2, "OK"))
        #expect(first.responseTypes == ["ReportBatchItemFailures"])
        #expect(first.filtering?.filters?.map(\.pattern) == ["{}"])
        let path = "https://lambda.eu-west-1.amazonaws.com/2015-03-31/event-source-mappings?EventSourceArn="
        let sent = "arn%3Aaws%3Asqs%3Aeu-west-1%3A1%3Adev-orders&MaxItems=100"
        #expect(
            bench.transport.requests.map(\.url).map { sorted($0) } == [
                sorted(path + sent), sorted(path + sent + "&Marker=m%3D1"),
            ])
    }

    /// A URL's query may stand in any order.
    private func sorted(_ url: String) -> [Substring] {
        url.split(whereSeparator: { $0 == "?" || $0 == "&" }).sorted()
    }

    @Test("a marker that comes twice ends the reading with an error")
    func loop() async {
        let again = ScriptedTransport.Step.json(200, #"{"EventSourceMappings":[],"NextMarker":"m"}"#)
        let bench = Bench([again, again, again])
        await #expect(throws: AWSError.self) {
            try await LambdaClient(bench.connection).eventSourceMappings(sourceARN: "arn")
        }
        #expect(bench.transport.requests.count == 2)
    }
}
