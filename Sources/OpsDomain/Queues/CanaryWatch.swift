/// How the queues stand that a canary went between.
package struct CanarySighting: Hashable, Sendable {
    package struct Depth: Hashable, Sendable {
        package let queue: String
        package let visible: Int
        package let inFlight: Int
        package let delayed: Int

        package init(queue: String, visible: Int, inFlight: Int, delayed: Int) {
            self.queue = queue
            self.visible = visible
            self.inFlight = inFlight
            self.delayed = delayed
        }

        package var isEmpty: Bool { visible + inFlight + delayed == 0 }
    }

    /// About how many messages the dead-letter queue has, hidden ones counted.
    package let depth: Int
    /// Of the queues that messages were sent to.
    package let destinations: [Depth]
    /// Ids of the canary's messages that were seen in the dead-letter queue.
    package let returned: Set<String>
    /// How long a message that fails may take to come back: receives allowed times the visibility timeout, the longest of
    /// the destinations; seconds, nil where it is not known.
    package let longestReturn: Int?

    package init(depth: Int, destinations: [Depth], returned: Set<String>, longestReturn: Int?) {
        self.depth = depth
        self.destinations = destinations
        self.returned = returned
        self.longestReturn = longestReturn
    }
}

/// Whether a sighting looks at the messages of the dead-letter queue, which hides them from others for some seconds.
package enum CanaryLook: Hashable, Sendable {
    /// Only when the queue has more messages than this; nil does not look.
    case ifGrown(beyond: Int?)
    case always
}

/// Watching what the consumer does with a canary's messages. SQS keeps a message's id when it moves it to the dead-letter
/// queue (of standard queues), so that an id seen there again says for certain that its message failed; that it succeeded
/// can only be gathered from queues that are empty.
package struct CanaryWatch: Hashable, Sendable {
    package enum Verdict: Hashable, Sendable {
        /// Time is left.
        case watching
        /// So many failed again.
        case cameBack(Int)
        /// None came back, and the queues that they went to are empty: somebody took them and did not fail.
        case consumed
        /// None came back in that time, and messages are still in the queues that they went to.
        case undecided
    }

    package let sent: [CanaryFate.Moved]
    package let startedAt: Timestamp
    /// Seconds.
    package let length: Int
    package private(set) var latest: CanarySighting?
    package private(set) var returned: Set<String> = []
    /// The fewest messages that the dead-letter queue was seen with; nil before the first sighting.
    package private(set) var leastDepth: Int?
    private var now: Timestamp

    package init(sent: [CanaryFate.Moved], startedAt: Timestamp, length: Int) {
        self.sent = sent
        self.startedAt = startedAt
        self.length = length
        now = startedAt
    }

    package mutating func note(_ sighting: CanarySighting, at moment: Timestamp) {
        latest = sighting
        leastDepth = min(leastDepth ?? sighting.depth, sighting.depth)
        returned.formUnion(sighting.returned.intersection(sent.map(\.newID)))
        pass(moment)
    }

    /// Time goes by, though nothing was seen.
    package mutating func pass(_ moment: Timestamp) {
        now = max(now, moment)
    }

    /// Seconds gone by.
    package var elapsed: Double { now.seconds(since: startedAt) }
    /// From 0 to 1.
    package var fraction: Double { length > 0 ? min(1, max(0, elapsed / Double(length))) : 1 }

    package var verdict: Verdict {
        // One that failed may still have others on their way; that all failed leaves nothing to wait for.
        if !returned.isEmpty, returned.count == sent.count || isOver { return .cameBack(returned.count) }
        guard isOver else { return .watching }
        guard let latest, !latest.destinations.isEmpty else { return .undecided }
        return growth == 0 && latest.destinations.allSatisfy(\.isEmpty) ? .consumed : .undecided
    }

    /// By how much the dead-letter queue has grown; others' messages fail too.
    private var growth: Int { (latest?.depth ?? 0) - (leastDepth ?? 0) }

    /// How the next sighting is to look: at the end in any case.
    package func look(at moment: Timestamp) -> CanaryLook {
        moment.seconds(since: startedAt) >= Double(length) ? .always : .ifGrown(beyond: leastDepth)
    }

    package var isOver: Bool { elapsed >= Double(length) }

    /// What is known by now, as a sentence.
    package var sentence: String {
        let whole = sent.count == 1 ? "The message" : "\(sent.count) messages"
        let seconds = Int(elapsed)
        switch verdict {
        case .watching:
            return returned.isEmpty
                ? "None has come back so far." : "\(returned.count) of \(sent.count) came back: \(Self.fails)."
        case .cameBack(let count):
            let which = sent.count == 1 ? "The message" : "\(count) of \(sent.count) messages"
            return "\(which) came back after \(seconds) s: \(Self.fails). The rest was left alone."
        case .consumed:
            return "\(whole) did not come back within \(seconds) s, and \(emptyQueues) empty: consumed."
        case .undecided:
            return "\(whole) did not come back within \(seconds) s, but \(waiting)"
        }
    }

    private static let fails = "the consumer still fails"

    private var emptyQueues: String {
        let names = latest?.destinations.map(\.queue) ?? []
        return names.joined(separator: ", ") + (names.count == 1 ? " is" : " are")
    }

    private var waiting: String {
        guard let latest else { return "the queues could not be asked." }
        guard let first = latest.destinations.first(where: { !$0.isEmpty }) else {
            return "the dead-letter queue has \(growth) more than it had: look at them."
        }
        let slow = latest.longestReturn.map {
            " One that fails may take \(RelativeAge.text(seconds: Double($0))) to come back."
        }
        return "\(first.queue) has \(first.visible) waiting and \(first.inFlight) in flight.\(slow ?? "")"
    }
}
