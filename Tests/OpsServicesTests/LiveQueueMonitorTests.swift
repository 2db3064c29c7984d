import AWSClient
import OpsDomain
import OpsServices
import Testing

@Suite struct LiveQueueMonitorTests {
    private static let now = Timestamp(milliseconds: 1_772_331_275_000)
    private let names = ResourceNames(environment: "dev")

    private func monitor(_ calls: any AWSCalling) -> QueueMonitor {
        LiveQueueMonitor.make(names: names, cloudWatch: CloudWatchClient(calls), lambda: LambdaClient(calls))
    }

    private func queue(_ name: String) -> QueueSnapshot {
        QueueSnapshot(
            name: name, url: "u", arn: "arn:aws:sqs:eu-west-1:1:\(name)", visible: 0, inFlight: 0, delayed: 0,
            redrive: nil, sources: [], attributes: [:])
    }

    @Test func allQueuesAreMeasuredWithOneRequest() async throws {
        let calls = ScriptedCalls { _, _ in
            // The third minute of the span, one outside of it, and one that is no number.
            #"{"MetricDataResults":[{"Id":"q0","Timestamps":[1772330220,1772330000,1772330280],"Values":[48,1,"NaN"]},"#
                + #"{"Id":"q1","Timestamps":[],"Values":[]},{"Id":"q6","Timestamps":[1772331240],"Values":[3]}]}"#
        }
        let measured = try await monitor(calls).measure(["dev-a", "dev-b", "dev-c"], .recent, Self.now)
        #expect(calls.operations == ["GetMetricData"])
        let body = try #require(calls.calls.first?.body)
        for part in [
            #""StartTime":1772330100"#, #""EndTime":1772331300"#, #""Period":60"#, #""QueueName""#, #""dev-c""#,
            "NumberOfMessagesSent", "NumberOfMessagesDeleted", "ApproximateNumberOfMessagesVisible",
            "ApproximateAgeOfOldestMessage",
        ] {
            #expect(body.contains(part), "\(part)")
        }
        #expect(Set(measured.keys) == ["dev-a", "dev-b"])
        let visible = try #require(measured["dev-a"]?[.visible])
        #expect(visible.values.count == 20 && visible.values.compactMap { $0 } == [48])
        #expect(visible.values[2] == 48)
        #expect(measured["dev-a"]?[.oldestAge] == nil)
        #expect(measured["dev-b"]?[.sent]?.values.last == 3)
    }

    @Test func moreQueuesThanOneRequestTakesAreMeasuredWithTwo() async throws {
        let calls = ScriptedCalls { _, body in
            let isSecond = body.contains("dev-125\"")
            return #"{"MetricDataResults":[{"Id":"q0","Timestamps":[1772331240],"Values":[\#(isSecond ? 2 : 1)]}]}"#
        }
        let measured = try await monitor(calls).measure((0..<126).map { "dev-\($0)" }, .recent, Self.now)
        #expect(calls.operations.count == 2)
        #expect(measured["dev-0"]?[.visible]?.latest?.value == 1)
        #expect(measured["dev-125"]?[.visible]?.latest?.value == 2)
    }

    @Test func noQueuesCostNothing() async throws {
        let calls = ScriptedCalls { _, _ in "{}" }
        #expect(try await monitor(calls).measure([], .day, Self.now).isEmpty)
        #expect(calls.operations.isEmpty)
    }

    @Test func whoMayNotMeasureIsToldWhichActionIsMissing() async {
        let calls = ScriptedCalls { _, _ in
            throw AWSError.answer("AccessDenied", service: "CloudWatch", operation: "GetMetricData", status: 403)
        }
        let failure = await #expect(throws: ServiceFailure.self) {
            try await monitor(calls).measure(["dev-a"], .day, Self.now)
        }
        #expect(failure?.reason == .denied(action: "cloudwatch:GetMetricData"))
    }

    @Test func consumersAreNamedWithTheirStateAndBatch() async throws {
        let calls = ScriptedCalls { _, _ in
            #"{"EventSourceMappings":[{"UUID":"u","FunctionArn":"arn:aws:lambda:eu-west-1:1:function:dev-sqs:live","#
                + #""State":"Disabled","StateTransitionReason":"User initiated","BatchSize":10,"#
                + #""FunctionResponseTypes":["ReportBatchItemFailures"],"ScalingConfig":{"MaximumConcurrency":2},"#
                + #""FilterCriteria":{"Filters":[{"Pattern":"{\"a\":[1]}"}]}},{"UUID":"bare"}]}"#
        }
        let consumers = try await monitor(calls).consumers(queue("dev-orders"))
        #expect(
            consumers.first
                == QueueConsumer(
                    id: "u", function: "dev-sqs:live", state: "Disabled", stateReason: "User initiated", batchSize: 10,
                    reportsItemFailures: true, maximumConcurrency: 2, filters: [#"{"a":[1]}"#]))
        #expect(consumers.count == 2 && !consumers[1].isEnabled)
    }
}
