import OpsDomain
import TerminalCore

/// How a collection's pane looks.
extension CollectionPane {
    package func view(_ state: CollectionState, into frame: inout Frame, _ area: Rect, _ context: ViewContext) {
        if drawEditing(state, into: &frame, area, context) { return }
        var area = area
        if let prompt = state.cancelling {
            let parts = area.rows([.flexible(), .fixed(1)])
            drawCancelling(prompt, in: parts[1], of: &frame, context)
            area = parts[0]
        } else if let prompt = state.exporting {
            let parts = area.rows([.flexible(), .fixed(1)])
            drawExporting(prompt, in: parts[1], of: &frame, context)
            area = parts[0]
        } else if let importing = state.editing.importing {
            let parts = area.rows([.flexible(), .fixed(1)])
            drawImporting(importing, in: parts[1], of: &frame, context)
            area = parts[0]
        }
        if let form = state.form {
            RecordFormView(form: form, collection: collection, context: context).draw(in: area, of: &frame)
        } else if let open = state.open {
            open.detail.draw(in: area, of: &frame, context)
        } else {
            let empty = EmptyNote.text(
                failure: state.paging.failure, isLoading: isLoadingFirst(state),
                unfitting: state.list.prompt.isEmpty ? nil : unfitting(state, context.symbols),
                nothing: "No \(collection.title.lowercased()) yet." + (mayCreate(state) ? " n creates one." : ""),
                theme: context.theme, symbols: context.symbols)
            let rows = state.arrangement.rows
            let parts = area.rows([
                .fixed(chipRows(area.size)), .flexible(), .fixed(progressRows(state, area.size)),
            ])
            if parts[0].rows > 0 { drawChips(state, in: parts[0], of: &frame, context) }
            if parts[2].rows > 0 { drawProgress(state, in: parts[2], of: &frame, context) }
            ListView(state.list, columns: tableColumns(state), emptyText: empty, context: context)
                .draw(in: parts[1], of: &frame) { index in
                    guard let row = state.arrangement[index] else { return TableRow([]) }
                    return tableRow(rows, row, state, context)
                }
        }
    }

    package func status(_ state: CollectionState, _ context: ViewContext) -> PaneStatus {
        var failure = state.open?.failure ?? state.paging.failure
        if failure == nil, let facts = state.facts.failure {
            // Without leave to describe the table the rows are as good as ever; only the count is missing.
            if case .denied = facts.reason {} else { failure = facts }
        }
        return PaneStatus(
            summary: state.editing.summary(collection) ?? openSummary(state) ?? summary(state),
            isBusy: state.search?.phase == .running || state.paging.isBusy || state.isArranging
                || state.form?.phase == .saving
                || state.cancelling?.isSending == true || state.exporting?.isWriting == true
                || state.editing.review?.phase == .saving || state.editing.bulk != nil
                || state.editing.scope == .importReading,
            asOf: state.paging.asOf, failure: failure)
    }

    package func message(forMouse event: MouseEvent, _ state: CollectionState, area: Size) -> CollectionMessage? {
        if let scope = state.editing.scope {
            return [.importFaults, .importReview].contains(scope) ? importMessage(forWheel: event) : nil
        }
        if let form = state.form {
            guard form.phase == .editing, case .press(.left) = event.action else { return nil }
            return form.fields.field(at: event.place, in: RecordFormView.fieldsRect(in: Rect(area)))
                .map(CollectionMessage.formFieldClicked)
        }
        if let open = state.open { return open.detail.event(for: event, area: area).map(CollectionMessage.detail) }
        let above = chipRows(area)
        let place = Point(row: event.place.row - above, column: event.place.column)
        guard place.row >= 0 else { return nil }
        let inList = MouseEvent(event.action, at: place, modifiers: event.modifiers)
        switch ListView.event(for: inList, state.list, columns: tableColumns(state), area: listSize(state, area)) {
        case .list(let event): return .list(event)
        case .open: return .opened
        case nil: return nil
        }
    }

    func tableColumns(_ state: CollectionState) -> [TableColumn] {
        zip(collection.columns, state.contents.contents).map { column, content in
            let isNumeric = column.kind == .number || column.kind == .count
            return TableColumn(
                column.title, width: width(of: column, content), alignment: isNumeric ? .trailing : .leading,
                // The collection counts importance from zero, the table the other way.
                priority: -column.priority)
        }
    }

    /// Ids give way before names do, and everything takes what its content takes.
    private func width(of column: CollectionColumn, _ content: ContentWidths.Content) -> ColumnWidth {
        switch column.kind {
        case .identifier where column.field == named?.field:
            // Names stand here, as far as they are known.
            return ColumnWidth(minimum: 8, comfortable: 16, ideal: 22, maximum: max(22, content.widest))
        case .identifier:
            // Eight characters tell ids apart, and a sign tells that there are more; a short id stays whole.
            let short = content.widest == 0 ? column.minimumWidth : content.widest <= 12 ? content.widest : 9
            return ColumnWidth(minimum: short, ideal: short, maximum: content.widest, isWhole: true)
        case .timestamp: return ColumnWidth(minimum: 8, ideal: MomentText.shortWidth, maximum: MomentText.shortWidth)
        case .number, .count, .status:
            let known = min(column.idealWidth, content.widest > 0 ? content.widest : column.minimumWidth)
            let widest = max(known, Glyphs.width(column.title))
            return ColumnWidth(minimum: widest, ideal: widest, maximum: widest)
        case .text:
            guard content.widest > 0 else {
                return ColumnWidth(minimum: column.minimumWidth, ideal: column.idealWidth)
            }
            return ColumnWidth(
                minimum: min(column.minimumWidth, content.usual), comfortable: min(column.idealWidth, content.usual),
                ideal: content.widest)
        }
    }

