/// A message to send.
package struct QueueMessage: Hashable, Sendable {
    package var body: String
    /// By name.
    package var attributes: [String: MessageAttribute] = [:]
    /// Needed on FIFO queues; a fairness key on standard ones.
    package var groupID: String?
    /// FIFO queues only.
    package var deduplicationID: String?
    /// Seconds, 0 to 900; nil is the queue's own delay. Not on FIFO queues.
    package var delay: Int?
    /// `AWSTraceHeader`.
    package var traceHeader: String?

    package init(body: String) {
        self.body = body
    }

    /// The body as it reads, nothing unwrapped: JSON laid out, anything else by its own lines.
    package static func lines(of body: String) -> [String] {
        do throws(JSONProblem) {
            return try JSONNode(parsing: body).prettyLines
        } catch {
            return body.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
        }
    }

    /// Bytes that count towards SQS's limit: the body, and each attribute's name, type and value.
    package var size: Int {
        attributes.reduce(body.utf8.count) { sum, attribute in
            let value =
                switch attribute.value.value {
                case .text(let text): text.utf8.count
                case .binary(let bytes): bytes.count
                }
            return sum + attribute.key.utf8.count + attribute.value.dataType.utf8.count + value
        }
    }
}
