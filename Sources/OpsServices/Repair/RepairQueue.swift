import OpsDomain

/// What a repair needs of queues: closures, so that tests can play SQS and all its faults. None of them throws: what is
/// not known is an outcome.
package struct RepairQueue: Sendable {
    package static let batchSize = 10

    package struct Outgoing: Hashable, Sendable {
        /// The message's place in the repair.
        package let number: Int
        package let message: QueueMessage
    }

    package struct Deletion: Hashable, Sendable {
        package let number: Int
        package let receiptHandle: String
    }

    /// Sends up to ten messages, 1 MiB together, to a queue by its name; an outcome for each.
    package var send: @Sendable (_ queue: String, _ messages: [Outgoing]) async -> [Int: SendOutcome]
    /// Deletes up to ten messages; an outcome for each.
    package var delete: @Sendable (_ queue: String, _ messages: [Deletion]) async -> [Int: DeleteOutcome]
    /// What lies visible in a queue, looked at without taking it; as far as that harms nobody.
    package var look: @Sendable (_ queue: String) async -> [SendEvidence.Seen]
    /// The receipts of those messages that this console holds for a while yet.
    package var receipts: @Sendable (_ messageIDs: [String]) async -> [String: String]
    /// All that this console holds.
    package var held: @Sendable () async -> [DeadLetter]
    /// These are deleted.
    package var forget: @Sendable (_ messageIDs: [String]) async -> Void

    package init(
        send: @escaping @Sendable (_ queue: String, _ messages: [Outgoing]) async -> [Int: SendOutcome],
        delete: @escaping @Sendable (_ queue: String, _ messages: [Deletion]) async -> [Int: DeleteOutcome],
        look: @escaping @Sendable (_ queue: String) async -> [SendEvidence.Seen],
        receipts: @escaping @Sendable (_ messageIDs: [String]) async -> [String: String],
        held: @escaping @Sendable () async -> [DeadLetter],
        forget: @escaping @Sendable (_ messageIDs: [String]) async -> Void
    ) {
        self.send = send
        self.delete = delete
        self.look = look
        self.receipts = receipts
        self.held = held
        self.forget = forget
    }
}
