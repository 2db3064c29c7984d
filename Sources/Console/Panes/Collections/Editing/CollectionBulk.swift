import OpsDomain
import TerminalCore

/// Deleting and changing the marked records.
extension CollectionPane {
    func updateBulk(
        _ state: inout CollectionState, _ message: EditingMessage, _ context: UpdateContext
    ) -> [Effect<CollectionMessage>] {
        switch message {
        case .bulkEditBegan: state.editing.bulkForm = BulkForm(state.markedRecords, in: collection)
        case .bulkFormEdited(let event): state.editing.bulkForm?.edit(event)
        case .bulkFieldMoved(let step): state.editing.bulkForm?.moveField(by: step)
        case .bulkFormLeft: state.editing.bulkForm = nil
        case .bulkEditAsked: return changeMarked(&state, context)
        case .bulkSettled(let index, let result): return settled(&state, index, result)
        case .outcomeScrolled(let lines):
            state.editing.outcome?.scroll(by: lines)
        case .outcomeClosed: state.editing.outcome = nil
        default: break
        }
        return []
    }

    /// Stops what has not begun; what is under way is waited for.
    func stopBulk(_ state: inout CollectionState) -> [Effect<CollectionMessage>] {
        state.editing.bulk?.stop()
        return state.editing.bulk?.isFinished == true ? finish(&state) : []
    }

    // MARK: Questions

    func deletionOfMarked(_ state: CollectionState) -> Confirmation? {
        let records = state.markedRecords
        guard !records.isEmpty else { return nil }
        var lines = records.prefix(12).map {
            ConfirmedChange.removed("\(collection.name(of: $0)) \(collection.rest(of: $0))")
        }
        if records.count > lines.count { lines.append(.removed("and \(records.count - lines.count) more")) }
        return Confirmation(
            title: "Delete \(CountText.of(records.count, collection.singular))?", details: unloaded(state, records),
            changes: lines, action: "Delete", typedName: String(records.count))
    }

    /// What would be written to each, as a dry run.
    func changeOfMarked(_ state: CollectionState, _ context: UpdateContext) -> Confirmation? {
        guard let form = state.editing.bulkForm, let rule = form.rule else { return nil }
        let plan = form.plan(now: context.now)
        guard plan.problem == nil, !plan.writes.isEmpty else { return nil }
        var details = unloaded(state, form.records)
        if plan.unchanged > 0 {
            details.append(StyledText("\(CountText.grouped(plan.unchanged)) have this value already: left alone."))
        }
        let most = 100
        var changes: [ConfirmedChange] = []
        for write in plan.writes.prefix(most) {
            guard let before = write.before, let after = write.after else { continue }
            let name = collection.name(of: before)
            changes.append(.removed("\(name): \(rule.field) \(before[rule.field]?.displayText ?? "(absent)")"))
            changes.append(.added("\(name): \(rule.field) \(after[rule.field]?.displayText ?? "(absent)")"))
        }
        if plan.writes.count > most {
            changes.append(.added("and \(CountText.grouped(plan.writes.count - most)) more in the same way"))
        }
        let number = CountText.of(plan.writes.count, collection.singular)
        return Confirmation(
            title: "Change \(rule.label) of \(number)?", details: details, changes: changes, action: "Change")
    }

    private func unloaded(_ state: CollectionState, _ records: [Record]) -> [StyledText] {
        let missing = state.list.marks.count - records.count
        return missing > 0 ? [StyledText("\(missing) marked but not loaded any more: left alone.")] : []
    }

    // MARK: Writing

    func deleteMarked(_ state: inout CollectionState) -> [Effect<CollectionMessage>] {
        let writes = state.markedRecords.compactMap { record in
            collection.keys.key(of: record).map { RecordWrite.deleting(record, key: $0) }
        }
        return begin(BulkWrite(.delete, writes, rows: state.markedRows), &state)
    }

    private func changeMarked(_ state: inout CollectionState, _ context: UpdateContext) -> [Effect<CollectionMessage>] {
        guard let form = state.editing.bulkForm else { return [] }
        let plan = form.plan(now: context.now)
        if let problem = plan.problem {
            state.editing.bulkForm?.problem = problem
            return []
        }
        guard !plan.writes.isEmpty else { return [notice("All of them have this value already.")] }
        state.editing.bulkForm = nil
        return begin(BulkWrite(.change, plan.writes, rows: state.markedRows), &state)
    }

