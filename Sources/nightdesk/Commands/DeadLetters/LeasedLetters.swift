import OpsDomain

/// The dead letters, leased for as long as a command works on them.
struct LeasedLetters {
    /// The messages in the order that they came.
    let letters: [DeadLetter]
    /// Nothing else lies in the queue, as far as SQS shows it.
    let isWhole: Bool

    /// Leases all that is visible, does the work, and lets go.
    static func with<Answer>(
        _ session: Session, _ work: (LeasedLetters) async throws -> Answer
    ) async throws -> Answer {
        let stream = session.services.deadLetters.lease()
        var letters: [String: DeadLetter] = [:]
        var order: [String] = []
        var isWhole = true
        reading: for await event in stream {
            switch event {
            case .opened, .extended, .removed: continue
            case .leased(let messages, _):
                for message in messages where letters.updateValue(message, forKey: message.messageID) == nil {
                    order.append(message.messageID)
                }
            case .lost(let ids): for id in ids { letters[id] = nil }
            case .caughtUp: break reading
            case .full:
                isWhole = false
                break reading
            case .failed(let failure): throw failure
            }
        }
        let leased = LeasedLetters(letters: order.compactMap { letters[$0] }, isWhole: isWhole)
        let answer = try await work(leased)
        // The lease lasts as long as somebody could listen.
        withExtendedLifetime(stream) {}
        return answer
    }
}
