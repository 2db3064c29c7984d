import OpsDomain
import TerminalCore

/// Marks of many rows: each row's key is read from its page, which for a million rows takes longer than a key may.
extension CollectionPane {
    /// Marks all that is shown, or takes those marks away when all of it is marked: at once when that is little work,
    /// else elsewhere.
    func markAll(_ state: inout CollectionState) -> [Effect<CollectionMessage>] {
        let (arrangement, marks) = (state.arrangement, state.list.marks)
        guard arrangement.count > Self.inlineWork else {
            state.list.marks = Self.marks(marks, toggling: arrangement)
            return []
        }
        return [
            .run("mark") { scope in scope.send(.marksMade(Self.marks(marks, toggling: arrangement))) },
            notice("Marking \(CountText.of(arrangement.count, collection.singular))."),
        ]
    }

    private static func marks(_ marks: Set<RecordKey>, toggling shown: RecordArrangement) -> Set<RecordKey> {
        var keys: Set<RecordKey> = []
        keys.reserveCapacity(shown.count)
        for index in 0..<shown.count where !Task.isCancelled {
            if let key = shown[index].flatMap(shown.rows.key) { keys.insert(key) }
        }
        return marks.isSuperset(of: keys) ? marks.subtracting(keys) : marks.union(keys)
    }

    /// The marked records that are loaded, one JSON object a line.
    func copyMarked(_ state: CollectionState) -> Effect<CollectionMessage> {
        let (rows, marks, names) = (state.arrangement.rows, state.list.marks, collection.columns.map(\.field))
        let singular = collection.singular
        return .run("copy") { scope in
            let lines = (0..<rows.count).compactMap { row -> String? in
                guard !Task.isCancelled, let key = rows.key(at: row), marks.contains(key) else { return nil }
                return rows.record(at: row)?.plainJSON(first: names).compact
            }
            let what = "\(CountText.of(lines.count, singular)) as JSON lines"
            scope.send(.recordsMade(lines.joined(separator: "\n"), what: what))
        }
    }
}
