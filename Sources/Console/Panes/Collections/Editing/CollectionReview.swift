import OpsDomain
import TerminalCore

/// Editing a record as typed JSON in the person's editor, and writing what came of it.
extension CollectionPane {
    func updateReview(
        _ state: inout CollectionState, _ message: EditingMessage, _ context: UpdateContext
    ) -> [Effect<CollectionMessage>] {
        switch message {
        case .editorAsked:
            guard let record = state.subject else { return [] }
            return [open(record, RecordText(editing: record, in: collection))]
        case .editorAskedFromForm: return openForm(state)
        case .newTextAsked:
            return [.run("blank") { $0.send(.editing(.blankMade(uuid: RandomUUID.text(), now: $0.now()))) }]
        case .blankMade(let uuid, let now):
            guard state.editing.scope == nil else { return [] }
            let template = state.form.map { $0.draft.newRecord(uuid: uuid, now: now) } ?? nil
            return [
                open(template ?? collection.blank(uuid: uuid, now: now), RecordText(editing: nil, in: collection))
            ]
        case .editorReturned(let outcome, let errand): return returned(&state, outcome, errand)
        case .reviewSaveAsked: return save(&state, context)
        case .reviewReopened: return reopen(state)
        case .reviewScrolled(let lines):
            guard let review = state.editing.review else { return [] }
            let most = RecordReviewView.mostScroll(review)
            state.editing.review?.scroll = min(most, max(0, review.scroll + lines))
        case .reviewLeft: return leave(&state)
        case .reviewKept: state.editing.review?.phase = .reviewing
        case .reviewDiscarded:
            let forgotten = forgetDraft(state)
            state.editing.review = nil
            return forgotten
        default: break
        }
        return []
    }

    /// Lets the file of the change go, which is written or not wanted.
    func forgetDraft(_ state: CollectionState) -> [Effect<CollectionMessage>] {
        state.editing.review?.draft.map { [.console(.forgetDraft(path: $0.path))] } ?? []
    }

    /// A write of the change did not happen: it stays, and a conflict shows all three sides.
    func reviewFailed(
        _ state: inout CollectionState, _ review: RecordReview, _ failure: ServiceFailure
    ) -> [Effect<CollectionMessage>] {
        state.editing.review?.phase = .reviewing
        var failure = failure
        if case .conflict(let current) = failure.reason {
            if let original = review.text.original, let edited = review.edited {
                state.editing.conflict = RecordConflict(base: original, mine: edited, theirs: current)
            } else {
                failure = ServiceFailure(
                    reason: failure.reason,
                    sentence: "There is a \(collection.singular) with this key already. Nothing was written.",
                    requestID: failure.requestID)
            }
        }
        state.editing.review?.failure = failure
        return [.console(.bell), notice(failure.sentence, isProblem: true)]
    }

    // MARK: The editor

    private func open(_ record: Record, _ text: RecordText) -> Effect<CollectionMessage> {
        edit(EditorErrand(text: text, job: EditorJob(record, text)))
    }

    private func edit(_ errand: EditorErrand) -> Effect<CollectionMessage> {
        .edit(errand.job) { .editing(.editorReturned($0, errand)) }
    }

    /// What stands in the form goes along.
    private func openForm(_ state: CollectionState) -> [Effect<CollectionMessage>] {
        guard let form = state.form, form.phase == .editing else { return [] }
        guard let original = form.draft.original else {
            return [.run("blank") { $0.send(.editing(.blankMade(uuid: RandomUUID.text(), now: $0.now()))) }]
        }
        guard let edited = form.draft.edited else {
            return [notice("Mend the fields that are marked first.", isProblem: true)]
        }
        return [open(edited, RecordText(editing: original, in: collection))]
    }

    private func reopen(_ state: CollectionState) -> [Effect<CollectionMessage>] {
        guard let review = state.editing.review else { return [] }
        if let draft = review.draft, !draft.isOutdated {
            let job = EditorJob(name: "", text: draft.text, path: draft.path, line: review.problem?.line)
            return [edit(EditorErrand(text: review.text, job: job))]
        }
        return review.edited.map { [open($0, review.text)] } ?? []
    }

