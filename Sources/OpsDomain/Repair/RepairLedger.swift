/// A repair and how far each of its messages is: what the journal's lines add up to.
package struct RepairLedger: Hashable, Sendable {
    package let repair: Repair
    package private(set) var stages: [RepairStage]
    /// Nothing more is to be done by itself.
    package private(set) var isEnded = false
    /// Where the messages were saved before they were deleted.
    package var savedPath: String?

    package init(_ repair: Repair) {
        self.repair = repair
        stages = Array(repeating: .planned, count: repair.items.count)
    }

    package mutating func begin(sending numbers: [Int], at moment: Timestamp) {
        for number in numbers { stages[number] = .sending(since: moment) }
    }

    package mutating func settle(_ number: Int, _ outcome: SendOutcome) {
        switch outcome {
        case .sent(let id): stages[number] = repair.action == .restore ? .done(messageID: id) : .sent(messageID: id)
        case .refused(let reason, _): stages[number] = .refused(reason)
        case .lost(let reason), .garbled(let reason): stages[number] = .unsure(reason)
        }
    }

    package mutating func settle(_ number: Int, _ outcome: DeleteOutcome) {
        let id = messageID(number)
        switch outcome {
        case .done: stages[number] = .done(messageID: id)
        case .failed(let reason): stages[number] = .notDeleted(messageID: id, reason)
        }
    }

    package mutating func keep(_ number: Int, _ reason: String) { stages[number] = .kept(reason) }

    package mutating func end() { isEnded = true }

    /// The id that the message has where it was sent to.
    package func messageID(_ number: Int) -> String? {
        switch stages[number] {
        case .sent(let id), .done(let id?), .notDeleted(let id?, _): id
        case .planned, .sending, .refused, .unsure, .kept, .done(nil), .notDeleted(nil, _): nil
        }
    }

    /// Whether a dead letter is still to be deleted.
    package var hasSent: Bool { stages.contains { if case .sent = $0 { true } else { false } } }

    package var openNumbers: [Int] { stages.indices.filter { stages[$0].isOpen } }
    package var settledCount: Int { stages.count { !$0.isOpen } }
    package var share: Double { stages.isEmpty ? 1 : Double(settledCount) / Double(stages.count) }

    /// What the messages come to: every one is in one of the five.
    package struct Sum: Hashable, Sendable {
        package let read: Int
        /// Moved, deleted or restored, as was meant.
        package let done: Int
        /// Not sent, or not deleted.
        package let failed: Int
        /// Perhaps sent, and still in the dead-letter queue.
        package let unsure: Int
        /// Left alone.
        package let kept: Int
        /// Not at their end.
        package let open: Int
    }

    package var sum: Sum {
        var counts = (done: 0, failed: 0, unsure: 0, kept: 0, open: 0)
        for stage in stages {
            switch stage {
            case .planned, .sending, .sent: counts.open += 1
            case .done: counts.done += 1
            case .refused, .notDeleted: counts.failed += 1
            case .unsure: counts.unsure += 1
            case .kept: counts.kept += 1
            }
        }
        return Sum(
            read: stages.count, done: counts.done, failed: counts.failed, unsure: counts.unsure, kept: counts.kept,
            open: counts.open)
    }

    /// `10 read = 8 moved + 1 failed + 1 kept`.
    package var summary: String {
        let sum = sum
        let verb =
            switch repair.action {
            case .resend: "moved"
            case .delete: "deleted"
            case .restore: "restored"
            }
        var parts = ["\(sum.done) \(verb)"]
        for (count, word) in [
            (sum.failed, "failed"), (sum.unsure, "in doubt"), (sum.kept, "kept"), (sum.open, "not done yet"),
        ] where count > 0 {
            parts.append("\(count) \(word)")
        }
        return "\(sum.read) read = " + parts.joined(separator: " + ")
    }

    /// What is to be told of the messages that did not end as was meant.
    package var troubles: [(number: Int, sentence: String)] {
        stages.indices.compactMap { number in
            switch stages[number] {
            case .refused(let reason), .unsure(let reason), .kept(let reason): (number, reason)
            case .notDeleted(nil, let reason): (number, "Not deleted: \(reason)")
            case .notDeleted(let id?, let reason): (number, "Sent as \(id), but not deleted here: \(reason)")
            case .planned, .sending, .sent, .done: nil
            }
        }
    }
}
