extension JSONReader {
    /// The answer of ReceiveMessage; without the member `Messages` there are none.
    mutating func messages() -> [SQSMessage] {
        var messages: [SQSMessage] = []
        openObject()
        while let key = nextKey() {
            if null() { continue }
            if says(key, "Messages") {
                messages = elements { $0.message() }
            } else {
                skipValue()
            }
        }
        return messages
    }

    private mutating func message() -> SQSMessage {
        var (messageID, receiptHandle, body): (String?, String?, String?)
        var (bodyDigest, attributesDigest): (String?, String?)
        var attributes: [String: String] = [:]
        var messageAttributes: [String: MessageAttribute] = [:]
        let start = position
        openObject()
        while let key = nextKey() {
            if null() { continue }
            if says(key, "MessageId") {
                messageID = stringText()
            } else if says(key, "ReceiptHandle") {
                receiptHandle = stringText()
            } else if says(key, "Body") {
                body = stringText()
            } else if says(key, "MD5OfBody") {
                bodyDigest = stringText()
            } else if says(key, "MD5OfMessageAttributes") {
                attributesDigest = stringText()
            } else if says(key, "Attributes") {
                attributes = map { $0.stringText() }
            } else if says(key, "MessageAttributes") {
                messageAttributes = map { $0.messageAttribute() }
            } else {
                skipValue()
            }
        }
        if messageID == nil || receiptHandle == nil || body == nil {
            fail("a message without MessageId, ReceiptHandle or Body", at: start)
        }
        return SQSMessage(
            messageID: messageID ?? "", receiptHandle: receiptHandle ?? "", body: body ?? "", attributes: attributes,
            messageAttributes: messageAttributes,
            integrity: MessageIntegrity(
                body: body ?? "", attributes: messageAttributes, bodyDigest: bodyDigest,
                attributesDigest: attributesDigest))
    }

    private mutating func messageAttribute() -> MessageAttribute {
        var dataType: String?
        var value: MessageAttribute.Value?
        let start = position
        openObject()
        while let key = nextKey() {
            if null() { continue }
            if says(key, "DataType") {
                dataType = stringText()
            } else if says(key, "StringValue") {
                value = .string(stringText())
            } else if says(key, "BinaryValue") {
                value = .binary(binary())
            } else {
                skipValue()
            }
        }
        if dataType == nil || value == nil { fail("a message attribute without type or value", at: start) }
        return MessageAttribute(dataType: dataType ?? "", value: value ?? .string(""))
    }
}

extension MessageIntegrity {
    /// Digests compare without case: SQS writes lower case, some emulators do not.
    init(
        body: String, attributes: [String: MessageAttribute], bodyDigest: String?, attributesDigest: String?
    ) {
        guard let bodyDigest else {
            self = .unverifiable
            return
        }
        if bodyDigest.lowercased() != MessageDigest.ofBody(body) {
            self = .mismatch(part: "body")
        } else if let attributesDigest, !attributesDigest.isEmpty,
            attributesDigest.lowercased() != MessageDigest.ofAttributes(attributes)
        {
            self = .mismatch(part: "attributes")
        } else {
            self = .verified
        }
    }
}
