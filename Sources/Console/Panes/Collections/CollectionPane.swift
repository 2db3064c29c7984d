import OpsDomain
import TerminalCore

/// A collection of records as a pane: users, orders, and whatever the config file adds. They differ only in data.
package struct CollectionPane: Pane {
    package let collection: Collection
    package let service: RecordService
    /// Whose names stand in the rows.
    package let linked: [LinkedCollection]

    /// Where its records are cancelled by message; nil where they never are.
    package let sender: MessageSender?
    /// Where exports go; nil where nothing is exported.
    package let files: FileService?

    package init(
        _ collection: Collection, service: RecordService, linked: [LinkedCollection] = [], sender: MessageSender? = nil,
        files: FileService? = nil
    ) {
        self.collection = collection
        self.service = service
        self.linked = linked
        self.sender = sender
        self.files = files
    }

    package var id: PaneID { PaneID(collection.id) }
    package var title: String { collection.title }
    package var bindings: [Binding<CollectionState, CollectionMessage>] {
        CollectionBindings.all(collection)
    }

    package func initialState() -> CollectionState { CollectionState(collection) }

    package func scope(_ state: CollectionState) -> BindingScope { state.scope }

    package func appeared(_ state: inout CollectionState, _ context: UpdateContext) -> [Effect<CollectionMessage>] {
        state.isReadOnly = context.isReadOnly
        var effects = resumeLoading(&state)
        effects.append(watchFacts(&state))
        // Hiding the pane cut short what was being made.
        effects += rearrange(&state)
        if let key = state.soughtKey { effects.append(fetch(key)) }
        if state.search?.phase == .running { effects += look(&state) }
        return effects + resumeImporting(&state)
    }

    package func focusChanged(
        _ state: inout CollectionState, isFocused: Bool, _ context: UpdateContext
    ) -> [Effect<CollectionMessage>] {
        isFocused ? renew(&state, context) : []
    }

    package func update(
        _ state: inout CollectionState, _ message: CollectionMessage, _ context: UpdateContext
    ) -> [Effect<CollectionMessage>] {
        state.isReadOnly = context.isReadOnly
        state.list.selection.setPageSize(ListView.pageSize(state.list, area: listSize(state, context.area)))
        let effects = take(&state, message, context)
        return effects + countStatuses(&state) + askNames(state)
    }

    private func take(
        _ state: inout CollectionState, _ message: CollectionMessage, _ context: UpdateContext
    ) -> [Effect<CollectionMessage>] {
        switch message {
        case .list(let event): return apply(event, to: &state)
        case .detail(let event):
            if event == .activated, let link = state.linkAtBar {
                return updateRecord(&state, .linkFollowed(link), context)
            }
            return state.open?.detail.apply(event, area: context.area).map(Effect.console) ?? []
        case .editing(let message): return updateEditing(&state, message, context)
        case .loadingStopped where state.editing.bulk != nil: return stopBulk(&state)
        case .loadingStopped where state.search?.phase == .running:
            return updateSearching(&state, .searchStopped, context)
        case .factsArrived, .pageArrived, .pageFailed, .refreshAsked, .nextPageAsked, .everythingAsked,
            .loadingStopped:
            return updateLoading(&state, message, context)
        case .marksMade(let marks):
            state.list.marks = marks
            return []
        case .recordsMade(let text, let what): return [.console(.copy(text, what: what))]
        case .arranging(let share):
            state.arranging = share
            return []
        case .arranged(let arrangement):
            state.arranging = nil
            show(arrangement, in: &state)
            // What came while it was made is merged in now.
            return rearrange(&state) + goOnSeeking(&state) + lookUpTypedKey(&state)
        case .searchAsked, .searchStopped, .searchArrived, .searchFailed:
            return updateSearching(&state, message, context)
        case .exportBegan, .exportEdited, .exportLeft, .exportAsked, .exported:
            return updateExporting(&state, message, context)
        case .cancelBegan, .cancelEdited, .cancelLeft, .cancelSent, .cancelWritten, .cancelAnswered, .followed:
            return updateCancelling(&state, message, context)
        case .statusesCounted(let counts):
            state.statuses = counts
            return []
        case .statusMoved(let steps):
            return filter(byStatus: steps, state).map { apply(.filterSet($0), to: &state) } ?? []
        case .written(let key, let record): return written(&state, key, record, context)
        case .namesArrived(let asked, let result):
            learn(&state, asked, result, area: context.area)
            return []
        case .opened, .detailClosed, .layoutCycled, .identifierCopied, .recordCopied, .linkFollowed, .textSought,
            .recordArrived:
            return updateRecord(&state, message, context)
        case .saved, .saveFailed, .editBegan, .creationBegan, .formEdited, .formFocusMoved, .formFieldClicked,
            .saveAsked, .saveRefused, .formLeft, .formKept, .formDiscarded:
            return updateForm(&state, message, context)
        }
    }

    package func message(forText event: InputEvent, _ state: CollectionState) -> CollectionMessage? {
        guard event.editsText else { return nil }
        if let scope = state.editing.scope {
            if scope == .importing { return .editing(.importEdited(event)) }
            return scope == .bulkForm ? .editing(.bulkFormEdited(event)) : nil
        }
        if state.form?.scope == .form { return .formEdited(event) }
        if state.scope == .cancelling { return .cancelEdited(event) }
        if state.scope == .exporting { return .exportEdited(event) }
        if state.scope == .search { return .detail(.searchEdited(event)) }
        return state.scope == .filter ? .list(.filterEdited(event)) : nil
    }

    package func message(forFind text: String, _ state: CollectionState) -> CollectionMessage? { .textSought(text) }

    package func message(forWritten key: RecordKey, _ record: Record?) -> CollectionMessage? { .written(key, record) }

    package func stagedWork(_ state: CollectionState) -> String? {
        if let work = state.editing.stagedWork(collection) { return work }
        guard let form = state.form, form.isDirty || form.phase == .saving else { return nil }
        let what = form.phase == .saving ? "being saved" : "not saved"
        return "1 \(collection.singular) \(form.isNew ? "begun" : "edited"), \(what)"
    }

    private func apply(_ event: ListEvent, to state: inout CollectionState) -> [Effect<CollectionMessage>] {
        if event == .filterAccepted, let effects = acceptFilter(&state) { return effects }
        if event == .allMarked { return markAll(&state) }
        let selected = state.selectedKey
        let change = state.list.apply(event, selected: { selected }, all: { [] })
        // Marks that are being made elsewhere know nothing of these.
        let changesMarks = [.markToggled, .marksCleared, .narrowingCleared].contains(event)
        let stale: [Effect<CollectionMessage>] = changesMarks ? [.cancel("mark")] : []
        return stale + took(change, event, &state)
    }

    private func took(
        _ change: ListState<RecordKey>.Change, _ event: ListEvent, _ state: inout CollectionState
    ) -> [Effect<CollectionMessage>] {
        switch change {
        case .nothing: return []
        case .moved: return loadAhead(&state)
        case .rearranged:
            // Whoever changes what is looked for sees for themselves what is found.
            state.pagesToSeek = nil
            state.returning = event == .filterCancelled ? state.list.origin : nil
            return rearrange(&state) + loadAhead(&state)
        }
    }
}
