/// A message's body as a person reads it: JSON laid out, an SNS notification unwrapped as the order handler does it,
/// anything else as it is.
package struct MessageBody: Hashable, Sendable {
    package enum Content: Hashable, Sendable {
        case json(JSONNode)
        /// Not JSON, and why.
        case raw(String, JSONProblem)
    }

    /// The body's text as it lay in the queue.
    package let text: String
    /// What the handler sees: inside an SNS envelope, the message in it.
    package let content: Content
    /// The envelope's facts when the body came through SNS.
    package let envelope: SNSEnvelope?

    package init(_ text: String) {
        self.text = text
        let outer = Self.read(text)
        if case .json(let node) = outer, let envelope = SNSEnvelope(node) {
            self.envelope = envelope
            content = envelope.message.map(Self.read) ?? outer
        } else {
            envelope = nil
            content = outer
        }
    }

    /// The content over several lines, indented by two blanks a level; raw text by its own lines.
    package var prettyLines: [String] {
        switch content {
        case .json(let node): node.prettyLines
        case .raw(let text, _): text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        }
    }

    /// What the body says about an order; empty for a body that is no JSON object.
    package var order: OrderMessage {
        if case .json(let node) = content { OrderMessage(node) } else { OrderMessage(.null) }
    }

    private static func read(_ text: String) -> Content {
        do throws(JSONProblem) {
            return .json(try JSONNode(parsing: text))
        } catch {
            return .raw(text, error)
        }
    }
}

/// What an SNS notification says around its message (SNS developer guide, "HTTP/HTTPS notification JSON format", which
/// SQS deliveries share).
package struct SNSEnvelope: Hashable, Sendable {
    package let topicARN: String
    package let messageID: String?
    package let subject: String?
    package let timestamp: String?
    /// The wrapped text; nil when `Message` is no text, on which the handler stumbles.
    package let message: String?

    /// Nil when the node is no envelope: the handler looks for `Message` and `TopicArn`, and so does this.
    package init?(_ node: JSONNode) {
        guard let message = node["Message"], let topic = node["TopicArn"] else { return nil }
        topicARN = topic.text ?? topic.compact
        messageID = node["MessageId"]?.text
        subject = node["Subject"]?.text
        timestamp = node["Timestamp"]?.text
        self.message = message.text
    }

    /// Label and value, for the detail view.
    package var facts: [(label: String, value: String)] {
        [("SNS topic", topicARN), ("SNS message", messageID), ("Subject", subject), ("Published", timestamp)]
            .compactMap { label, value in value.map { (label, $0) } }
    }
}
