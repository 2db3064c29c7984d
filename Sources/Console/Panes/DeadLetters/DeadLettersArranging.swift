import OpsDomain
import TerminalCore

/// Filtering and sorting thousands of letters beside the screen.
extension DeadLettersPane {
    /// So many letters are sorted within a few milliseconds.
    private static let quickCount = 3_000

    /// Brings the order up to the letters, the filter and the sort: at once, or beside the screen when that would keep a key
    /// waiting. Until then the old order stays.
    func settle(_ state: inout DeadLettersState, keeping id: String?) -> [Effect<DeadLettersMessage>] {
        let query = state.query
        let bytes = query.filter == nil ? 0 : state.letters.reduce(0) { $0 + $1.letter.body.utf8.count }
        guard state.letters.count > Self.quickCount || bytes > LetterArrangement.quick else {
            let wasArranging = state.isArranging
            state.arrange(keeping: id)
            return wasArranging ? [.cancel("arrange")] : []
        }
        state.generation += 1
        state.isArranging = true
        let (letters, generation) = (state.letters, state.generation)
        return [
            .run("arrange") { scope in
                let places = LetterArrangement.places(letters.indices, of: letters, query) { !Task.isCancelled }
                guard let places else { return }
                scope.send(.arranged(places, count: letters.count, query, generation: generation))
            }
        ]
    }

    func show(_ places: [Int], count: Int, of query: LetterQuery, generation: Int, _ state: inout DeadLettersState) {
        guard generation == state.generation, query == state.query else { return }
        state.isArranging = false
        let selected = state.list.selection.selected.flatMap { state.order[$0] }
        state.show(places, keeping: selected)
        // What came meanwhile.
        if count < state.letters.count { state.admit(from: count) }
    }
}
