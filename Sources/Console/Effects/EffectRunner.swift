/// Whose effect it is.
package enum EffectOwner: Hashable, Sendable {
    case console
    case pane(PaneID)
}

/// Which run of which effect something comes from.
package struct EffectTag: Hashable, Sendable {
    package let owner: EffectOwner
    package let id: String
    /// Counts all starts: a later run of the same effect has another.
    package let generation: UInt64
}

/// What an effect posts: a finding, or that it has ended.
package struct EffectPost<Message: Sendable>: Sendable {
    package enum Content: Sendable {
        case message(Message)
        case ended
    }

    package let tag: EffectTag
    package let content: Content
}

/// Starts, replaces and cancels the tasks of effects. Only the screen's thread uses it.
package final class EffectRunner<Message: Sendable> {
    private struct Run {
        let task: Task<Void, Never>
        let tag: EffectTag
        let outlivesHiding: Bool
    }

    private struct Name: Hashable {
        let owner: EffectOwner
        let id: String
    }

    private let mailbox: Mailbox<EffectPost<Message>>
    private let clock: ConsoleClock
    private let execution: EffectExecution
    /// The run of each effect whose messages count.
    private var current: [Name: Run] = [:]
    /// Runs that were cancelled and have not ended yet; their messages count no more.
    private var ending: [UInt64: Run] = [:]
    private var generation: UInt64 = 0

    package init(mailbox: Mailbox<EffectPost<Message>>, clock: ConsoleClock, execution: EffectExecution) {
        self.mailbox = mailbox
        self.clock = clock
        self.execution = execution
    }

    /// Runs that are neither cancelled nor ended.
    package var runningCount: Int { current.count }

    /// Writes and the like that are under way.
    package var outlivingCount: Int { current.values.count { $0.outlivesHiding } }

    /// Starts or cancels what the effect says. What an effect asks of the console or of the terminal is not the
    /// runner's affair.
    package func perform(_ effect: Effect<Message>, for owner: EffectOwner) {
        switch effect.kind {
        case .console, .edit: return
        case .cancel(let id): cancel(Name(owner: owner, id: id))
        case .run(let id, let policy, let work):
            let name = Name(owner: owner, id: id)
            switch policy {
            case .keep where current[name] != nil: return
            case .keep: break
            case .replace: cancel(name)
            }
            start(name, outlivesHiding: effect.outlivesHiding, work)
        }
    }

    /// Cancels what an owner has running, but for what outlives hiding.
    package func hide(_ owner: EffectOwner) {
        for (name, run) in current where name.owner == owner && !run.outlivesHiding { cancel(name) }
    }

    /// Cancels everything but what outlives hiding, and tells the tasks that have not ended yet.
    package func cancelForLeaving() -> [Task<Void, Never>] {
        for (name, run) in current where !run.outlivesHiding { cancel(name) }
        return current.values.map(\.task) + ending.values.map(\.task)
    }

    /// Cancels everything.
    package func cancelAll() {
        for name in current.keys { cancel(name) }
    }

    /// The message of a post, unless it is stale: this is the one place where messages of cancelled and replaced runs
    /// are dropped.
    package func accept(_ post: EffectPost<Message>) -> Message? {
        let name = Name(owner: post.tag.owner, id: post.tag.id)
        let isCurrent = current[name]?.tag.generation == post.tag.generation
        switch post.content {
        case .message(let message): return isCurrent ? message : nil
        case .ended:
            if isCurrent { current[name] = nil }
            ending[post.tag.generation] = nil
            return nil
        }
    }

    private func start(
        _ name: Name, outlivesHiding: Bool, _ work: @escaping @Sendable (EffectScope<Message>) async -> Void
    ) {
        generation += 1
        let tag = EffectTag(owner: name.owner, id: name.id, generation: generation)
        let mailbox = mailbox
        let scope = EffectScope<Message>(
            send: { mailbox.post(EffectPost(tag: tag, content: .message($0))) }, now: clock.now, sleep: clock.sleep)
        let task = execution.start {
            await work(scope)
            mailbox.post(EffectPost(tag: tag, content: .ended))
        }
        current[name] = Run(task: task, tag: tag, outlivesHiding: outlivesHiding)
    }

    private func cancel(_ name: Name) {
        guard let run = current.removeValue(forKey: name) else { return }
        run.task.cancel()
        ending[run.tag.generation] = run
    }
}
