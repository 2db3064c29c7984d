extension SQSClient {
    /// Sends a message; the receipt says that SQS has it whole. An answer with wrong digests is an error with the code
    /// `MessageDigestMismatch`, though SQS then has a message, of the id that the error's message names. Never retried: a
    /// lost answer may stand for a message that was sent.
    package func sendMessage(queueURL: String, _ message: OutgoingMessage) async throws -> SendReceipt {
        let call = call("SendMessage", isIdempotent: false) {
            $0.member("QueueUrl", queueURL)
            $0.members(message)
        }
        let answer = try await call.decoded(SendAnswer.self)
        if let mismatch = answer.mismatch(with: message) {
            throw call.contradiction(code: SendAnswer.mismatchCode, mismatch)
        }
        return answer.receipt
    }

    /// Sends up to ten messages, 1 MiB together.
    package func sendMessages(
        queueURL: String, _ entries: [SendBatchEntry]
    ) async throws -> BatchOutcomes<SendReceipt> {
        let answer = try await call("SendMessageBatch", isIdempotent: false) {
            $0.member("QueueUrl", queueURL)
            $0.array("Entries", entries) { writer, entry in
                writer.object {
                    $0.member("Id", entry.id)
                    $0.members(entry.message)
                }
            }
        }.decoded(BatchAnswer<SendAnswer>.self)
        let messages = Dictionary(entries.map { ($0.id, $0.message) }, uniquingKeysWith: { first, _ in first })
        return answer.outcomes(ids: entries.map(\.id)) { id, success in
            if let message = messages[id], let mismatch = success.mismatch(with: message) {
                return .failure(
                    BatchFailure(code: SendAnswer.mismatchCode, message: mismatch, isSenderFault: false))
            }
            return .success(success.receipt)
        }
    }
}

extension JSONWriter {
    fileprivate mutating func members(_ message: OutgoingMessage) {
        member("MessageBody", message.body)
        member("DelaySeconds", message.delaySeconds)
        if !message.attributes.isEmpty {
            object("MessageAttributes") { writer in
                for (name, attribute) in message.attributes.sorted(by: { $0.key < $1.key }) {
                    writer.member(name, attribute)
                }
            }
        }
        if let systemAttributes = message.systemAttributes {
            object("MessageSystemAttributes") { writer in
                for (name, attribute) in systemAttributes { writer.member(name, attribute) }
            }
        }
        member("MessageDeduplicationId", message.deduplicationID)
        member("MessageGroupId", message.groupID)
    }

    private mutating func member(_ name: String, _ attribute: MessageAttribute) {
        object(name) {
            $0.member("DataType", attribute.dataType)
            switch attribute.value {
            case .string(let text): $0.member("StringValue", text)
            case .binary(let bytes): $0.member("BinaryValue", Base64.encode(bytes))
            }
        }
    }
}
