import AWSClient
import FoundationEssentials
import Testing

@Suite("Against a live server", .enabled(if: TestEndpoint.url != nil))
struct ContractTests {
    @Test("STS says who we are")
    func identity() async throws {
        try await TestEndpoint.withConnection(try #require(TestEndpoint.url)) { connection in
            let identity = try await STSClient(connection).callerIdentity()
            #expect(identity.account.count == 12)
            #expect(identity.arn.hasPrefix("arn:aws:"))
        }
    }

    @Test("a metric that was put is got")
    func metrics() async throws {
        try await TestEndpoint.withConnection(try #require(TestEndpoint.url)) { connection in
            let client = CloudWatchClient(connection)
            let minute = Date(timeIntervalSince1970: (Date().timeIntervalSince1970 / 60).rounded(.down) * 60 - 120)
            let dimension = MetricDimension(name: "Run", value: "\(UInt64.random(in: 0...UInt64.max))")
            let points = [2.0, 5.0].map {
                MetricDatum(name: "Depth", dimensions: [dimension], time: minute, value: $0, unit: "Count")
            }
            try await client.putMetricData(namespace: "Nightdesk/Test", points: points)
            let metric = Metric(namespace: "Nightdesk/Test", name: "Depth", dimensions: [dimension])
            let series = try await client.metricData(
                MetricDataRequest(
                    queries: [
                        MetricDataQuery(
                            id: "depth", metricStat: MetricStat(metric: metric, period: 60, statistic: "Sum"))
                    ], start: minute.addingTimeInterval(-60), end: minute.addingTimeInterval(120)))
            #expect(series.first?.id == "depth")
            #expect(series.first?.points.map(\.value) == [7])
            #expect(series.first?.points.map(\.time) == [minute])
        }
    }

    @Test("Lambda lists its functions and tells one that is missing")
    func functions() async throws {
        try await TestEndpoint.withConnection(try #require(TestEndpoint.url)) { connection in
            let client = LambdaClient(connection)
            _ = try await client.functionsPage()
            do {
                _ = try await client.function(named: "no-such-function")
                Issue.record("no error")
            } catch let error as AWSError {
                #expect((error.kind, error.code, error.status) == (.service, "ResourceNotFoundException", 404))
            }
        }
    }

    @Test("DynamoDB's errors are read, and its checksums hold")
    func dynamoDB() async throws {
        try await TestEndpoint.withConnection(try #require(TestEndpoint.url)) { connection in
            let call = AWSCall(
                service: Bench.service, operation: "DescribeTable", body: Array(#"{"TableName":"no-such-table"}"#.utf8),
                isIdempotent: true)
            do {
                _ = try await connection.send(call)
                Issue.record("no error")
            } catch let error as AWSError {
                #expect((error.kind, error.code, error.status) == (.service, "ResourceNotFoundException", 400))
                #expect(error.attempts == 1)
                #expect(!error.message.isEmpty)
            }
        }
    }
}
