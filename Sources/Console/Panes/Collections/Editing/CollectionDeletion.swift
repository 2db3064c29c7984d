import OpsDomain
import TerminalCore

/// Deleting a record, and making another one like it.
extension CollectionPane {
    func updateWhole(
        _ state: inout CollectionState, _ message: EditingMessage, _ context: UpdateContext
    ) -> [Effect<CollectionMessage>] {
        switch message {
        case .duplicateBegan:
            guard let record = state.subject else { return [] }
            state.form = RecordForm(RecordDraft(duplicating: record, in: collection))
        case .deleteAsked: return state.isAboutMarks ? deleteMarked(&state) : delete(state)
        case .deleted(let key, let record):
            let effects = remove(key, from: &state)
            let name = "\(collection.name(of: record)) \(collection.rest(of: record))"
            return effects + [notice("Deleted \(collection.singular) \(name)")]
        case .deleteFailed(let key, let record, let failure): return deleteFailed(&state, key, record, failure)
        default: break
        }
        return []
    }

    /// Every field that goes, and a name to type.
    func deletion(of record: Record, key: RecordKey) -> Confirmation {
        let rest = collection.rest(of: record)
        let fields = RecordDelta(from: record, to: nil).changes
        return Confirmation(
            title: "Delete \(collection.singular) \(collection.name(of: record))?",
            details: rest.isEmpty ? [] : [StyledText(rest)], changes: fields.flatMap(SaveConfirmation.changes),
            action: "Delete", typedName: Self.typed(collection.name(of: record), key: key))
    }

    /// What everybody can type: the name, or the key where the name has signs that keyboards lack.
    private static func typed(_ name: String, key: RecordKey) -> String {
        let isPlain = name.unicodeScalars.allSatisfy { (0x20..<0x7F).contains($0.value) }
        let hasBlankEnds = name.hasPrefix(" ") || name.hasSuffix(" ")
        return isPlain && !hasBlankEnds && (1...40).contains(name.count) ? name : key.text
    }

    /// Takes a record off the screen that is gone from the table.
    func remove(_ key: RecordKey, from state: inout CollectionState) -> [Effect<CollectionMessage>] {
        state.rows.remove(key, near: state.open?.row ?? state.selectedRow)
        if case .refresh(var refresh) = state.paging.activity {
            refresh.rows.remove(key, near: nil)
            state.paging.activity = .refresh(refresh)
        }
        state.list.marks.remove(key)
        if state.open?.key == key { state.open = nil }
        return rearrange(&state)
    }

    private func delete(_ state: CollectionState) -> [Effect<CollectionMessage>] {
        guard let record = state.subject, let key = state.subjectKey else { return [] }
        let service = service
        return [
            .write("delete \(key.text)") { scope in
                do {
                    _ = try await service.write(.deleting(record, key: key))
                    scope.send(.editing(.deleted(key, record)))
                } catch {
                    scope.send(.editing(.deleteFailed(key, record, Self.saveFailure(error))))
                }
            }
        ]
    }

    private func deleteFailed(
        _ state: inout CollectionState, _ key: RecordKey, _ record: Record, _ failure: ServiceFailure
    ) -> [Effect<CollectionMessage>] {
        let name = collection.name(of: record)
        guard case .conflict(let current) = failure.reason else {
            return [.console(.bell), notice("\(name) was not deleted. \(failure.sentence)", isProblem: true)]
        }
        guard let current else {
            return remove(key, from: &state) + [notice("\(name) is gone already: somebody else deleted it.")]
        }
        state.rows.write(current, near: state.open?.row ?? state.selectedRow)
        // Not over what the person has begun meanwhile.
        if state.form == nil, state.editing.scope == nil {
            let row = state.rows.row(ofKey: key, near: state.open?.row ?? state.selectedRow)
            open(current, key: key, row: row, in: &state)
        }
        let words = "\(name) was not deleted: somebody changed it. This is how it is now; x deletes it."
        return rearrange(&state) + [.console(.bell), notice(words, isProblem: true)]
    }
}
