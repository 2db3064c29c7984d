import OpsDomain

/// A dead letter with what its body says, and how we hold it.
package struct LeasedLetter: Hashable, Sendable {
    package enum Hold: Hashable, Sendable {
        /// Nobody else gets it until then.
        case held(until: Timestamp)
        /// The lease ran out or was taken: another consumer may have it.
        case lost
        /// Given back when the pane was left; not leased anew yet.
        case released
    }

    package let letter: DeadLetter
    package let body: MessageBody
    package let reason: FailureReason
    package let order: OrderMessage
    /// The body's beginning in one line.
    package let preview: String
    package var hold: Hold

    /// Reads the body, which may be 256 KB of JSON: done by effects, not on the screen's thread.
    package init(_ letter: DeadLetter, until: Timestamp) {
        self.letter = letter
        body = MessageBody(letter.body)
        reason = FailureReason(body)
        order = body.order
        hold = .held(until: until)
        let text: String
        switch body.content {
        case .json(let node): text = node.compact
        case .raw(let raw, _): text = raw
        }
        preview = String(String.UnicodeScalarView(text.unicodeScalars.prefix(Self.previewLength)))
    }

    private static let previewLength = 300

    package var id: String { letter.messageID }
    package var firstSeen: Timestamp? { letter.firstReceivedAt ?? letter.sentAt }
    package var isHeld: Bool {
        if case .held = hold { true } else { false }
    }
    package var isLost: Bool { hold == .lost }

    /// When SQS deletes it: retention counts from the first sending, which a move to the dead-letter queue of a standard
    /// queue does not reset (SQS developer guide, "Using dead-letter queues").
    package func expiry(retention: Duration?) -> Timestamp? {
        guard let sent = letter.sentAt, let retention else { return nil }
        return sent.adding(seconds: Double(retention.components.seconds))
    }
}
