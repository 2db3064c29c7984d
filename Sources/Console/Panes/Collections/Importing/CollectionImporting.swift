import OpsDomain
import TerminalCore

/// Bringing records in from a file: its name, what it means for the table, and the writes, which are those of a change of
/// many.
extension CollectionPane {
    func updateImporting(
        _ state: inout CollectionState, _ message: EditingMessage, _ context: UpdateContext
    ) -> [Effect<CollectionMessage>] {
        switch message {
        case .importBegan: state.editing.importing = RecordImport(path: state.editing.importedPath)
        case .importEdited(let event): _ = state.editing.importing?.path.edit(event)
        case .importLeft: state.editing.importing = nil
        case .importReadAsked: return read(&state)
        case .importStopped:
            state.editing.importing?.show(.naming)
            return [.cancel("import")]
        case .importProgressed(let asked):
            guard case .reading = state.editing.importing?.phase else { return [] }
            state.editing.importing?.phase = .reading(asked: asked)
        case .importFailed(let failure):
            state.editing.importing?.show(.naming)
            return [.console(.bell), notice(failure.sentence, isProblem: true)]
        case .importFaulty(let faults):
            state.editing.importing?.show(.faulty(faults))
            return [.console(.bell)]
        case .importPlanned(let preview): return planned(&state, preview)
        case .importMoved(let motion):
            state.editing.importing?.move(motion, in: ImportView.listSize(in: context.area), collection)
        case .importChoiceToggled: state.editing.importing?.replaces.toggle()
        case .importAsked: return write(&state)
        default: break
        }
        return []
    }

    /// How much would be written; the preview behind the question shows what.
    func importConfirmation(_ state: CollectionState) -> Confirmation? {
        guard let importing = state.editing.importing, let plan = importing.preview?.plan, importing.writeCount > 0
        else { return nil }
        let changed = importing.replaces ? plan.differentCount : 0
        var details = [StyledText("From \(importing.name): \(CountText.grouped(plan.newCount)) new.")]
        if changed > 0 {
            details.append(
                StyledText("\(CountText.grouped(changed)) there already: changed to what the file says."))
        }
        let kept = plan.differentCount - changed
        if kept > 0 {
            details.append(StyledText("\(CountText.grouped(kept)) there already and different: left alone."))
        }
        if plan.sameCount > 0 {
            details.append(StyledText("\(CountText.grouped(plan.sameCount)) there as they are: left alone."))
        }
        return Confirmation(
            title: "Import \(CountText.of(importing.writeCount, collection.singular))?", details: details,
            action: "Import")
    }

    // MARK: Reading

    private func read(_ state: inout CollectionState) -> [Effect<CollectionMessage>] {
        guard let importing = state.editing.importing, let files else { return [] }
        let path = importing.path.text
        guard !path.isEmpty else {
            return [notice("Type the name of a file in typed DynamoDB JSON, as an export writes it.", isProblem: true)]
        }
        state.editing.importedPath = path
        return [read(path, &state, files)]
    }

    /// Begins the reading anew that hiding the pane cut short.
    func resumeImporting(_ state: inout CollectionState) -> [Effect<CollectionMessage>] {
        guard let importing = state.editing.importing, importing.scope == .importReading, let files else { return [] }
        return [read(importing.path.text, &state, files)]
    }

    private func read(
        _ path: String, _ state: inout CollectionState, _ files: FileService
    ) -> Effect<CollectionMessage> {
        state.editing.importing?.show(.reading(asked: nil))
        let (collection, service, rows) = (collection, service, state.rows)
        let known = state.facts.latest?.value.keyTypes
        return .run("import") { scope in
            do {
                let text = try await files.read(path)
                // Without the table's word on its keys, the table itself refuses what is of another type.
                let file = try ImportFile(text, of: collection, keyTypes: known ?? [:]) { Task.isCancelled }
                try Task.checkCancellation()
                let plan = try await ImportPlan.make(file, in: collection, from: service) {
                    scope.send(.editing(.importProgressed($0)))
                }
                scope.send(.editing(.importPlanned(ImportPreview(plan, rows: rows))))
            } catch let faults as ImportFile.Faults {
                scope.send(.editing(.importFaulty(faults)))
            } catch {
                if let failure = ServiceFailure.told(error) { scope.send(.editing(.importFailed(failure))) }
            }
        }
    }

    private func planned(_ state: inout CollectionState, _ preview: ImportPreview) -> [Effect<CollectionMessage>] {
        guard !preview.plan.items.isEmpty else {
            state.editing.importing?.show(.naming)
            return [notice("There is no \(collection.singular) in the file.", isProblem: true)]
        }
        state.editing.importing?.show(.planned(preview))
        return []
    }

    // MARK: Writing

    private func write(_ state: inout CollectionState) -> [Effect<CollectionMessage>] {
        guard let importing = state.editing.importing, let preview = importing.preview else { return [] }
        state.editing.importing = nil
        let writes = preview.plan.writes(replacing: importing.replaces)
        return begin(BulkWrite(.importing, writes, rows: preview.rows), &state)
    }

    // MARK: Looks

    func importMessage(forWheel event: MouseEvent) -> CollectionMessage? {
        switch event.action {
        case .wheelUp: .editing(.importMoved(.by(-3)))
        case .wheelDown: .editing(.importMoved(.by(3)))
        case .press, .release, .drag: nil
        }
    }

    /// The line in which the file is named.
    func drawImporting(_ importing: RecordImport, in line: Rect, of frame: inout Frame, _ context: ViewContext) {
        if case .naming = importing.phase {
            PromptLine(label: "Import \(collection.title.lowercased()) from: ", field: importing.path)
                .draw(in: line, of: &frame, context)
        } else {
            frame.fill(line, style: context.theme[.prompt])
            frame.write(
                "\(importing.summary(collection))\(context.symbols.ellipsis)", row: line.row, column: line.column,
                width: line.columns, style: context.theme[.promptLabel], overflow: .ellipsis)
        }
    }
}
