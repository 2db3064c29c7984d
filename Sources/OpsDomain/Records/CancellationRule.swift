/// How records of a collection are cancelled: as the system does it, by a message on the order queue, or directly in the
/// table with the same effect (the reference stack's `order_cancelled` and what its handler sets).
package struct CancellationRule: Hashable, Sendable {
    /// The message's `type`.
    package let messageType: String
    /// The message's member for the record's key.
    package let keyMember: String
    package let statusField: String
    package let cancelledStatus: String
    package let reasonField: String
    package let momentField: String

    package init(
        messageType: String, keyMember: String, statusField: String, cancelledStatus: String, reasonField: String,
        momentField: String
    ) {
        self.messageType = messageType
        self.keyMember = keyMember
        self.statusField = statusField
        self.cancelledStatus = cancelledStatus
        self.reasonField = reasonField
        self.momentField = momentField
    }

    package func isDone(_ record: Record) -> Bool {
        record[statusField] == .string(cancelledStatus)
    }

    /// The message's body. An empty reason is none.
    package func message(key: String, reason: String) -> JSONNode {
        let members = [
            JSONMember("type", .string(messageType)), JSONMember(keyMember, .string(key)),
            JSONMember("reason", .string(reason)),
        ]
        return .object(reason.isEmpty ? Array(members.dropLast()) : members)
    }

    /// The record as the handler would leave it.
    package func cancelled(_ record: Record, reason: String, now: Timestamp) -> Record {
        var record = record
        record[statusField] = .string(cancelledStatus)
        record[momentField] = .string(now.iso8601)
        if !reason.isEmpty { record[reasonField] = .string(reason) }
        return record
    }
}