    func begin(_ bulk: BulkWrite, _ state: inout CollectionState) -> [Effect<CollectionMessage>] {
        guard state.editing.bulk == nil, !bulk.items.isEmpty else { return [] }
        state.editing.bulk = bulk
        state.editing.outcome = nil
        return goOn(&state)
    }

    private func goOn(_ state: inout CollectionState) -> [Effect<CollectionMessage>] {
        guard let begun = state.editing.bulk?.begin() else { return [] }
        let service = service
        return begun.map { index, write in
            .write("bulk \(index)") { scope in
                do {
                    let record = try await service.write(write)
                    scope.send(.editing(.bulkSettled(index: index, .success(record ?? write.after))))
                } catch {
                    scope.send(.editing(.bulkSettled(index: index, .failure(Self.saveFailure(error)))))
                }
            }
        }
    }

    private func settled(
        _ state: inout CollectionState, _ index: Int, _ result: Result<Record?, ServiceFailure>
    ) -> [Effect<CollectionMessage>] {
        guard let item = state.editing.bulk?.items[index] else { return [] }
        let key = item.write.key
        let fate: BulkWrite.Fate
        switch result {
        case .success(let record):
            fate = .done
            state.list.marks.remove(key)
            if let record, item.row == nil {
                state.editing.bulk?.arrivals.append(record)
            } else if let record {
                state.rows.write(record, near: item.row)
            } else {
                state.rows.remove(key, near: item.row)
            }
        case .failure(let failure):
            if case .conflict(let current) = failure.reason {
                fate = .conflict(failure.sentence)
                // Gone is what deleting wanted, but somebody else did it: told, and its row is no more.
                if let current {
                    state.rows.write(current, near: item.row)
                } else {
                    state.rows.remove(key, near: item.row)
                    state.list.marks.remove(key)
                }
            } else {
                fate = .failed(failure.sentence)
            }
        }
        state.editing.bulk?.settle(index, fate)
        guard state.editing.bulk?.isFinished == true else {
            // Arranging anew for every record would be felt where there are many.
            let isDue = (state.editing.bulk?.settledCount ?? 0) % 16 == 0
            if isDue { showArrivals(&state) }
            return goOn(&state) + (isDue ? rearrange(&state) : [])
        }
        return finish(&state)
    }

    private func finish(_ state: inout CollectionState) -> [Effect<CollectionMessage>] {
        guard let bulk = state.editing.bulk else { return [] }
        showArrivals(&state)
        state.editing.bulk = nil
        let outcome = UndoneList(bulk, in: collection)
        // Not over a form that the person has begun meanwhile.
        if state.form == nil, state.editing.scope == nil { state.editing.outcome = outcome }
        let effects = rearrange(&state)
        return effects + (outcome == nil ? [] : [.console(.bell)]) + [notice(bulk.summary, isProblem: outcome != nil)]
    }

    /// Puts written records into the rows that show them by now, and the others before the first.
    private func showArrivals(_ state: inout CollectionState) {
        guard let records = state.editing.bulk?.arrivals, !records.isEmpty else { return }
        state.editing.bulk?.arrivals = []
        let unseen = state.rows.missing(records)
        let keys = Set(unseen.compactMap(collection.keys.key))
        for record in records where collection.keys.key(of: record).map(keys.contains) == false {
            state.rows.write(record, near: nil)
        }
        state.rows.prepend(unseen)
    }
}

extension CollectionState {
    /// Whether commands that may be about many are about the marked ones.
    package var isAboutMarks: Bool { open == nil && !list.marks.isEmpty }

    /// The marked records that are loaded, in the order of the list's rows.
    package var markedRecords: [Record] {
        let rows = arrangement.rows
        return markedRows.values.sorted().compactMap(rows.record)
    }

    /// Where the marked records stand.
    package var markedRows: [RecordKey: Int] {
        let rows = arrangement.rows
        var found: [RecordKey: Int] = [:]
        for row in 0..<rows.count where found.count < list.marks.count {
            if let key = rows.key(at: row), list.marks.contains(key) { found[key] = row }
        }
        return found
    }
}
