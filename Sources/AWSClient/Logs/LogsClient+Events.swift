extension LogsClient {
    /// One page of events of a group. The service may search long before it answers, so an attempt has 60 s.
    package func filterLogEvents(_ request: FilterLogEventsRequest) async throws -> LogEventPage {
        try await call(
            "FilterLogEvents", isIdempotent: true, attemptTimeout: .seconds(60), maxAttempts: request.maxAttempts
        ) {
            $0.member("logGroupName", request.group)
            $0.memberUnlessEmpty("logStreamNames", request.streamNames)
            $0.member("logStreamNamePrefix", request.streamNamePrefix)
            $0.member("startTime", request.startTime)
            $0.member("endTime", request.endTime)
            $0.member("filterPattern", request.filterPattern)
            $0.member("nextToken", request.nextToken)
            $0.member("limit", request.limit)
            $0.member("startFromHead", request.startFromHead)
        }.read(LogEventPage.init(bytes:))
    }

    /// One page of events of one stream; they have no event id.
    package func getLogEvents(_ request: GetLogEventsRequest) async throws -> LogEventPage {
        try await call("GetLogEvents", isIdempotent: true) {
            $0.member("logGroupName", request.group)
            $0.member("logStreamName", request.stream)
            $0.member("startTime", request.startTime)
            $0.member("endTime", request.endTime)
            $0.member("nextToken", request.nextToken)
            $0.member("limit", request.limit)
            $0.member("startFromHead", request.startFromHead)
        }.read(LogEventPage.init(bytes:))
    }

    private struct PutAnswer: Decodable {
        let rejectedLogEventsInfo: RejectedLogEvents?
    }

    /// Writes up to 10,000 events, 1 MiB, in time order, within 24 hours; answers what was left out, nil for nothing.
    package func putLogEvents(
        group: String, stream: String, events: [InputLogEvent]
    ) async throws -> RejectedLogEvents? {
        try await call("PutLogEvents", isIdempotent: false) {
            $0.member("logGroupName", group)
            $0.member("logStreamName", stream)
            $0.array("logEvents", events) { writer, event in
                writer.object {
                    $0.member("timestamp", event.timestamp)
                    $0.member("message", event.message)
                }
            }
        }.decoded(PutAnswer.self).rejectedLogEventsInfo
    }
}
