extension SQSClient {
    /// Ten messages of 1 MiB, each byte of which JSON may write as six (`\u001b`), and their attributes. An answer that
    /// is given up has hidden its messages all the same.
    private static let largestReceive = 10 * 6 * (1 << 20) + (4 << 20)

    /// Up to ten messages, none where the queue has none at hand. A retry after a lost answer is safe: what that answer
    /// held stays hidden for its visibility time and comes again.
    package func receiveMessages(_ request: ReceiveMessageRequest) async throws -> [SQSMessage] {
        let wait = Duration.seconds(request.waitTimeSeconds ?? 20)
        return try await call(
            "ReceiveMessage", isIdempotent: true, attemptTimeout: .seconds(15) + wait,
            responseLimit: Self.largestReceive
        ) {
            $0.member("QueueUrl", request.queueURL)
            $0.member("MaxNumberOfMessages", request.maxNumberOfMessages)
            $0.member("MessageSystemAttributeNames", ["All"])
            $0.member("MessageAttributeNames", ["All"])
            $0.member("VisibilityTimeout", request.visibilityTimeout)
            $0.member("WaitTimeSeconds", request.waitTimeSeconds)
            $0.member("ReceiveRequestAttemptId", request.receiveRequestAttemptID)
        }.read { bytes throws(JSONFailure) in
            try JSONReader.read(bytes) { $0.messages() }
        }
    }

    /// Hides a message for `seconds` from now, 0 to 43,200; 0 makes it visible at once.
    package func changeMessageVisibility(
        queueURL: String, receiptHandle: String, seconds: Int
    ) async throws {
        try await call("ChangeMessageVisibility", isIdempotent: true) {
            $0.member("QueueUrl", queueURL)
            $0.member("ReceiptHandle", receiptHandle)
            $0.member("VisibilityTimeout", seconds)
        }.sent()
    }

    /// Deletes a message. With an old receipt handle it may succeed and yet delete nothing.
    package func deleteMessage(queueURL: String, receiptHandle: String) async throws {
        try await call("DeleteMessage", isIdempotent: true) {
            $0.member("QueueUrl", queueURL)
            $0.member("ReceiptHandle", receiptHandle)
        }.sent()
    }
}
