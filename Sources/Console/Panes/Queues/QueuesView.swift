import OpsDomain
import TerminalCore

/// How the queues pane looks.
extension QueuesPane {
    package func view(_ state: QueuesState, into frame: inout Frame, _ area: Rect, _ context: ViewContext) {
        if let operation = state.operation {
            draw(operation, state, in: area, of: &frame, context)
            return
        }
        if let open = state.open {
            open.detail.draw(in: area, of: &frame, context)
            return
        }
        let empty = EmptyNote.text(
            failure: state.readings.failure, isLoading: state.readings.isLoading,
            unfitting: state.list.prompt.isEmpty
                ? nil : "None of the \(CountText.of(state.rows.count, "queue")) fits  (Esc shows all)",
            nothing: "There is no queue with this environment's name.", theme: context.theme, symbols: context.symbols)
        ListView(state.list, columns: columns(state), emptyText: empty, context: context).draw(in: area, of: &frame) {
            state.order[$0].map { row(state.rows[$0], state, context) } ?? TableRow([])
        }
    }

    package func status(_ state: QueuesState, _ context: ViewContext) -> PaneStatus {
        // Nobody has counted before the first answer: that is no zero.
        var summary = state.readings.latest == nil ? "loading" : CountText.of(state.rows.count, "queue")
        if state.readings.latest == nil, state.readings.failure != nil { summary = "not known" }
        if !state.list.prompt.isEmpty {
            summary = "\(state.order.count) of \(summary) match /\(state.list.prompt.text)"
        }
        let dead = state.rows.reduce(0) { sum, reading in
            guard case .success(let snapshot) = reading.result, snapshot.isDeadLetterQueue else { return sum }
            return sum + snapshot.depth
        }
        if dead > 0 { summary = "\(context.symbols.severityWarning) \(CountText.of(dead, "dead letter")) · " + summary }
        if let open = state.open {
            summary = [state.names.short(open.name), open.detail.position].compactMap(\.self).joined(separator: " · ")
        }
        if let operation = state.operation { summary = operation.summary(state.names) }
        let stale = state.stale.values.min { $0.since < $1.since }
        return PaneStatus(
            summary: summary, isBusy: state.readings.isLoading, asOf: stale?.since ?? state.readings.latest?.at,
            failure: state.readings.failure ?? stale?.failure)
    }

    package func message(forMouse event: MouseEvent, _ state: QueuesState, area: Size) -> QueuesMessage? {
        if state.operation != nil { return nil }
        if let open = state.open { return open.detail.event(for: event, area: area).map(QueuesMessage.detail) }
        switch ListView.event(for: event, state.list, columns: columns(state), area: area) {
        case .list(let event): return .list(event)
        case .open: return .opened
        case nil: return nil
        }
    }

    private static let sparkWidth = 12
    private static let shortSpark = 6

    /// Names and what they point to take what they need; queues are few, so that all are looked at.
    private func columns(_ state: QueuesState) -> [TableColumn] {
        var (name, link) = (8, 14)
        for reading in state.rows {
            name = max(name, Glyphs.width(state.names.short(reading.name)) + 2)
            guard case .success(let snapshot) = reading.result else { continue }
            link = max(link, self.link(snapshot, state, .unicode).text.width())
        }
        return [
            TableColumn(
                "Queue", width: ColumnWidth(minimum: 8, comfortable: min(name, 32), ideal: name), priority: 9),
            Self.count("Visible", priority: 8), Self.count("In flight", priority: 6),
            Self.count("Delayed", priority: 3), Self.count("Growth", priority: 4),
            TableColumn(
                "Trend",
                width: ColumnWidth(minimum: Self.shortSpark, ideal: Self.sparkWidth, maximum: Self.sparkWidth),
                priority: 5),
            TableColumn(
                "Dead letters", width: ColumnWidth(minimum: 12, comfortable: min(link, 32), ideal: link), priority: 7),
        ]
    }

