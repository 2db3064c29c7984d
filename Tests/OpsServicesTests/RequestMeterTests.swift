import AWSClient
import FoundationEssentials
import OpsDomain
import OpsServices
import Testing

@Suite struct RequestMeterTests {
    @Test func requestsOfTheLastMinuteAreCountedAndPriced() async throws {
        let clock = JumpingClock(Timestamp(milliseconds: 0))
        let meter = RequestMeter(clock: clock.ops) { _ in ScriptedCalls { _, _ in #"{"QueueUrls":[]}"# } }
        let sqs = SQSClient(meter)
        for _ in 0..<5 { _ = try await sqs.listQueues() }
        #expect(meter.reading.requestsPerMinute == 5)
        #expect(abs(meter.reading.dollarsPerHour - 5 * 60 * 0.40 / 1_000_000) < 1e-12)
        #expect(meter.reading.running == 0)
        clock.advance(61)
        #expect(meter.reading.requestsPerMinute == 0)
    }

    @Test func metricsArePricedOneByOneAndStatisticsOfOneAreNot() async throws {
        let meter = RequestMeter(clock: JumpingClock(Timestamp(milliseconds: 0)).ops) { _ in
            ScriptedCalls { _, _ in #"{"MetricDataResults":[]}"# }
        }
        func query(_ id: String, _ name: String, _ statistic: String) -> MetricDataQuery {
            let metric = Metric(namespace: "AWS/SQS", name: name)
            return MetricDataQuery(id: id, metricStat: MetricStat(metric: metric, period: 60, statistic: statistic))
        }
        let queries = [query("a", "Sent", "Sum"), query("b", "Sent", "Maximum"), query("c", "Deleted", "Sum")]
        _ = try await CloudWatchClient(meter).metricData(
            MetricDataRequest(
                queries: queries, start: Date(timeIntervalSince1970: 0), end: Date(timeIntervalSince1970: 60)))
        // Two metrics, $0.01 a thousand.
        #expect(abs(meter.reading.dollarsPerHour - 2 * 60 * 0.01 / 1000) < 1e-12)
    }

    @Test func throttlesAreCounted() async {
        let clock = JumpingClock(Timestamp(milliseconds: 0))
        let meter = RequestMeter(clock: clock.ops) { observer in
            // Throttled twice, the first time with another try to follow: what the connection says on its own.
            ScriptedCalls { _, _ in
                observer.callWillRetry(
                    AWSCallRetry(
                        service: "SQS", operation: "ListQueues", attempt: 1, code: "ThrottlingException",
                        isThrottle: true, delay: .zero))
                throw AWSError.answer("ThrottlingException")
            }
        }
        await #expect(throws: AWSError.self) { try await SQSClient(meter).listQueues() }
        #expect(meter.reading.throttledPerMinute == 2)
        #expect(meter.reading.requestsPerMinute == 1)
    }

    @Test func readingsAreToldWhenTheyChange() async throws {
        let clock = JumpingClock(Timestamp(milliseconds: 0))
        let meter = RequestMeter(clock: clock.ops) { _ in ScriptedCalls { _, _ in #"{"QueueUrls":[]}"# } }
        var iterator = meter.readings().makeAsyncIterator()
        #expect(await iterator.next()?.requestsPerMinute == 0)
        _ = try await SQSClient(meter).listQueues()
        // The clock jumps a minute in no time, so that the reading may be gone again; it was told, whichever it was.
        #expect(await iterator.next() != nil)
    }
}
