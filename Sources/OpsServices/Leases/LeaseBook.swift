import OpsDomain

/// Which messages are held and until when; pure, so that every rule of a lease can be tested without a queue.
struct LeaseBook {
    struct Entry: Hashable {
        var letter: DeadLetter
        var deadline: Timestamp
    }

    private(set) var entries: [String: Entry] = [:]

    var count: Int { entries.count }
    var isEmpty: Bool { entries.isEmpty }

    /// Takes a receive's messages in. A message that is held already came again because its lease had ended: it is told
    /// lost, then leased with its new receipt, for the old one is no good any more. Of one message twice in one answer
    /// the last receipt counts.
    mutating func receive(_ letters: [DeadLetter], until deadline: Timestamp) -> [LeaseEvent] {
        var newest: [String: DeadLetter] = [:]
        var order: [String] = []
        for letter in letters {
            if newest.updateValue(letter, forKey: letter.messageID) == nil { order.append(letter.messageID) }
        }
        let lost = order.filter { entries[$0] != nil }
        let leased = order.compactMap { newest[$0] }
        for letter in leased { entries[letter.messageID] = Entry(letter: letter, deadline: deadline) }
        var events: [LeaseEvent] = []
        if !lost.isEmpty { events.append(.lost(messageIDs: lost)) }
        if !leased.isEmpty { events.append(.leased(leased, until: deadline)) }
        return events
    }

    /// The messages whose lease has less than `margin` left, those that end first first.
    func due(at now: Timestamp, margin: Duration) -> [Entry] {
        let limit = now.adding(seconds: margin.seconds)
        return entries.values.filter { $0.deadline < limit }
            .sorted { ($0.deadline, $0.letter.messageID) < ($1.deadline, $1.letter.messageID) }
    }

    /// When the next lease is due for extension; nil when nothing is held.
    func nextDue(margin: Duration) -> Timestamp? {
        entries.values.map(\.deadline).min()?.adding(seconds: -margin.seconds)
    }

    /// A change was answered for a message. Only the receipt that was asked about is meant: when the message came anew
    /// in the meantime, the answer says nothing about it.
    mutating func extend(_ messageID: String, receipt: String, until deadline: Timestamp) -> Bool {
        guard entries[messageID]?.letter.receiptHandle == receipt else { return false }
        entries[messageID]?.deadline = deadline
        return true
    }

    mutating func lose(_ messageID: String, receipt: String) -> Bool {
        guard entries[messageID]?.letter.receiptHandle == receipt else { return false }
        entries[messageID] = nil
        return true
    }

    mutating func remove(_ messageID: String) { entries[messageID] = nil }

    /// Takes out what has run out.
    mutating func expire(at now: Timestamp) -> [String] {
        let gone = entries.filter { $0.value.deadline <= now }.keys.sorted()
        for id in gone { entries[id] = nil }
        return gone
    }

    /// What is held, by deadline: for a stream that joins.
    var snapshot: [LeaseEvent] {
        Dictionary(grouping: entries.values, by: \.deadline).sorted { $0.key < $1.key }
            .map { deadline, entries in
                .leased(entries.map(\.letter).sorted { $0.messageID < $1.messageID }, until: deadline)
            }
    }
}
