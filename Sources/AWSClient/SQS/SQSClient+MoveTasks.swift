extension SQSClient {
    private struct Started: Decodable {
        let taskHandle: String

        enum CodingKeys: String, CodingKey { case taskHandle = "TaskHandle" }
    }

    private struct Tasks: Decodable {
        let results: [MessageMoveTask]?

        enum CodingKeys: String, CodingKey { case results = "Results" }
    }

    private struct Cancelled: Decodable {
        let moved: Int?

        enum CodingKeys: String, CodingKey { case moved = "ApproximateNumberOfMessagesMoved" }
    }

    /// Starts to move all messages out of a dead-letter queue and answers the task's handle. Without a destination each
    /// goes back to the queue that it came from. `rate` is messages a second, up to 500; nil lets SQS choose.
    package func startMessageMoveTask(
        sourceARN: String, destinationARN: String? = nil, rate: Int? = nil
    ) async throws -> String {
        try await call("StartMessageMoveTask", isIdempotent: false) {
            $0.member("SourceArn", sourceARN)
            $0.member("DestinationArn", destinationARN)
            $0.member("MaxNumberOfMessagesPerSecond", rate)
        }.decoded(Started.self).taskHandle
    }

    /// The latest tasks of a dead-letter queue, newest first, `limit` from 1 to 10.
    package func listMessageMoveTasks(sourceARN: String, limit: Int = 10) async throws -> [MessageMoveTask] {
        try await call("ListMessageMoveTasks", isIdempotent: true) {
            $0.member("SourceArn", sourceARN)
            $0.member("MaxResults", limit)
        }.decoded(Tasks.self).results ?? []
    }

    /// Stops a running task and answers how many messages it had moved; they stay where they are now.
    package func cancelMessageMoveTask(taskHandle: String) async throws -> Int? {
        try await call("CancelMessageMoveTask", isIdempotent: false) {
            $0.member("TaskHandle", taskHandle)
        }.decoded(Cancelled.self).moved
    }
}
