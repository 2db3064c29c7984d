import OpsDomain
import TerminalCore

/// Letters by what they fail with: going there and back, and marking them together.
extension DeadLettersPane {
    func updateClusters(_ state: inout DeadLettersState, _ message: DeadLettersMessage) -> [Effect<DeadLettersMessage>]
    {
        switch message {
        case .clustersToggled:
            if state.mode == .clusters {
                state.mode = .letters
                return []
            }
            state.mode = .clusters
            let effects = narrow(&state, to: nil)
            state.refreshClusters()
            return effects + readConsumerLog(&state)
        case .failuresArrived(.success(let found), let isComplete):
            state.clusterLog = isComplete ? .read : .partlyRead
            let selected = state.selected?.id
            state.learn(found.mapValues(\.exception))
            return settle(&state, keeping: selected)
        case .failuresArrived(.failure(let failure), _):
            state.clusterLog = .failed(failure)
            state.askedLog = []
        default: break
        }
        return []
    }

    /// Enter on a cluster shows its messages.
    func openCluster(_ state: inout DeadLettersState) -> [Effect<DeadLettersMessage>] {
        guard let cluster = state.clusters.selected else { return [] }
        state.mode = .letters
        let effects = narrow(&state, to: cluster.signature)
        state.list.selection.move(.first)
        return effects
    }

    /// Shows one cluster's letters, or all again.
    func narrow(_ state: inout DeadLettersState, to cluster: String?) -> [Effect<DeadLettersMessage>] {
        guard state.cluster != cluster else { return [] }
        let selected = state.selected?.id
        state.cluster = cluster
        return settle(&state, keeping: selected)
    }

    func applyToClusters(_ event: ListEvent, _ state: inout DeadLettersState) -> [Effect<DeadLettersMessage>] {
        switch event {
        case .markToggled:
            guard let cluster = state.clusters.selected else { return [] }
            state.mark([cluster])
            state.clusters.list.selection.move(.down)
        case .allMarked: state.mark((0..<state.clusters.count).compactMap { state.clusters[$0] })
        case .marksCleared: state.list.marks = []
        case .narrowingCleared where state.clusters.list.prompt.isEmpty: state.mode = .letters
        case .moved, .scrolled, .sortColumnCycled, .sortReversed, .sortedBy, .columnPickBegan, .columnPickMoved,
            .columnPicked, .columnPickEnded, .filterOpened, .filterEdited, .filterAccepted, .filterCancelled,
            .filterSet, .narrowingCleared:
            state.clusters.apply(event)
        }
        return []
    }

    /// What the bodies do not explain, the consumer's log may: one search for all of them, once a letter.
    private func readConsumerLog(_ state: inout DeadLettersState) -> [Effect<DeadLettersMessage>] {
        guard let logs else { return [] }
        let letters = state.letters.filter { $0.content.isUnexplained && $0.exception == nil }
            .filter { !state.askedLog.contains($0.id) }.map(\.letter)
        guard !letters.isEmpty else { return [] }
        state.askedLog.formUnion(letters.map(\.messageID))
        state.clusterLog = .reading
        let tracing = LetterTracing(logs: logs, group: state.names.consumerLogGroup)
        return [
            .run("consumer-log") { scope in
                do {
                    let answer = try await tracing.failures(of: letters, now: scope.now())
                    scope.send(.failuresArrived(.success(answer.found), isComplete: answer.isComplete))
                } catch {
                    guard let failure = ServiceFailure.told(error) else { return }
                    scope.send(.failuresArrived(.failure(failure), isComplete: false))
                }
            }
        ]
    }
}

extension DeadLettersState {
    package enum Marking: Hashable, Sendable {
        case none, some, all
    }

    /// How many of a cluster's letters are marked.
    package func marking(of cluster: LetterCluster) -> Marking {
        guard !list.marks.isEmpty else { return .none }
        let marked = cluster.places.count { list.marks.contains(letters[$0].id) }
        return marked == 0 ? .none : marked == cluster.count ? .all : .some
    }

    /// Marks all letters of clusters, or takes their marks away when all of them have one.
    mutating func mark(_ clusters: [LetterCluster]) {
        let ids = clusters.flatMap { $0.places.map { letters[$0].id } }
        if list.marks.isSuperset(of: ids) { list.marks.subtract(ids) } else { list.marks.formUnion(ids) }
    }

    mutating func refreshClusters() {
        guard mode == .clusters else { return }
        clusters.refresh(letters, order.places)
    }

    /// Notes what the consumer's log says was raised, by message id.
    mutating func learn(_ exceptions: [String: String?]) {
        for (id, exception) in exceptions {
            if let place = place(of: id) { letters[place].learn(exception) }
        }
    }
}
