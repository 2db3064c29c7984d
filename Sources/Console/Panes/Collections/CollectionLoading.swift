import OpsDomain
import TerminalCore

/// Reading the collection: pages on demand, everything, and anew.
extension CollectionPane {
    func updateLoading(
        _ state: inout CollectionState, _ message: CollectionMessage, _ context: UpdateContext
    ) -> [Effect<CollectionMessage>] {
        switch message {
        case .factsArrived(.success(let facts), let moment):
            state.facts.succeed(facts, at: moment)
            return recover(&state)
        case .factsArrived(.failure(let failure), _):
            state.facts.fail(failure)
            return []
        case .pageArrived(let batch, let moment): return pageArrived(&state, batch, moment)
        case .pageFailed(let failure):
            state.paging.activity = .idle
            state.paging.failure = failure
            state.pagesToSeek = nil
            return []
        case .refreshAsked: return refresh(&state)
        case .nextPageAsked: return nextPage(&state)
        case .everythingAsked:
            guard !state.paging.isComplete else { return [notice("Everything is loaded already.")] }
            guard !state.paging.isBusy else { return [notice("Still loading; ask again in a moment.")] }
            state.paging.activity = .all
            return [loadPage(&state)]
        case .loadingStopped:
            state.paging.activity = .idle
            state.pagesToSeek = nil
            return [.cancel("page")]
        default: return []
        }
    }

    /// Starts what should be under way: nothing was loaded yet, or hiding the pane cut a load short.
    func resumeLoading(_ state: inout CollectionState) -> [Effect<CollectionMessage>] {
        if state.paging.isBusy { return [loadPage(&state)] }
        guard state.rows.isEmpty, !state.paging.isComplete else { return [] }
        state.paging.activity = .page
        return [loadPage(&state)]
    }

    /// Loads the next page when the cursor comes near the end of what is loaded, in the table's own order only: with a
    /// filter or a sort the end of the list says nothing about the end of what is loaded.
    func loadAhead(_ state: inout CollectionState) -> [Effect<CollectionMessage>] {
        let selection = state.list.selection
        guard state.query.isNatural, !state.paging.isBusy, !state.paging.isComplete, state.paging.failure == nil,
            selection.cursor + 2 * selection.pageSize >= state.rows.count
        else { return [] }
        state.paging.activity = .page
        return [loadPage(&state)]
    }

    /// Loads page after page until a row fits what another pane looked for: a row that is not loaded yet looks like one
    /// that is not there. Every page is paid for, so that after some it says so and leaves the rest to the person.
    func goOnSeeking(_ state: inout CollectionState) -> [Effect<CollectionMessage>] {
        guard let left = state.pagesToSeek, !state.paging.isBusy, !state.isArranging else { return [] }
        guard state.arrangement.count == 0, !state.paging.isComplete, !state.rows.isEmpty else {
            state.pagesToSeek = nil
            return []
        }
        guard left > 0 else {
            state.pagesToSeek = nil
            let loaded = CountText.of(state.rows.count, "row")
            return [notice("Stopped looking after \(loaded): ] loads more, A loads all.")]
        }
        state.pagesToSeek = left - 1
        state.paging.activity = .page
        return [loadPage(&state)]
    }

    /// Asks anew for what is old when somebody comes back to it, as far as that is cheap: of a table that was loaded page
    /// after page the frame tells the age, and Ctrl-R is theirs to press.
    func renew(_ state: inout CollectionState, _ context: UpdateContext) -> [Effect<CollectionMessage>] {
        guard let asOf = state.paging.asOf, context.now.seconds(since: asOf) > 60, !state.paging.isBusy,
            state.form == nil, state.rows.count <= RecordPaging.laterPage
        else { return [] }
        return refresh(&state)
    }

