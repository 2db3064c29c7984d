import OpsDomain
import TerminalCore

/// The invocations on the screen.
struct InvocationsView {
    let state: LogsState
    let context: ViewContext

    /// The error needs room for its class at least; what a run was billed for is told where there is more of it.
    static let columns: [TableColumn] = [
        TableColumn("Time", width: .fixed(MomentText.logTimeWidth), priority: 8),
        TableColumn("Function", width: ColumnWidth(minimum: 11, ideal: 11, maximum: 32), priority: 9),
        TableColumn(
            "Duration", width: ColumnWidth(minimum: 8, ideal: 10, maximum: 12), alignment: .trailing, priority: 5),
        TableColumn("Billed", width: ColumnWidth(minimum: 7, ideal: 9, maximum: 12), alignment: .trailing, priority: 2),
        TableColumn(
            "Memory MB", width: ColumnWidth(minimum: 9, ideal: 9, maximum: 12), alignment: .trailing, priority: 4),
        TableColumn("Cold", width: ColumnWidth(minimum: 8, ideal: 8, maximum: 10), alignment: .trailing, priority: 3),
        TableColumn("Outcome", width: .fixed(12), priority: 10),
        TableColumn("Request", width: ColumnWidth(minimum: 8, ideal: 14, maximum: 36), priority: 1),
        TableColumn("Error", width: ColumnWidth(minimum: 20, ideal: 40), priority: 6),
    ]

    func draw(in area: Rect, of frame: inout Frame) {
        let list = state.invocations.list
        let empty =
            list.prompt.isEmpty
            ? "No invocation seen yet. They are read from the REPORT lines of the last hour."
            : "No invocation fits the filter  (Esc shows all)"
        var columns = Self.columns
        columns[0].title = MomentText.logTimeTitle(context)
        ListView(list, columns: columns, emptyText: StyledText(empty), context: context)
            .draw(in: area, of: &frame) { row in state.invocations[row].map(tableRow) ?? TableRow([]) }
    }

    private func tableRow(_ row: Invocation) -> TableRow {
        let unknown = TableCell("–", scope: .textDim)
        let share = row.memoryShare ?? 0
        return TableRow([
            TableCell(MomentText.logTime(row.start, context), scope: .textDim),
            TableCell(state.names.short(row.id.group)),
            row.durationMilliseconds.map { TableCell(Self.milliseconds($0)) } ?? unknown,
            row.billedMilliseconds.map { TableCell("\(CountText.decimal($0, places: 0)) ms", scope: .textDim) }
                ?? unknown,
            row.memoryUsedMB.map { used in
                // Close to the limit is where functions die.
                TableCell(
                    "\(used)/\(row.memorySizeMB.map(String.init) ?? "?")", scope: share > 0.9 ? .severityWarning : nil)
            } ?? unknown,
            coldStart(row),
            TableCell("\(row.outcome.symbol(in: context.symbols)) \(row.outcome.word)", scope: row.outcome.scope),
            TableCell(row.id.requestID, scope: .textDim),
            row.errorLine.map {
                TableCell($0, scope: row.outcome == .succeededWithErrors ? .severityWarning : .severityError)
            } ?? "",
        ])
    }

    private func coldStart(_ row: Invocation) -> TableCell {
        guard let milliseconds = row.initMilliseconds ?? row.restoreMilliseconds else { return "" }
        return TableCell(Self.milliseconds(milliseconds), scope: .stateBusy)
    }

    /// `12.3 ms`, `4.56 s`.
    private static func milliseconds(_ value: Double) -> String {
        value < 1000 ? "\(CountText.decimal(value, places: 1)) ms" : "\(CountText.decimal(value / 1000, places: 2)) s"
    }
}