    private func returned(
        _ state: inout CollectionState, _ outcome: EditorOutcome, _ errand: EditorErrand
    ) -> [Effect<CollectionMessage>] {
        switch outcome {
        case .failed(let sentence, let text, let path):
            guard let text, let path else {
                let kept = path.map { " What is there is in \($0)." } ?? ""
                return [.console(.bell), notice(sentence + kept, isProblem: true)]
            }
            var review = RecordReview(errand.text, edited: nil, draft: RecordReview.Draft(text: text, path: path))
            review.trouble = sentence
            let forgotten = outdated(state, besides: path)
            (state.editing.review, state.form) = (review, nil)
            return forgotten + [.console(.bell), notice(sentence, isProblem: true)]
        case .edited(let text, let path):
            if text == errand.job.text, errand.job.path == nil {
                return [notice("Nothing was changed."), .console(.forgetDraft(path: path))]
            }
            return take(text, path, errand.text, &state)
        }
    }

    private func take(
        _ text: String, _ path: String, _ errand: RecordText, _ state: inout CollectionState
    ) -> [Effect<CollectionMessage>] {
        let draft = RecordReview.Draft(text: text, path: path)
        let forgotten = outdated(state, besides: path)
        do throws(RecordText.Problem) {
            let record = try errand.record(from: text)
            if record == errand.original {
                state.editing.review = nil
                return forgotten
                    + [notice("Nothing was changed: the values are the same."), .console(.forgetDraft(path: path))]
            }
            (state.editing.review, state.form) = (RecordReview(errand, edited: record, draft: draft), nil)
            return forgotten + [.console(.run("\(collection.id).review.save"))]
        } catch {
            var review = RecordReview(errand, edited: nil, draft: draft)
            review.problem = error
            (state.editing.review, state.form) = (review, nil)
            let words = "Line \(error.line): \(error.sentence) v opens the editor there."
            return forgotten + [.console(.bell), notice(words, isProblem: true)]
        }
    }

    /// An earlier file whose change moved on into a new one.
    private func outdated(_ state: CollectionState, besides path: String) -> [Effect<CollectionMessage>] {
        guard let draft = state.editing.review?.draft, draft.path != path else { return [] }
        return [.console(.forgetDraft(path: draft.path))]
    }

    private func leave(_ state: inout CollectionState) -> [Effect<CollectionMessage>] {
        guard let review = state.editing.review else { return [] }
        if review.phase == .saving { return [notice("Saving; wait for the answer.")] }
        // A text whose editor failed is let go of only on the screen: the file stays, and where was told.
        if review.trouble != nil {
            state.editing.review = nil
            return review.draft.map { [notice("What you typed is in \($0.path)")] } ?? []
        }
        state.editing.review?.phase = .leaving
        return []
    }

    // MARK: The write

    private func save(_ state: inout CollectionState, _ context: UpdateContext) -> [Effect<CollectionMessage>] {
        guard let review = state.editing.review, review.phase == .reviewing, let write = review.write(now: context.now),
            let after = write.after
        else { return [] }
        state.editing.review?.phase = .saving
        state.editing.review?.failure = nil
        let service = service
        let isNew = review.isNew
        return [
            .write("save") { scope in
                do {
                    scope.send(.saved(try await service.write(write) ?? after, isNew: isNew))
                } catch {
                    scope.send(.saveFailed(Self.saveFailure(error)))
                }
            }
        ]
    }
}

extension Collection {
    /// What a new record begins with in the editor: its key, its times, and what is required, to be filled in.
    fileprivate func blank(uuid: String, now: Timestamp) -> Record {
        var record = Record(fields: [:])
        for name in keys.names { record[name] = .string("") }
        for rule in rules {
            if rule.checks.contains(.defaultUUID) {
                record[rule.field] = .string(uuid)
            } else if rule.checks.contains(.defaultNow) {
                record[rule.field] = .string(now.iso8601)
            } else if rule.isRequired {
                let isNumber = rule.wantsInteger || column(rule.field)?.kind == .number
                record[rule.field] = isNumber ? .number("0") : .string("")
            }
        }
        return record
    }
}
