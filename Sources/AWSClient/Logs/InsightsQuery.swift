/// [StartQuery](https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html): a Logs Insights query.
/// Every gigabyte scanned is charged.
package struct StartQueryRequest: Hashable, Sendable {
    /// Up to 50.
    package var groups: [String]
    /// *Seconds* since 1970, unlike all other times of the Logs API.
    package var startTime: Int64
    /// Seconds since 1970.
    package var endTime: Int64
    package var query: String
    /// Up to 10,000.
    package var limit: Int?

    package init(groups: [String], startTime: Int64, endTime: Int64, query: String) {
        self.groups = groups
        self.startTime = startTime
        self.endTime = endTime
        self.query = query
    }
}

/// What a query has found so far.
package struct QueryResults: Hashable, Sendable, Decodable {
    package struct Field: Hashable, Sendable, Decodable {
        package let field: String?
        package let value: String?
    }

    package struct Statistics: Hashable, Sendable, Decodable {
        package let recordsMatched: Double?
        package let recordsScanned: Double?
        package let bytesScanned: Double?
    }

    /// One list of fields per row; `@ptr` is among them.
    package let results: [[Field]]?
    package let statistics: Statistics?
    /// `Scheduled`, `Running`, `Complete`, `Failed`, `Cancelled`, `Timeout`, `Unknown`.
    package let status: String
}
