extension LogsClient {
    private struct Started: Decodable {
        let queryId: String
    }

    private struct Stopped: Decodable {
        let success: Bool?
    }

    /// Starts a query and answers its id. Never retried: each start scans and is charged.
    package func startQuery(_ request: StartQueryRequest) async throws -> String {
        try await call("StartQuery", isIdempotent: false) {
            $0.member("logGroupNames", request.groups)
            $0.member("startTime", request.startTime)
            $0.member("endTime", request.endTime)
            $0.member("queryString", request.query)
            $0.member("limit", request.limit)
        }.decoded(Started.self).queryId
    }

    package func getQueryResults(queryID: String) async throws -> QueryResults {
        try await call("GetQueryResults", isIdempotent: true) { $0.member("queryId", queryID) }
            .decoded(QueryResults.self)
    }

    /// Answers false where the query had ended already.
    package func stopQuery(queryID: String) async throws -> Bool {
        try await call("StopQuery", isIdempotent: false) { $0.member("queryId", queryID) }
            .decoded(Stopped.self).success ?? false
    }
}
