import OpsDomain
import TerminalCore

/// Filter and sort over what is loaded, with the cursor kept on its record.
extension CollectionPane {
    /// Up to so many rows are looked at on the screen's thread; more would be felt.
    static var inlineWork: Int { 4000 }

    /// Brings what is shown up to the rows and the query: at once when that is little work, else elsewhere, while the old
    /// arrangement stays on the screen.
    func rearrange(_ state: inout CollectionState) -> [Effect<CollectionMessage>] {
        let (rows, query, base) = (state.rows, state.query, state.arrangement)
        if base.query == query, rows.extends(base.rows), rows.count == base.rows.count {
            return endArranging(&state)
        }
        let columns = collection.columns
        if RecordArrangement.work(for: rows, query, after: base) <= Self.inlineWork {
            if let arrangement = RecordArrangement.make(of: rows, query, columns: columns, after: base) {
                show(arrangement, in: &state)
            }
            return endArranging(&state)
        }
        state.arranging = 0
        return [
            .run("arrange") { scope in
                let made = RecordArrangement.make(of: rows, query, columns: columns, after: base) { share in
                    if share > 0 { scope.send(.arranging(share)) }
                    return !Task.isCancelled
                }
                if let made { scope.send(.arranged(made)) }
            }
        ]
    }

    private func endArranging(_ state: inout CollectionState) -> [Effect<CollectionMessage>] {
        guard state.isArranging else { return [] }
        state.arranging = nil
        return [.cancel("arrange")]
    }

    func show(_ arrangement: RecordArrangement, in state: inout CollectionState) {
        let cursor = state.list.selection.cursor
        let row = state.selectedRow
        let old = state.arrangement.rows
        let isSortedAnew = state.arrangement.query.sort != arrangement.query.sort
        state.arrangement = arrangement
        state.list.selection.setCount(arrangement.count)
        if let key = state.returning {
            state.returning = nil
            if let index = arrangement.index(ofKey: key, near: cursor) {
                state.list.selection.move(.to(index))
                return
            }
        }
        // Who sorts from the first row looks for what comes first; from any other row they go along with it.
        if isSortedAnew, cursor == 0 { return }
        guard let row, let identity = old.identity(row) else { return }
        // A list that only grew at its end leaves the cursor where it is, without a look at any key.
        if arrangement[cursor].flatMap(arrangement.rows.identity) == identity { return }
        if let index = arrangement.index(of: identity, key: old.key(at: row), near: cursor) {
            state.list.selection.move(.to(index))
        }
    }
}
