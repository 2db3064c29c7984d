import AWSClient
import FoundationEssentials
import Testing

@Suite("CloudWatch")
struct CloudWatchClientTests {
    private static let request = MetricDataRequest(
        queries: [
            MetricDataQuery(
                id: "age",
                metricStat: MetricStat(
                    metric: Metric(
                        namespace: "AWS/SQS", name: "ApproximateAgeOfOldestMessage",
                        dimensions: [MetricDimension(name: "QueueName", value: "orders")]), period: 60,
                    statistic: "Maximum")), MetricDataQuery(id: "rate", expression: "age / 60"),
        ], start: Date(timeIntervalSince1970: 1_700_000_000), end: Date(timeIntervalSince1970: 1_700_003_600))

    private func page(_ id: String, _ times: [Int], _ values: String, _ status: String, next: String?) -> String {
        let token = next.map { ",\"NextToken\":\"\($0)\"" } ?? ""
        return """
            {"MetricDataResults":[{"Id":"\(id)","Label":"l","Timestamps":\(times),"Values":\(values),
            "StatusCode":"\(status)"}]\(token),"Messages":[]}
            """
    }

    @Test("asks with the members of the model, times in seconds")
    func asks() async throws {
        let bench = Bench([.json(200, #"{"MetricDataResults":[]}"#)])
        _ = try await CloudWatchClient(bench.connection).metricDataPage(Self.request)
        let sent = try #require(bench.transport.requests.first)
        #expect(sent.headers.value("x-amz-target") == "GraniteServiceVersion20100801.GetMetricData")
        #expect(sent.headers.value("content-type") == "application/x-amz-json-1.0")
        #expect(sent.url == "https://monitoring.eu-west-1.amazonaws.com/")
        #expect(sent.headers.value("authorization")?.contains("/monitoring/aws4_request") == true)
        let text = String(decoding: sent.body, as: UTF8.self)
        for part in [
            #""StartTime":1700000000"#, #""EndTime":1700003600"#, #""ScanBy":"TimestampAscending""#,
            #""Stat":"Maximum""#,
            #""Period":60"#, #""Namespace":"AWS/SQS""#, #""Value":"orders""#, #""Expression":"age / 60""#,
            #""ReturnData":true"#,
        ] {
            #expect(text.contains(part), "\(part)")
        }
        #expect(!text.contains("NextToken") && !text.contains("null"))
    }

    @Test("follows every page and joins the parts of a series")
    func pages() async throws {
        let bench = Bench([
            .json(200, page("age", [60, 120], "[1, 2.5]", "PartialData", next: "T1")),
            .json(200, page("age", [180], "[\"NaN\"]", "Complete", next: nil)),
        ])
        let series = try await CloudWatchClient(bench.connection).metricData(Self.request)
        #expect(series.map(\.id) == ["age"])
        #expect(series.first?.points.map(\.time.timeIntervalSince1970) == [60, 120, 180])
        #expect(series.first?.points.prefix(2).map(\.value) == [1, 2.5])
        #expect(series.first?.points.last?.value.isNaN == true)
        #expect(series.first?.isComplete == true)
        #expect(String(decoding: bench.transport.requests[1].body, as: UTF8.self).contains(#""NextToken":"T1""#))
    }

    @Test("a token that comes twice ends the reading with an error")
    func loop() async {
        let again = ScriptedTransport.Step.json(200, page("age", [60], "[1]", "PartialData", next: "T1"))
        let bench = Bench([again, again, again])
        await #expect(throws: AWSError.self) { try await CloudWatchClient(bench.connection).metricData(Self.request) }
        #expect(bench.transport.requests.count == 2)
    }

    @Test("points without their times, or answers that are no JSON, are malformed")
    func malformed() async {
        for body in [page("age", [60], "[1, 2]", "Complete", next: nil), "", #"{"MetricDataResults":[{}]}"#, "[]"] {
            let bench = Bench([.json(200, body)])
            do {
                _ = try await CloudWatchClient(bench.connection).metricData(Self.request)
                Issue.record("no error for \(body)")
            } catch {
                #expect((error as? AWSError)?.kind == .malformedResponse)
            }
        }
    }

    @Test("adding a point is not sent again in doubt, and a number that is none is not sent")
    func put() async throws {
        let datum = MetricDatum(name: "n", time: Bench.time, value: 2, unit: "Count")
        let bench = Bench([.failure(.connectionLost("reset")), .json(200)])
        await #expect(throws: AWSError.self) {
            try await CloudWatchClient(bench.connection).putMetricData(namespace: "N", points: [datum])
        }
        #expect(bench.transport.requests.count == 1)
        await #expect(throws: AWSError.self) {
            try await CloudWatchClient(bench.connection).putMetricData(
                namespace: "N", points: [MetricDatum(name: "n", time: Bench.time, value: .nan)])
        }
        #expect(bench.transport.requests.count == 1)
    }
}
