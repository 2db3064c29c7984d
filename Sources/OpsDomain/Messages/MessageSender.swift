/// Sends messages to one queue. Every call throws `ServiceFailure`, or `CancellationError`, and nothing else.
package struct MessageSender: Sendable {
    /// The queue's name, for what people are told.
    package let queue: String
    /// Sends a body; answers the message's id.
    package var send: @Sendable (_ body: String) async throws -> String

    package init(queue: String, send: @escaping @Sendable (_ body: String) async throws -> String) {
        self.queue = queue
        self.send = send
    }
}
