/// One log group.
package struct LogGroup: Hashable, Sendable, Decodable {
    package let logGroupName: String
    /// Milliseconds since 1970.
    package let creationTime: Int64?
    /// Nil when events never expire.
    package let retentionInDays: Int?
    package let storedBytes: Int?
    /// Ends in `:*`.
    package let arn: String?
    /// The ARN without `:*`, as StartLiveTail and tags want it.
    package let logGroupArn: String?
    /// `STANDARD`, `INFREQUENT_ACCESS` or `DELIVERY`.
    package let logGroupClass: String?
}

/// One page of log groups.
package struct LogGroupPage: Hashable, Sendable, Decodable {
    package let logGroups: [LogGroup]
    package let nextToken: String?
}

/// One log stream: for Lambda, one execution environment.
package struct LogStream: Hashable, Sendable, Decodable {
    package let logStreamName: String
    /// Milliseconds since 1970, as are the other times here; `lastEventTimestamp` may lag by an hour.
    package let creationTime: Int64?
    package let firstEventTimestamp: Int64?
    package let lastEventTimestamp: Int64?
    package let lastIngestionTime: Int64?
    package let arn: String?
}

/// One page of log streams.
package struct LogStreamPage: Hashable, Sendable, Decodable {
    package let logStreams: [LogStream]
    package let nextToken: String?
}

/// Events that PutLogEvents took no notice of, by their place in the request; the rest is stored.
package struct RejectedLogEvents: Hashable, Sendable, Decodable {
    /// This one and the later ones are too far in the future.
    package let tooNewLogEventStartIndex: Int?
    /// Those before this one are too old.
    package let tooOldLogEventEndIndex: Int?
    /// Those before this one are past the group's retention.
    package let expiredLogEventEndIndex: Int?
}
