import Testing

@testable import AWSClient

@Suite struct LogsClientTests {
    @Test func aSearchSaysOnlyWhatIsAsked() async throws {
        let calls = RecordingCalls("{}")
        var request = FilterLogEventsRequest(group: "/aws/lambda/dev-api")
        _ = try await LogsClient(calls).filterLogEvents(request)
        #expect(calls.body == "{\"logGroupName\":\"/aws/lambda/dev-api\"}")
        request.startTime = 1_762_000_000_000
        request.startFromHead = false
        request.streamNames = ["a"]
        _ = try await LogsClient(calls).filterLogEvents(request)
        #expect(
            calls.body == """
                {"logGroupName":"/aws/lambda/dev-api","logStreamNames":["a"],"startTime":1762000000000,"startFromHead":false}
                """)
        #expect(calls.calls.allSatisfy { $0.isIdempotent && $0.attemptTimeout == .seconds(60) })
    }

    @Test func writesAndStartsAreNeverRepeated() async throws {
        let calls = RecordingCalls("{\"queryId\":\"q-1\"}")
        let client = LogsClient(calls)
        let events = [InputLogEvent(timestamp: 1, message: "a\nb"), InputLogEvent(timestamp: 2, message: "c")]
        #expect(try await client.putLogEvents(group: "g", stream: "s", events: events) == nil)
        #expect(
            calls.body == """
                {"logGroupName":"g","logStreamName":"s","logEvents":[{"timestamp":1,"message":"a\\nb"},{"timestamp":2,"message":"c"}]}
                """)
        let query = StartQueryRequest(groups: ["g"], startTime: 1, endTime: 2, query: "fields @message")
        #expect(try await client.startQuery(query) == "q-1")
        #expect(calls.calls.map(\.isIdempotent) == [false, false])
    }

    @Test func rejectedEventsAreTold() async throws {
        let calls = RecordingCalls("{\"rejectedLogEventsInfo\":{\"tooOldLogEventEndIndex\":2}}")
        let rejected = try await LogsClient(calls).putLogEvents(group: "g", stream: "s", events: [])
        #expect(rejected?.tooOldLogEventEndIndex == 2 && rejected?.tooNewLogEventStartIndex == nil)
    }

    @Test func groupsStreamsAndResultsAreRead() async throws {
        let groups = try await LogsClient(
            RecordingCalls(
                "{\"logGroups\":[{\"logGroupName\":\"g\",\"retentionInDays\":7,\"new\":1}],\"nextToken\":\"n\"}")
        ).describeLogGroups(DescribeLogGroupsRequest(namePrefix: "/aws"))
        #expect(groups.logGroups.map(\.logGroupName) == ["g"] && groups.nextToken == "n")
        let streams = try await LogsClient(
            RecordingCalls("{\"logStreams\":[{\"logStreamName\":\"s\",\"lastEventTimestamp\":5}]}")
        ).describeLogStreams(DescribeLogStreamsRequest(group: "g"))
        #expect(streams.logStreams.map(\.lastEventTimestamp) == [5])
        let results = try await LogsClient(
            RecordingCalls(
                "{\"status\":\"Complete\",\"results\":[[{\"field\":\"@ptr\",\"value\":\"p\"}]],\"statistics\":{\"bytesScanned\":9.0}}"
            )
        ).getQueryResults(queryID: "q")
        #expect(results.status == "Complete" && results.results?.first?.first?.field == "@ptr")
    }

    @Test func anAnswerWithoutItsListIsAnError() async {
        let client = LogsClient(RecordingCalls("{\"logGroups\":7}"))
        let error = await #expect(throws: AWSError.self) {
            try await client.describeLogGroups(DescribeLogGroupsRequest())
        }
        #expect(error?.kind == .malformedResponse && error?.operation == "DescribeLogGroups")
    }
}
