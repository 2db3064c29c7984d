/// Finding out whether messages whose sending has no answer were sent all the same: by looking where they would be.
package enum SendEvidence {
    /// A message as it lies somewhere.
    package struct Seen: Hashable, Sendable {
        package let messageID: String
        package let body: String
        package let attributes: [String: MessageAttribute]
        package let sentAt: Timestamp?

        package init(messageID: String, body: String, attributes: [String: MessageAttribute], sentAt: Timestamp?) {
            self.messageID = messageID
            self.body = body
            self.attributes = attributes
            self.sentAt = sentAt
        }
    }

    /// The clocks of SQS and of this console may differ by so much; the console's is put right by SQS's own answers, which
    /// tell whole seconds.
    private static let clockTolerance = 2.0

    private struct Content: Hashable {
        let body: String
        let attributes: [String: MessageAttribute]
    }

    /// For each message that is in doubt the id of one that has its content, was sent since, and is nobody else's: of two
    /// with one content each takes one.
    package static func matches(_ ledger: RepairLedger, in seen: [Seen]) -> [Int: String] {
        var taken = Set(ledger.stages.indices.compactMap(ledger.messageID))
        taken.formUnion(ledger.repair.items.map(\.message.messageID))
        var found: [Int: String] = [:]
        var candidates = Dictionary(grouping: seen) { Content(body: $0.body, attributes: $0.attributes) }
        for number in ledger.stages.indices {
            guard case .sending(let since) = ledger.stages[number] else { continue }
            let message = ledger.repair.outgoing(number)
            let content = Content(body: message.body, attributes: message.attributes)
            let earliest = since.adding(seconds: -clockTolerance)
            guard
                let place = candidates[content]?.firstIndex(where: { candidate in
                    !taken.contains(candidate.messageID) && candidate.sentAt.map { $0 >= earliest } == true
                }), let match = candidates[content]?.remove(at: place)
            else { continue }
            taken.insert(match.messageID)
            found[number] = match.messageID
        }
        return found
    }
}
