/// What SQS says about one message that it took: the answer of SendMessage, and a success in that of SendMessageBatch.
struct SendAnswer: Decodable, Sendable {
    static let mismatchCode = "MessageDigestMismatch"

    let messageID: String
    let bodyDigest: String?
    let attributesDigest: String?
    let systemAttributesDigest: String?
    let sequenceNumber: String?

    enum CodingKeys: String, CodingKey {
        case messageID = "MessageId"
        case bodyDigest = "MD5OfMessageBody"
        case attributesDigest = "MD5OfMessageAttributes"
        case systemAttributesDigest = "MD5OfMessageSystemAttributes"
        case sequenceNumber = "SequenceNumber"
    }

    var receipt: SendReceipt {
        SendReceipt(messageID: messageID, sequenceNumber: sequenceNumber)
    }

    /// What SQS took in other than it was sent, as a sentence; nil where all digests that it gave are right. The body's
    /// must be given.
    func mismatch(with message: OutgoingMessage) -> String? {
        let parts: [(name: String, given: String?, expected: String?)] = [
            ("body", bodyDigest ?? "", MessageDigest.ofBody(message.body)),
            (
                "attributes", attributesDigest,
                message.attributes.isEmpty ? nil : MessageDigest.ofAttributes(message.attributes)
            ),
            (
                "system attributes", systemAttributesDigest,
                message.systemAttributes.map { MessageDigest.ofAttributes($0) }
            ),
        ]
        for (name, given, expected) in parts {
            guard let given, let expected, given.lowercased() != expected else { continue }
            return "SQS took message \(messageID) with another \(name) than was sent"
        }
        return nil
    }
}

extension OutgoingMessage {
    /// The system attributes to send; nil for none.
    var systemAttributes: [String: MessageAttribute]? {
        traceHeader.map { ["AWSTraceHeader": .string($0)] }
    }
}
