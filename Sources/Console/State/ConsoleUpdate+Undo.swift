import OpsDomain
import TerminalCore

/// Taking back the last write, and what became of writes of before.
extension ConsoleUpdate {
    static func applyUndo(
        _ message: ConsoleMessage, _ state: inout ConsoleState, _ context: ConsoleContext
    ) -> [ConsoleEffect] {
        switch message {
        case .undoRequested:
            guard !context.isReadOnly else {
                state.notice = Notice(CommandGate.readOnlyReason, isProblem: true)
                return []
            }
            return [.findUndo]
        case .undoFound(nil): state.notice = Notice("There is nothing to take back here.")
        case .undoFound(let entry?):
            // Another question came first: this one waits for another `z`.
            guard state.overlays.isEmpty else { return [] }
            state.overlays.append(
                .question(QuestionOverlay(undoing: entry, at: context.place(state), now: context.now)))
        case .undone(let entry, let record):
            state.notice = Notice("Taken back: \(what(entry)).")
            return tell(entry, record, &state, context)
        case .undoFailed(let failure):
            state.notice = Notice(failure.sentence, isProblem: true)
            return [.bell]
        case .journalSettled(let entries): tellSettled(entries, &state)
        default: break
        }
        return []
    }

    /// `update of user u-1`.
    static func what(_ entry: JournalEntry) -> String {
        "\(entry.write.kind.rawValue) of \(entry.write.key.text) in \(entry.table)"
    }

    /// The pane that shows the record learns of it.
    private static func tell(
        _ entry: JournalEntry, _ record: Record?, _ state: inout ConsoleState, _ context: ConsoleContext
    ) -> [ConsoleEffect] {
        let id = PaneID(entry.collection)
        guard let index = state.index(of: id) else { return [] }
        let effects = state.panes[index].written(entry.write.key, record, context.update(state, pane: index))
        return absorb(effects, of: id, &state, context)
    }

    private static func tellSettled(_ entries: [JournalEntry], _ state: inout ConsoleState) {
        guard !entries.isEmpty else { return }
        let sentences = entries.map { entry in
            let end =
                switch entry.outcome {
                case .foundDone: "was done"
                case .foundNotDone: "was not done"
                case .foundChanged: "may have been done: the record was changed since"
                case .intended, .unknown, .done, .refused: "is not known still"
                }
            return "The \(what(entry)) had no answer on \(entry.at.iso8601): it \(end)."
        }
        state.warnings += sentences
        let first = sentences[0]
        state.notice = Notice(
            sentences.count == 1 ? first : "\(sentences.count) writes of before, see !: \(first)", isProblem: true)
    }
}
