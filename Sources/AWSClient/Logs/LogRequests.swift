/// [DescribeLogGroups](https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html).
package struct DescribeLogGroupsRequest: Hashable, Sendable {
    package var namePrefix: String?
    /// Matches anywhere, without case; not together with `namePrefix`.
    package var namePattern: String?
    package var nextToken: String?
    /// Up to 50.
    package var limit: Int?

    package init(namePrefix: String? = nil) {
        self.namePrefix = namePrefix
    }
}

/// [DescribeLogStreams](https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogStreams.html).
package struct DescribeLogStreamsRequest: Hashable, Sendable {
    package enum Order: String, Hashable, Sendable {
        case name = "LogStreamName"
        /// Not together with `namePrefix`.
        case lastEventTime = "LastEventTime"
    }

    package var group: String
    package var namePrefix: String?
    package var orderBy: Order?
    package var descending: Bool?
    package var nextToken: String?
    /// Up to 50.
    package var limit: Int?

    package init(group: String) {
        self.group = group
    }
}

/// [FilterLogEvents](https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html): pages of up to
/// 1 MB or 10,000 events, which may be empty and yet have a next one.
package struct FilterLogEventsRequest: Hashable, Sendable {
    package var group: String
    /// Milliseconds since 1970, inclusive. Without it pages may be empty for long.
    package var startTime: Int64?
    /// Milliseconds since 1970; events later than this are not returned.
    package var endTime: Int64?
    package var filterPattern: String?
    /// Up to 100; not together with `streamNamePrefix`.
    package var streamNames: [String] = []
    package var streamNamePrefix: String?
    /// An upper bound for a page, up to 10,000.
    package var limit: Int?
    /// Lives 24 hours, and fixes the direction.
    package var nextToken: String?
    /// False for newest first, which needs a `startTime` of 2024 or later; nil is oldest first.
    package var startFromHead: Bool?
    /// How often it may be sent; nil leaves it to the connection. It is not part of what is sent.
    package var maxAttempts: Int?

    package init(group: String) {
        self.group = group
    }
}

/// [GetLogEvents](https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html): one stream. The end
/// is reached when a page gives back the token that asked for it.
package struct GetLogEventsRequest: Hashable, Sendable {
    package var group: String
    package var stream: String
    /// Milliseconds since 1970, inclusive.
    package var startTime: Int64?
    /// Milliseconds since 1970, exclusive.
    package var endTime: Int64?
    package var limit: Int?
    package var nextToken: String?
    /// Must be true when `nextToken` is a forward token of the first page.
    package var startFromHead: Bool?

    package init(group: String, stream: String) {
        self.group = group
        self.stream = stream
    }
}

/// One event to write.
package struct InputLogEvent: Hashable, Sendable {
    /// Milliseconds since 1970.
    package var timestamp: Int64
    package var message: String

    package init(timestamp: Int64, message: String) {
        self.timestamp = timestamp
        self.message = message
    }
}