    /// Asks for the table's facts again and again: DescribeTable costs nothing, and tells that the table is within reach.
    func watchFacts(_ state: inout CollectionState) -> Effect<CollectionMessage> {
        if state.facts.latest == nil { state.facts.begin() }
        let service = service
        return RefreshLoop.effect("facts", every: .seconds(15)) { scope in
            let moment = scope.now()
            do {
                scope.send(.factsArrived(.success(try await service.facts()), at: moment))
                return true
            } catch {
                guard let failure = ServiceFailure.told(error) else { return false }
                scope.send(.factsArrived(.failure(failure), at: moment))
                return false
            }
        }
    }

    /// The table is within reach again: a page that failed is asked for once more.
    private func recover(_ state: inout CollectionState) -> [Effect<CollectionMessage>] {
        guard let failure = state.paging.failure, failure.isTransient, !state.paging.isBusy else { return [] }
        state.paging.failure = nil
        return state.rows.isEmpty ? resumeLoading(&state) : loadAhead(&state)
    }

    func notice(_ text: String, isProblem: Bool = false) -> Effect<CollectionMessage> {
        .console(.notice(text, isProblem: isProblem))
    }

    private func nextPage(_ state: inout CollectionState) -> [Effect<CollectionMessage>] {
        guard !state.paging.isComplete else { return [notice("Everything is loaded.")] }
        guard !state.paging.isBusy else { return [] }
        state.paging.activity = .page
        return [loadPage(&state)]
    }

    private func refresh(_ state: inout CollectionState) -> [Effect<CollectionMessage>] {
        var effects = [watchFacts(&state)]
        if let open = state.open { effects.append(fetch(open.key)) }
        if state.rows.isEmpty {
            state.paging = RecordPaging()
            state.paging.activity = .page
        } else {
            let rows = RecordRows(keys: collection.keys)
            state.paging.activity = .refresh(RecordPaging.Refresh(rows: rows, target: state.rows.count))
        }
        effects.append(loadPage(&state))
        return effects
    }

    private func pageArrived(
        _ state: inout CollectionState, _ batch: RecordBatch, _ moment: Timestamp
    ) -> [Effect<CollectionMessage>] {
        state.paging.failure = nil
        switch state.paging.activity {
        case .idle: return []
        case .page, .all:
            let first = state.rows.count
            state.rows.append(batch.page)
            state.contents.measure(state.rows, from: first)
            state.paging.asOf = state.paging.asOf ?? moment
            state.paging.next = batch.next
            state.paging.isComplete = batch.next == nil
            let effects = rearrange(&state)
            let goesOn: Bool
            if case .all = state.paging.activity { goesOn = true } else { goesOn = batch.page.count == 0 }
            if goesOn, batch.next != nil { return effects + [loadPage(&state)] }
            let wasAll = goesOn && batch.page.count > 0
            state.paging.activity = .idle
            if wasAll {
                return effects + [notice("All \(CountText.of(state.rows.count, collection.singular)) loaded.")]
            }
            return effects + loadAhead(&state) + goOnSeeking(&state)
        case .refresh(var refresh):
            refresh.rows.append(batch.page)
            refresh.next = batch.next
            if batch.next != nil, refresh.rows.count < refresh.target {
                state.paging.activity = .refresh(refresh)
                return [loadPage(&state)]
            }
            state.paging = RecordPaging()
            state.paging.next = batch.next
            state.paging.isComplete = batch.next == nil
            state.paging.asOf = moment
            state.rows = refresh.rows
            state.contents.measure(state.rows, from: 0)
            return rearrange(&state) + goOnSeeking(&state)
        }
    }

    private func loadPage(_ state: inout CollectionState) -> Effect<CollectionMessage> {
        let cursor: PageCursor?
        let loaded: Int
        if case .refresh(let refresh) = state.paging.activity {
            (cursor, loaded) = (refresh.next, refresh.rows.count)
        } else {
            (cursor, loaded) = (state.paging.next, state.rows.count)
        }
        let request = RecordPageRequest(cursor: cursor, limit: state.paging.limit(loaded: loaded))
        let service = service
        return .run("page") { scope in
            let moment = scope.now()
            do {
                scope.send(.pageArrived(try await service.page(request), askedAt: moment))
            } catch {
                if let failure = ServiceFailure.told(error) { scope.send(.pageFailed(failure)) }
            }
        }
    }
}
