import OpsDomain
import TerminalCore

/// How repairs look: a line for what is asked, a bar for what is under way, and what was not done.
extension DeadLettersPane {
    /// The rows below the list that they take.
    func repairRows(_ state: DeadLettersState, _ area: Size) -> Int {
        area.rows >= 4 && (state.repair.prompt != nil || state.repair.isRunning) ? 1 : 0
    }

    func drawRepair(_ state: DeadLettersState, in line: Rect, of frame: inout Frame, _ context: ViewContext) {
        guard line.rows > 0 else { return }
        if let prompt = state.repair.prompt {
            PromptLine(label: prompt.label, field: prompt.field).draw(in: line, of: &frame, context)
            return
        }
        let ledger = state.repair.running
        let words = state.repair.isStopping ? "stopping" : "X stops"
        ProgressBar(
            fraction: ledger?.share, label: (ledger.map(\.summary) ?? "Beginning") + " · \(words)",
            tick: ledger?.settledCount ?? 0
        ).draw(
            row: line.row, column: line.column + 1, width: max(0, line.columns - 2), of: &frame, theme: context.theme,
            symbols: context.symbols)
    }
}