    private func tableRow(_ rows: RecordRows, _ row: Int, _ state: CollectionState, _ context: ViewContext) -> TableRow
    {
        let marks = state.list.marks
        let isMarked = !marks.isEmpty && (rows.key(at: row).map(marks.contains) ?? false)
        let cells = zip(collection.columns, state.contents.contents).map { column, content in
            cell(column, content, rows, row, state, context)
        }
        return TableRow(cells, isMarked: isMarked)
    }

    private func cell(
        _ column: CollectionColumn, _ content: ContentWidths.Content, _ rows: RecordRows, _ row: Int,
        _ state: CollectionState, _ context: ViewContext
    ) -> TableCell {
        if column.kind == .count {
            guard let value = rows.value(column.field, at: row) else { return TableCell("–", scope: .textDim) }
            return TableCell(value.elementCount.map(String.init) ?? value.displayText)
        }
        guard let text = rows.text(column.field, at: row) else { return TableCell("–", scope: .textDim) }
        switch column.kind {
        case .number: return TableCell(DecimalPlaces.padded(text, to: content.decimals))
        case .text, .count: return TableCell(text)
        case .identifier:
            if let name = linkedName(column.field, rows.value(column.field, at: row), state) { return TableCell(name) }
            return TableCell(text, scope: .textDim)
        case .timestamp:
            guard let moment = Timestamp(iso8601: text) else { return TableCell(text, scope: .textDim) }
            return MomentText.cell(moment, context)
        case .status:
            guard let liveness = StatusWord(text).liveness else { return TableCell(text) }
            return TableCell("\(liveness.symbol(in: context.symbols)) \(text)", scope: liveness.scope)
        }
    }

    private func mayCreate(_ state: CollectionState) -> Bool {
        collection.allowsCreation && !state.isReadOnly && !collection.rules.allSatisfy(\.isReadOnly)
    }

    /// With rows at hand a filter tells how many of them it has looked at, while more are coming too.
    private func isLoadingFirst(_ state: CollectionState) -> Bool {
        state.isArranging || (state.paging.isBusy && state.rows.isEmpty)
    }

    /// Why a filter shows nothing: rows that are not loaded are not there to be found.
    private func unfitting(_ state: CollectionState, _ symbols: Symbols) -> String {
        let loaded = CountText.grouped(state.rows.count)
        if state.paging.isComplete {
            return
                "None of the \(loaded) \(collection.title.lowercased()) fits \(state.list.prompt.text)  (Esc shows all)"
        }
        let total = total(state).map { " (of ~\(CountText.grouped($0)))" } ?? ""
        let looked = "None of the \(loaded) loaded rows\(total) fits"
        return state.paging.isBusy
            ? "\(looked) yet; loading\(symbols.ellipsis)  (X stops)" : "\(looked); ] loads more, A loads all."
    }

    /// How many records there are by the table's own word, which is some hours old; nil when more than that are here.
    private func total(_ state: CollectionState) -> Int? {
        state.facts.latest.map(\.value.approximateCount).flatMap { $0 > state.rows.count ? $0 : nil }
    }

    /// What is open, and where in it the person is; nil in the list.
    private func openSummary(_ state: CollectionState) -> String? {
        if let form = state.form { return form.isNew ? "new \(collection.singular)" : "editing" }
        return state.open.map { open in
            [collection.name(of: open.record), open.layout.title, open.detail.position].compactMap(\.self).joined(
                separator: " · ")
        }
    }

    /// `1,204 loaded of ~2,000`, and what narrows or orders it. The table's own count is some hours old, hence the tilde.
    private func summary(_ state: CollectionState) -> String {
        var parts: [String] = []
        if !state.list.marks.isEmpty { parts.append("\(CountText.grouped(state.list.marks.count)) marked") }
        parts.append(extent(state) + (state.list.prompt.isEmpty ? "" : " /\(state.list.prompt.text)"))
        if let share = state.arranging, state.query.sort != state.arrangement.query.sort {
            parts.append("sorting \(Self.percent(share))")
        } else if state.list.sort != nil, !state.paging.isComplete {
            parts.append("sorted as far as loaded")
        }
        return parts.joined(separator: " · ")
    }

    private static func percent(_ share: Double) -> String { "\(Int(share * 100))%" }

    private func extent(_ state: CollectionState) -> String {
        let loaded = CountText.grouped(state.rows.count)
        let isFiltered = !state.list.prompt.isEmpty
        // How many fit is not known before all were looked at.
        if let share = state.arranging, state.query.filter != state.arrangement.query.filter {
            return "\(Self.percent(share)) of \(loaded) looked through"
        }
        let fitting = CountText.grouped(state.arrangement.count)
        if state.paging.isComplete { return isFiltered ? "\(fitting) of \(loaded) match" : loaded }
        if state.rows.isEmpty { return state.paging.isBusy ? "loading" : "nothing loaded" }
        let total = total(state).map { "of ~\(CountText.grouped($0))" } ?? "more to come"
        if isFiltered { return "\(fitting) of \(loaded) loaded (\(total)) match" }
        return "\(loaded) loaded\(total.hasPrefix("of") ? " " : ", ")\(total)"
    }
}
