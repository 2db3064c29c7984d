import OpsDomain

/// Letters and what is known of them as rows of output.
enum LetterJSON {
    static func row(_ letter: DeadLetter, reason: FailureReason) -> JSONNode {
        .object([
            JSONMember("messageId", .string(letter.messageID)),
            JSONMember("queue", .string(letter.queue)),
            JSONMember("sentAt", moment(letter.sentAt)),
            JSONMember("receiveCount", .number(String(letter.receiveCount))),
            JSONMember("reason", .string(reason.label)),
            JSONMember("attributes", .object(attributes(letter))),
            JSONMember("body", .string(letter.body)),
        ])
    }

    /// All that there is of a letter, attributes with their types, and the body as the handler sees it.
    static func whole(_ letter: DeadLetter, retention: Duration?) -> JSONNode {
        let body = MessageBody(letter.body)
        let content = LetterContent(letter)
        var members = [
            JSONMember("messageId", .string(letter.messageID)),
            JSONMember("queue", .string(letter.queue)),
            JSONMember("sentAt", moment(letter.sentAt)),
            JSONMember("firstReceivedAt", moment(letter.firstReceivedAt)),
            JSONMember("receiveCount", .number(String(letter.receiveCount))),
        ]
        let expiry = letter.expiry(retention: retention)
        // A FIFO queue starts the clock anew with the move, of which no moment is told.
        members.append(JSONMember(expiry?.isEarliest == true ? "expiresAfter" : "expiresAt", moment(expiry?.moment)))
        members += [
            JSONMember("cluster", .string(content.signature)),
            JSONMember("reason", .string(content.reason.sentence)),
            JSONMember("exception", content.reason.exception.map { .string($0) } ?? .null),
            JSONMember("attributes", .object(typedAttributes(letter))),
            JSONMember(
                "systemAttributes",
                .object(
                    letter.systemAttributes.sorted { $0.key < $1.key }.map { JSONMember($0.key, .string($0.value)) })),
        ]
        if let envelope = body.envelope {
            members.append(
                JSONMember(
                    "envelope", .object(envelope.facts.map { JSONMember($0.label, .string($0.value)) })))
        }
        if case .json(let node) = body.content { members.append(JSONMember("message", node)) }
        members.append(JSONMember("body", .string(letter.body)))
        return .object(members)
    }

    /// Why one letter failed.
    static func why(_ content: LetterContent, _ trace: LetterTrace?) -> JSONNode {
        var members = [
            JSONMember("messageId", .string(content.id)),
            JSONMember("cluster", .string(content.signature(exception: trace?.exception))),
            JSONMember("reason", .string(content.reason.sentence)),
            JSONMember("exception", (trace?.exception ?? content.reason.exception).map { .string($0) } ?? .null),
        ]
        if let trace {
            members += [
                JSONMember("failures", .number(String(trace.failures.count))),
                JSONMember("timeouts", .number(String(trace.timeouts.count))),
                JSONMember("logGroup", .string(trace.group)),
                JSONMember("from", moment(trace.from)), JSONMember("to", moment(trace.to)),
            ]
        }
        members += [
            JSONMember("loggedAt", moment(trace?.told?.timestamp)),
            JSONMember("requestId", trace?.told?.requestID.map { .string($0) } ?? .null),
            JSONMember("log", trace?.told.map { .string($0.message) } ?? .null),
        ]
        return .object(members)
    }

    static func cluster(_ cluster: LetterCluster, _ letters: [ReadLetter]) -> JSONNode {
        let sample = letters[cluster.sample].content
        return .object([
            JSONMember("cluster", .string(cluster.signature)),
            JSONMember("count", .number(String(cluster.count))),
            JSONMember("first", moment(cluster.first)),
            JSONMember("last", moment(cluster.last)),
            JSONMember("sampleId", .string(sample.id)),
            JSONMember("sample", .string(sample.preview)),
        ])
    }

    /// The sender's attributes by name, their values as text; bytes as Base64.
    private static func attributes(_ letter: DeadLetter) -> [JSONMember] {
        letter.attributes.sorted { $0.key < $1.key }.map { JSONMember($0.key, value($0.value)) }
    }

    private static func typedAttributes(_ letter: DeadLetter) -> [JSONMember] {
        letter.attributes.sorted { $0.key < $1.key }.map { name, attribute in
            JSONMember(
                name,
                .object([
                    JSONMember("dataType", .string(attribute.dataType)), JSONMember("value", value(attribute)),
                ]))
        }
    }

    private static func value(_ attribute: MessageAttribute) -> JSONNode {
        switch attribute.value {
        case .text(let text): .string(text)
        case .binary(let bytes): FieldValue.binary(bytes).plainJSON
        }
    }

    private static func moment(_ moment: Timestamp?) -> JSONNode {
        moment.map { .string($0.iso8601) } ?? .null
    }
}
