extension SQSClient {
    private struct QueueURL: Decodable {
        let queueURL: String

        enum CodingKeys: String, CodingKey { case queueURL = "QueueUrl" }
    }

    private struct QueueList: Decodable {
        let queueURLs: [String]?
        let nextToken: String?

        enum CodingKeys: String, CodingKey {
            case queueURLs = "QueueUrls"
            case nextToken = "NextToken"
        }
    }

    private struct SourceList: Decodable {
        let queueURLs: [String]
        let nextToken: String?

        enum CodingKeys: String, CodingKey {
            case queueURLs = "queueUrls"
            case nextToken = "NextToken"
        }
    }

    private struct QueueAttributes: Decodable {
        let attributes: [String: String]?

        enum CodingKeys: String, CodingKey { case attributes = "Attributes" }
    }

    /// One page of queues. `pageSize` (1 to 1,000) is always sent: without it SQS gives 1,000 queues and no token.
    package func listQueues(
        prefix: String? = nil, nextToken: String? = nil, pageSize: Int = 1000
    ) async throws -> QueueURLPage {
        let list = try await call("ListQueues", isIdempotent: true) {
            $0.member("QueueNamePrefix", prefix)
            $0.member("NextToken", nextToken)
            $0.member("MaxResults", pageSize)
        }.decoded(QueueList.self)
        return QueueURLPage(queueURLs: list.queueURLs ?? [], nextToken: list.nextToken)
    }

    package func getQueueURL(name: String, ownerAccountID: String? = nil) async throws -> String {
        try await call("GetQueueUrl", isIdempotent: true) {
            $0.member("QueueName", name)
            $0.member("QueueOwnerAWSAccountId", ownerAccountID)
        }.decoded(QueueURL.self).queueURL
    }

    /// Attributes by AWS's names; all of them unless asked for some.
    package func getQueueAttributes(queueURL: String, names: [String] = ["All"]) async throws -> [String: String] {
        try await call("GetQueueAttributes", isIdempotent: true) {
            $0.member("QueueUrl", queueURL)
            $0.member("AttributeNames", names)
        }.decoded(QueueAttributes.self).attributes ?? [:]
    }

    /// Creates a queue and answers its URL; a queue with the same name and the same attributes is no error.
    package func createQueue(
        name: String, attributes: [String: String] = [:], tags: [String: String] = [:]
    ) async throws -> String {
        try await call("CreateQueue", isIdempotent: true) {
            $0.member("QueueName", name)
            $0.memberUnlessEmpty("Attributes", attributes)
            $0.memberUnlessEmpty("tags", tags)
        }.decoded(QueueURL.self).queueURL
    }

    /// Takes up to 60 s to hold everywhere.
    package func setQueueAttributes(queueURL: String, attributes: [String: String]) async throws {
        try await call("SetQueueAttributes", isIdempotent: true) {
            $0.member("QueueUrl", queueURL)
            $0.memberUnlessEmpty("Attributes", attributes)
        }.sent()
    }

    /// Deletes every message, those in flight and those sent during the next 60 s included. Never retried: a second purge
    /// would eat what was sent since.
    package func purgeQueue(queueURL: String) async throws {
        try await call("PurgeQueue", isIdempotent: false) { $0.member("QueueUrl", queueURL) }.sent()
    }

    /// One page of the queues that name `queueURL` as their dead-letter queue.
    package func listDeadLetterSourceQueues(
        queueURL: String, nextToken: String? = nil, pageSize: Int = 1000
    ) async throws -> QueueURLPage {
        let list = try await call("ListDeadLetterSourceQueues", isIdempotent: true) {
            $0.member("QueueUrl", queueURL)
            $0.member("NextToken", nextToken)
            $0.member("MaxResults", pageSize)
        }.decoded(SourceList.self)
        return QueueURLPage(queueURLs: list.queueURLs, nextToken: list.nextToken)
    }
}
