/// What a dead letter's body says, as far as lists, clusters and filters need it. Reading a body of 1 MiB takes a while,
/// so this is made once a letter, away from the screen's thread; the body's tree is not kept, for there may be thousands.
package final class LetterContent: Sendable {
    package let letter: DeadLetter
    package let reason: FailureReason
    /// The reason in a few words.
    package let label: String
    package let order: OrderMessage
    /// The body's beginning in one line.
    package let preview: String
    /// What letters that fail alike have in common, told from the body alone.
    package let signature: String

    package init(_ letter: DeadLetter) {
        self.letter = letter
        let body = MessageBody(letter.body)
        reason = FailureReason(body)
        order = body.order
        label = reason.label
        signature = FailureSignature.text(label)
        let text: String
        switch body.content {
        case .json(let node): text = node.compact
        case .raw(let raw, _): text = raw
        }
        preview = String(String.UnicodeScalarView(text.unicodeScalars.prefix(Self.previewLength)))
    }

    private static let previewLength = 300

    package var id: String { letter.messageID }
    /// By its body alone the handler would raise nothing: its log has to tell.
    package var isUnexplained: Bool { reason.exception == nil }

    /// What letters that fail alike have in common.
    ///
    /// - Parameter exception: what the consumer's log says that it raised. It counts where the body does not tell why.
    package func signature(exception: String?) -> String {
        guard isUnexplained, let exception else { return signature }
        return FailureSignature.text(exception)
    }
}
