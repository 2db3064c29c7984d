import OpsDomain
import TerminalCore

/// One record: opened, copied, followed, looked for.
extension CollectionPane {
    func updateRecord(
        _ state: inout CollectionState, _ message: CollectionMessage, _ context: UpdateContext
    ) -> [Effect<CollectionMessage>] {
        switch message {
        case .opened:
            guard let row = state.selectedRow, let record = state.arrangement.rows.record(at: row),
                let key = state.arrangement.rows.key(at: row)
            else { return [] }
            open(record, key: key, row: row, in: &state)
        case .detailClosed: state.open = nil
        case .layoutCycled:
            guard let open = state.open else { return [] }
            state.open?.layout = open.layout.next
            layOut(&state, area: context.area)
        case .identifierCopied:
            guard let key = state.subjectKey else { return [] }
            return [.console(.copy(key.text, what: "\(collection.singular) id"))]
        case .recordCopied: return copyRecords(state)
        case .linkFollowed(let link):
            guard let value = state.subject?[link.field]?.displayText, !value.isEmpty else {
                return [notice("This \(collection.singular) has no \(link.field).")]
            }
            let prefix = link.targetField.map { $0 + ":" } ?? ""
            return [.console(.show(PaneID(link.target), find: prefix + value))]
        case .textSought(let text): return seek(text, &state)
        case .recordArrived(let key, let result): return recordArrived(&state, key, result, context)
        default: break
        }
        return []
    }

    func open(_ record: Record, key: RecordKey, row: Int?, in state: inout CollectionState) {
        state.open = CollectionState.OpenRecord(
            key: key, record: record, detail: DetailState(document(of: record, as: .fields, state)), row: row)
    }

    /// Lays the open record out anew: it, or how it is shown, is another now.
    func layOut(_ state: inout CollectionState, area: Size) {
        guard let open = state.open else { return }
        let document = document(of: open.record, as: open.layout, state)
        state.open?.detail.show(document, area: area)
    }

    private func document(of record: Record, as layout: RecordLayout, _ state: CollectionState) -> DetailDocument {
        RecordDocument.make(of: record, in: collection, as: layout) { linkedName($0, $1, state) }
    }

    func fetch(_ key: RecordKey) -> Effect<CollectionMessage> {
        let service = service
        return .run("record") { scope in
            do {
                scope.send(.recordArrived(key: key, .success(try await service.get(key))))
            } catch {
                if let failure = ServiceFailure.told(error) { scope.send(.recordArrived(key: key, .failure(failure))) }
            }
        }
    }

    /// The marked records; without marks the one under the cursor.
    private func copyRecords(_ state: CollectionState) -> [Effect<CollectionMessage>] {
        if state.open == nil, !state.list.marks.isEmpty { return [copyMarked(state)] }
        guard let record = state.subject else { return [] }
        let text = record.plainJSON(first: collection.columns.map(\.field)).compact
        return [.console(.copy(text, what: "\(collection.singular) as JSON"))]
    }

    /// A record is as somebody else here left it.
    func written(
        _ state: inout CollectionState, _ key: RecordKey, _ record: Record?, _ context: UpdateContext
    ) -> [Effect<CollectionMessage>] {
        let hint = state.open?.row ?? state.selectedRow
        if let record {
            state.rows.write(record, near: hint)
            if state.open?.key == key {
                state.open?.record = record
                layOut(&state, area: context.area)
            }
        } else {
            state.rows.remove(key, near: hint)
            if state.open?.key == key { state.open = nil }
        }
        return rearrange(&state)
    }

    /// `column:text` filters; anything else is a key, looked for in the loaded rows and then in the table.
    private func seek(_ text: String, _ state: inout CollectionState) -> [Effect<CollectionMessage>] {
        guard state.form == nil, state.editing.scope == nil else {
            return [notice("Save or leave the form first.", isProblem: true)]
        }
        if RowFilter(text, columns: state.list.columnNames)?.column != nil {
            state.open = nil
            _ = state.list.apply(.filterSet(text), selected: { nil }, all: { [] })
            state.pagesToSeek = RecordPaging.mostSought
            return rearrange(&state) + goOnSeeking(&state)
        }
        let key = RecordKey(text)
        if let row = state.rows.row(ofKey: key, near: nil), let record = state.rows.record(at: row) {
            if let identity = state.rows.identity(row),
                let index = state.arrangement.index(of: identity, key: key, near: state.list.selection.cursor)
            {
                state.list.selection.move(.to(index))
            }
            open(record, key: key, row: row, in: &state)
            return []
        }
        state.soughtKey = key
        return [fetch(key)]
    }

    private func recordArrived(
        _ state: inout CollectionState, _ key: RecordKey, _ result: Result<Record?, ServiceFailure>,
        _ context: UpdateContext
    ) -> [Effect<CollectionMessage>] {
        let wasSought = state.soughtKey == key
        if wasSought { state.soughtKey = nil }
        switch result {
        case .success(let record?):
            if state.open?.key == key {
                state.open?.record = record
                state.open?.failure = nil
                layOut(&state, area: context.area)
            } else if wasSought {
                open(record, key: key, row: nil, in: &state)
                return liftTypedKey(key, &state)
            }
        case .success(nil): return [notice("There is no \(collection.singular) \(key.text).", isProblem: true)]
        case .failure(let failure):
            if state.open?.key == key { state.open?.failure = failure }
            return [notice(failure.sentence, isProblem: true)]
        }
        return []
    }
}
