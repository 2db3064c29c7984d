extension LogsClient {
    package func describeLogGroups(_ request: DescribeLogGroupsRequest) async throws -> LogGroupPage {
        try await call("DescribeLogGroups", isIdempotent: true) {
            $0.member("logGroupNamePrefix", request.namePrefix)
            $0.member("logGroupNamePattern", request.namePattern)
            $0.member("nextToken", request.nextToken)
            $0.member("limit", request.limit)
        }.decoded(LogGroupPage.self)
    }

    package func describeLogStreams(_ request: DescribeLogStreamsRequest) async throws -> LogStreamPage {
        try await call("DescribeLogStreams", isIdempotent: true) {
            $0.member("logGroupName", request.group)
            $0.member("logStreamNamePrefix", request.namePrefix)
            $0.member("orderBy", request.orderBy?.rawValue)
            $0.member("descending", request.descending)
            $0.member("nextToken", request.nextToken)
            $0.member("limit", request.limit)
        }.decoded(LogStreamPage.self)
    }

    /// Fails with `ResourceAlreadyExistsException` where the group exists.
    package func createLogGroup(name: String) async throws {
        try await call("CreateLogGroup", isIdempotent: false) { $0.member("logGroupName", name) }.sent()
    }

    /// Fails with `ResourceAlreadyExistsException` where the stream exists.
    package func createLogStream(group: String, stream: String) async throws {
        try await call("CreateLogStream", isIdempotent: false) {
            $0.member("logGroupName", group)
            $0.member("logStreamName", stream)
        }.sent()
    }

    /// `days` is one of the values that the service knows: 1, 3, 5, 7, 14, 30, 60, 90, …
    package func putRetentionPolicy(group: String, days: Int) async throws {
        try await call("PutRetentionPolicy", isIdempotent: true) {
            $0.member("logGroupName", group)
            $0.member("retentionInDays", days)
        }.sent()
    }
}
