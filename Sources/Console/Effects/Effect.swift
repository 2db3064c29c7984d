import OpsDomain

/// Something to do in the world on behalf of a pane, as a value. The runner starts it, replaces it or cancels it; what
/// it finds comes back as messages.
package struct Effect<Message: Sendable>: Sendable {
    package enum Policy: Hashable, Sendable {
        /// A running one of the same id is cancelled first.
        case replace
        /// A running one of the same id goes on, and this one is not started.
        case keep
    }

    package enum Kind: Sendable {
        /// `work` sends messages until it returns or is cancelled. It maps every failure to a message.
        case run(id: String, policy: Policy, work: @Sendable (EffectScope<Message>) async -> Void)
        case cancel(id: String)
        case console(ConsoleRequest)
        /// Lends the terminal to the person's editor, and sends what came of it.
        case edit(EditorJob, answer: @Sendable (EditorOutcome) -> Message)
    }

    package let kind: Kind
    /// True for work that must be told about whatever the person does meanwhile: it is not cancelled when its pane is
    /// hidden.
    package let outlivesHiding: Bool

    package init(kind: Kind, outlivesHiding: Bool = false) {
        self.kind = kind
        self.outlivesHiding = outlivesHiding
    }

    package static func run(
        _ id: String, _ policy: Policy = .replace, _ work: @escaping @Sendable (EffectScope<Message>) async -> Void
    ) -> Effect {
        Effect(kind: .run(id: id, policy: policy, work: work))
    }

    /// A write: a second one of the same id is not started while one runs, and hiding the pane does not cancel it.
    package static func write(
        _ id: String, _ work: @escaping @Sendable (EffectScope<Message>) async -> Void
    ) -> Effect {
        Effect(kind: .run(id: id, policy: .keep, work: work), outlivesHiding: true)
    }

    package static func cancel(_ id: String) -> Effect {
        Effect(kind: .cancel(id: id))
    }

    package static func edit(
        _ job: EditorJob, answer: @escaping @Sendable (EditorOutcome) -> Message
    ) -> Effect {
        Effect(kind: .edit(job, answer: answer))
    }

    /// Asks the console for something outside the pane.
    package static func console(_ request: ConsoleRequest) -> Effect {
        Effect(kind: .console(request))
    }
}

/// What running work is given: the way back, and time.
package struct EffectScope<Message: Sendable>: Sendable {
    /// Inert once the effect was cancelled or its pane moved on.
    package let send: @Sendable (Message) -> Void
    package let now: @Sendable () -> Timestamp
    /// Throws `CancellationError` when cancelled. Tests turn the clock by hand.
    package let sleep: @Sendable (Duration) async throws -> Void

    package init(
        send: @escaping @Sendable (Message) -> Void, now: @escaping @Sendable () -> Timestamp,
        sleep: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.send = send
        self.now = now
        self.sleep = sleep
    }
}

/// What a pane may ask of the console around it.
package enum ConsoleRequest: Hashable, Sendable {
    /// One row above the footer, until the next key.
    case notice(String, isProblem: Bool)
    /// To the clipboard, by OSC 52.
    case copy(String, what: String)
    /// Brings another pane into view with something to look for in it.
    case show(PaneID, find: String?)
    /// Brings the logs into view, at one line.
    case showLine(LogPlace)
    case bell
    /// Runs a command of the pane itself by its name, with the question that belongs to it; not while the person is in
    /// another pane.
    case run(String)
    /// What an editor's file held is written or let go: the file may go.
    case forgetDraft(path: String)
}
