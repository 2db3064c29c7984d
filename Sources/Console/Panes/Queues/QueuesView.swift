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
            let parts = QueueCharts.parts(area, state)
            QueueCharts.draw(
                in: parts.charts, of: &frame, state, context, limits: thresholds.limits(for: open.name, in: state.names)
            )
            open.detail.draw(in: parts.text, of: &frame, context)
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
            failure: state.readings.failure ?? stale?.failure, concern: state.watch.failure)
    }

    package func message(forMouse event: MouseEvent, _ state: QueuesState, area: Size) -> QueuesMessage? {
        if state.operation != nil { return nil }
        if let open = state.open { return message(forMouse: event, in: open.detail, state, area) }
        switch ListView.event(for: event, state.list, columns: columns(state), area: area) {
        case .list(let event): return .list(event)
        case .open: return .opened
        case nil: return nil
        }
    }

    /// A click on the charts turns them; everything else is the text's.
    private func message(
        forMouse event: MouseEvent, in detail: DetailState, _ state: QueuesState, _ area: Size
    ) -> QueuesMessage? {
        let parts = QueueCharts.parts(Rect(area), state)
        if parts.charts.contains(event.place) {
            switch event.action {
            case .press(.left): return .watch(.chartsTurned)
            case .wheelUp, .wheelDown: break
            case .press, .release, .drag: return nil
            }
        }
        let place = Point(row: event.place.row - parts.text.row, column: event.place.column - parts.text.column)
        let inside = MouseEvent(event.action, at: place, modifiers: event.modifiers)
        return detail.event(for: inside, area: Size(rows: parts.text.rows, columns: parts.text.columns))
            .map(QueuesMessage.detail)
    }

    private static let sparkWidth = 12
    private static let shortSpark = 6

    /// Names and what they point to take what they need; queues are few, so that all are looked at.
    private func columns(_ state: QueuesState) -> [TableColumn] {
        var (name, link, reason) = (8, 14, 0)
        for reading in state.rows {
            name = max(name, Glyphs.width(state.names.short(reading.name)) + 2)
            switch reading.result {
            case .success(let snapshot): link = max(link, self.link(snapshot, state, .unicode).text.width())
            // What is left over goes to why a queue could not be asked.
            case .failure(let failure): reason = max(reason, Glyphs.width(failure.sentence, limit: 200))
            }
        }
        let trend = ColumnWidth(minimum: Self.shortSpark, ideal: Self.sparkWidth, maximum: Self.sparkWidth)
        return QueueColumn.allCases.map { column in
            switch column {
            case .name:
                TableColumn(
                    "Queue", width: ColumnWidth(minimum: 8, comfortable: min(name, 32), ideal: name), priority: 12)
            case .visible: Self.count("Visible", priority: 11)
            case .inFlight: Self.count("In flight", priority: 8)
            case .delayed: Self.count("Delayed", priority: 3)
            // No age is wider.
            case .oldest: TableColumn("Oldest", width: .fixed(8), alignment: .trailing, priority: 9)
            // A minute; wider numbers are rare.
            case .rates: Self.count("In/out", priority: 5)
            case .growth: Self.count("Growth", priority: 4)
            case .drain: TableColumn("Drain", width: ColumnWidth(minimum: 8, ideal: 8, maximum: 9), priority: 7)
            case .trend: TableColumn("Trend", width: trend, priority: 6)
            case .deadLetters:
                TableColumn(
                    "Dead letters",
                    width: ColumnWidth(minimum: 12, comfortable: min(link, 32), ideal: max(link, reason)),
                    priority: 10)
            case .kind: TableColumn("Kind", width: ColumnWidth(minimum: 9, ideal: 9, maximum: 10), priority: 2)
            }
        }
    }

    private static func count(_ title: String, priority: Int) -> TableColumn {
        TableColumn(
            title, width: ColumnWidth(minimum: max(7, title.count), ideal: max(7, title.count), maximum: 11),
            alignment: .trailing, priority: priority)
    }

    private func row(_ reading: QueueReading, _ state: QueuesState, _ context: ViewContext) -> TableRow {
        let symbols = context.symbols
        let samples = state.watch.samples[reading.name] ?? QueueSamples()
        let spark = TableCell(
            SparkText.text(samples.values, width: Self.sparkWidth, symbols: symbols), scope: .sparkline,
            shorter: [SparkText.text(samples.values, width: Self.shortSpark, symbols: symbols)])
        switch reading.result {
        case .failure(let failure):
            let unknown = TableCell("?", scope: .textDim)
            var cells = QueueColumn.allCases.map { _ in unknown }
            cells[QueueColumn.name.rawValue] = TableCell(
                "\(symbols.severityError) \(state.names.short(reading.name))", scope: .severityError)
            cells[QueueColumn.trend.rawValue] = spark
            cells[QueueColumn.deadLetters.rawValue] = TableCell(failure.sentence, scope: .severityError)
            return TableRow(cells)
        case .success(let snapshot):
            let name = state.names.short(snapshot.name)
            let alarms = state.watch.alarms
            let isBad = snapshot.isDeadLetterQueue && snapshot.depth > 0 || alarms.hasAny(snapshot.name)
            let isStale = state.stale[snapshot.name] != nil
            let mark = isStale ? symbols.stale : isBad ? symbols.severityWarning : nil
            let flow = state.watch.flow(snapshot)
            let isFull = snapshot.isDeadLetterQueue && snapshot.visible > 0
            let depthScope: ThemeScope? =
                alarms.hasDepth(snapshot.name) ? .severityError : isFull ? .severityWarning : nil
            let cells = QueueColumn.allCases.map { column in
                switch column {
                case .name:
                    TableCell(
                        mark.map { "\($0) \(name)" } ?? name, scope: isStale ? .stale : isBad ? .severityWarning : nil)
                case .visible: TableCell(CountText.grouped(snapshot.visible), scope: depthScope)
                case .inFlight: TableCell(CountText.grouped(snapshot.inFlight))
                case .delayed: TableCell(CountText.grouped(snapshot.delayed))
                case .oldest: oldest(snapshot, state.watch)
                case .rates: rates(flow, state.watch)
                case .growth: growth(samples, symbols)
                case .drain: drain(flow.drain)
                case .trend: spark
                case .deadLetters: link(snapshot, state, symbols)
                case .kind: TableCell(snapshot.marks, scope: .textDim)
                }
            }
            return TableRow(cells, isDimmed: isStale)
        }
    }

    /// Blank before CloudWatch has answered, `?` where it could not, `–` where it has nothing to tell.
    private func unknown(_ watch: QueueWatch) -> TableCell {
        TableCell(watch.failure != nil ? "?" : watch.measuredAt == nil ? "" : "–", scope: .textDim)
    }

    private func oldest(_ snapshot: QueueSnapshot, _ watch: QueueWatch) -> TableCell {
        // Where nothing waits nothing is old, whatever CloudWatch told a minute ago.
        guard snapshot.visible + snapshot.inFlight + snapshot.delayed > 0 else {
            return TableCell("–", scope: .textDim)
        }
        guard let age = watch.oldestAge(snapshot) else { return unknown(watch) }
        return TableCell(
            RelativeAge.text(seconds: age), scope: watch.alarms.hasAge(snapshot.name) ? .severityError : nil)
    }

    private func rates(_ flow: QueueFlow, _ watch: QueueWatch) -> TableCell {
        guard flow.inPerMinute != nil || flow.outPerMinute != nil else { return unknown(watch) }
        return TableCell(
            [flow.inPerMinute, flow.outPerMinute].map { $0.map(QueueText.rate) ?? "–" }.joined(separator: "/"))
    }

    private func drain(_ drain: QueueDrain) -> TableCell {
        switch drain {
        case .unknown: TableCell("")
        case .empty: TableCell("–", scope: .textDim)
        case .keepingUp: TableCell("keeps up", scope: .severityOK)
        case .minutes: TableCell(drain.text ?? "", scope: .severityOK)
        case .level: TableCell("level", scope: .textDim)
        case .growing: TableCell("growing", scope: .severityWarning)
        }
    }

    private func growth(_ samples: QueueSamples, _ symbols: Symbols) -> TableCell {
        guard let growth = samples.growthPerMinute else { return TableCell("", scope: .textDim) }
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
