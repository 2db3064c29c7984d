extension Effect {
    /// The same effect with its messages turned into others.
    package func map<Other: Sendable>(_ transform: @escaping @Sendable (Message) -> Other) -> Effect<Other> {
        let kind: Effect<Other>.Kind
        switch self.kind {
        case .run(let id, let policy, let work):
            kind = .run(id: id, policy: policy.mapped()) { scope in
                await work(
                    EffectScope(send: { scope.send(transform($0)) }, now: scope.now, sleep: scope.sleep))
            }
        case .cancel(let id): kind = .cancel(id: id)
        case .console(let request): kind = .console(request)
        case .edit(let job, let answer): kind = .edit(job) { transform(answer($0)) }
        }
        return Effect<Other>(kind: kind, outlivesHiding: outlivesHiding)
    }
}

extension Effect.Policy {
    fileprivate func mapped<Other: Sendable>() -> Effect<Other>.Policy {
        switch self {
        case .replace: .replace
        case .keep: .keep
        }
    }
}
