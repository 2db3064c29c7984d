/// Success without anything to tell.
package struct Done: Hashable, Sendable {}

extension SQSClient {
    /// Deletes up to ten messages.
    package func deleteMessages(queueURL: String, _ entries: [DeleteBatchEntry]) async throws -> BatchOutcomes<Done> {
        try await call("DeleteMessageBatch", isIdempotent: true) {
            $0.member("QueueUrl", queueURL)
            $0.array("Entries", entries) { writer, entry in
                writer.object {
                    $0.member("Id", entry.id)
                    $0.member("ReceiptHandle", entry.receiptHandle)
                }
            }
        }
        .decoded(BatchAnswer<PlainSuccess>.self)
        .outcomes(ids: entries.map(\.id)) { _, _ in .success(Done()) }
    }

    /// Hides up to ten messages for longer, or shows them again.
    package func changeMessagesVisibility(
        queueURL: String, _ entries: [VisibilityBatchEntry]
    ) async throws -> BatchOutcomes<Done> {
        try await call("ChangeMessageVisibilityBatch", isIdempotent: true) {
            $0.member("QueueUrl", queueURL)
            $0.array("Entries", entries) { writer, entry in
                writer.object {
                    $0.member("Id", entry.id)
                    $0.member("ReceiptHandle", entry.receiptHandle)
                    $0.member("VisibilityTimeout", entry.visibilityTimeout)
                }
            }
        }
        .decoded(BatchAnswer<PlainSuccess>.self)
        .outcomes(ids: entries.map(\.id)) { _, _ in .success(Done()) }
    }
}
