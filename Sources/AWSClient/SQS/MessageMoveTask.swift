/// One redrive as `ListMessageMoveTasks` tells it.
package struct MessageMoveTask: Hashable, Sendable, Decodable {
    /// Present only while the task runs; `CancelMessageMoveTask` wants it.
    package let taskHandle: String?
    /// `RUNNING`, `COMPLETED`, `CANCELLING`, `CANCELLED`, `FAILED`: open set.
    package let status: String?
    package let sourceArn: String?
    /// Nil when each message goes back to the queue it came from.
    package let destinationArn: String?
    package let maxNumberOfMessagesPerSecond: Int?
    package let approximateNumberOfMessagesMoved: Int?
    package let approximateNumberOfMessagesToMove: Int?
    package let failureReason: String?
    /// Milliseconds since 1970.
    package let startedTimestamp: Int64?

    enum CodingKeys: String, CodingKey {
        case taskHandle = "TaskHandle"
        case status = "Status"
        case sourceArn = "SourceArn"
        case destinationArn = "DestinationArn"
        case maxNumberOfMessagesPerSecond = "MaxNumberOfMessagesPerSecond"
        case approximateNumberOfMessagesMoved = "ApproximateNumberOfMessagesMoved"
        case approximateNumberOfMessagesToMove = "ApproximateNumberOfMessagesToMove"
        case failureReason = "FailureReason"
        case startedTimestamp = "StartedTimestamp"
    }
}

/// One page of queue URLs.
package struct QueueURLPage: Hashable, Sendable {
    package let queueURLs: [String]
    package let nextToken: String?
}
