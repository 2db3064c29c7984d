import OpsDomain

/// A dead letter with what its body says, and how we hold it. Cheap to copy, since thousands are held.
package struct LeasedLetter: Sendable {
    package enum Hold: Hashable, Sendable {
        /// Nobody else gets it until then.
        case held(until: Timestamp)
        /// The lease ran out or was taken: another consumer may have it.
        case lost
        /// Given back when the pane was left; not leased anew yet.
        case released
    }

    package let content: LetterContent
    package var hold: Hold
    /// What the consumer raised on it, as its log says; nil until that was looked up and found.
    package private(set) var exception: String?
    /// What letters that fail alike have in common.
    package private(set) var signature: String

    /// Reads the body, which may be 1 MiB of JSON: done by effects, not on the screen's thread.
    package init(_ letter: DeadLetter, until: Timestamp) {
        content = LetterContent(letter)
        hold = .held(until: until)
        signature = content.signature
    }

    package mutating func learn(_ exception: String?) {
        guard let exception else { return }
        self.exception = exception
        signature = content.signature(exception: exception)
    }

    package var letter: DeadLetter { content.letter }
    package var reason: FailureReason { content.reason }
    package var order: OrderMessage { content.order }
    package var preview: String { content.preview }
    package var id: String { content.letter.messageID }
    package var firstSeen: Timestamp? { letter.firstReceivedAt ?? letter.sentAt }
    package var isHeld: Bool {
        if case .held = hold { true } else { false }
    }
    package var isLost: Bool { hold == .lost }

    /// Why it failed, in a few words: by the handler's rules, else by the consumer's log.
    package var why: String {
        guard content.isUnexplained, let exception else { return content.label }
        return String(FailureSignature.withoutModule(exception))
    }
}