    private static func count(_ title: String, priority: Int) -> TableColumn {
        TableColumn(
            title, width: ColumnWidth(minimum: max(7, title.count), ideal: max(7, title.count), maximum: 11),
            alignment: .trailing, priority: priority)
    }

    private func row(_ reading: QueueReading, _ state: QueuesState, _ context: ViewContext) -> TableRow {
        let symbols = context.symbols
        let history = state.histories[reading.name] ?? QueueHistory()
        let spark = TableCell(
            SparkText.text(history.values, width: Self.sparkWidth, symbols: symbols), scope: .sparkline,
            shorter: [SparkText.text(history.values, width: Self.shortSpark, symbols: symbols)])
        switch reading.result {
        case .failure(let failure):
            let unknown = TableCell("?", scope: .textDim)
            return TableRow([
                TableCell("\(symbols.severityError) \(state.names.short(reading.name))", scope: .severityError),
                unknown, unknown, unknown,
                unknown, spark, TableCell(failure.sentence, scope: .severityError),
            ])
        case .success(let snapshot):
            let name = state.names.short(snapshot.name)
            let isBad = snapshot.isDeadLetterQueue && snapshot.depth > 0
            let isStale = state.stale[snapshot.name] != nil
            let mark = isStale ? symbols.stale : isBad ? symbols.severityWarning : nil
            return TableRow(
                [
                    TableCell(
                        mark.map { "\($0) \(name)" } ?? name, scope: isStale ? .stale : isBad ? .severityWarning : nil),
                    TableCell(
                        CountText.grouped(snapshot.visible),
                        scope: isBad && snapshot.visible > 0 ? .severityWarning : nil),
                    TableCell(CountText.grouped(snapshot.inFlight)), TableCell(CountText.grouped(snapshot.delayed)),
                    growth(history, symbols), spark, link(snapshot, state, symbols),
                ], isDimmed: isStale)
        }
    }

    private func growth(_ history: QueueHistory, _ symbols: Symbols) -> TableCell {
        guard let growth = history.growthPerMinute else { return TableCell("", scope: .textDim) }
        let rounded = Int(growth.rounded())
        if rounded == 0 { return TableCell("=", scope: .textDim) }
        let arrow = rounded > 0 ? symbols.sortAscending : symbols.sortDescending
        return TableCell(
            "\(arrow) \(CountText.grouped(abs(rounded)))/m", scope: rounded > 0 ? .severityWarning : .severityOK)
    }

    private func link(_ snapshot: QueueSnapshot, _ state: QueuesState, _ symbols: Symbols) -> TableCell {
        if snapshot.isDeadLetterQueue {
            return TableCell("of \(snapshot.sources.map(state.names.short).joined(separator: ", "))", scope: .textDim)
        }
        guard let name = snapshot.redrive?.deadLetterQueue else { return TableCell("none", scope: .textDim) }
        let depth = state.depth(of: name)
        return TableCell(
            "\(depth.map(CountText.grouped) ?? "?") \(symbols.arrow) \(state.names.short(name))",
            scope: (depth ?? 0) > 0 ? .severityWarning : nil)
    }
}

/// A sparkline in one cell of a table.
enum SparkText {
    /// The newest value at the right; what is not known is a blank.
    static func text(_ values: [Double?], width: Int, symbols: Symbols) -> String {
        let latest = values.suffix(width)
        let top = latest.lazy.compactMap { $0 }.max() ?? 0
        var text = String(repeating: " ", count: width - latest.count)
        for value in latest {
            guard let value, let lowest = symbols.sparkRamp.first else {
                text += " "
                continue
            }
            let steps = symbols.sparkRamp.count
            let level = top > 0 ? Int((value / top * Double(steps)).rounded(.up)) : 0
            text += level <= 0 ? lowest.text : symbols.sparkRamp[min(level, steps) - 1].text
        }
        return text
    }
}
