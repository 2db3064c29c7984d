import OpsDomain
import TerminalCore

/// Search, errors, opening and copying.
extension LogsPane {
    func updateSearch(_ state: inout LogsState, _ message: LogsMessage) -> [Effect<LogsMessage>] {
        switch message {
        case .searchOpened: state.search.open()
        case .searchEdited(let event):
            state.search.edit(event)
            // `!text` asks to hide, which is the filter's trade; it is done when the line is closed.
            if !state.search.text.hasPrefix("!") { seekFromCursor(&state) }
            return refilter(&state)
        case .searchAccepted:
            state.search.accept()
            if state.search.text.hasPrefix("!") {
                state.prompt.set(state.search.text)
                state.search.set("")
            }
            return refilter(&state)
        case .searchCancelled:
            state.search.cancel()
            return refilter(&state)
        case .matchAsked(let forwards):
            guard let pattern = state.searchPattern else { return [notice("Nothing is searched for; / does.")] }
            let needle = Array(pattern.text.utf8)
            return go(&state, forwards: forwards, what: pattern.text, nothing: "\(pattern.text) is not found.") {
                entry in
                entry.line.map { LogText.holds($0, pattern, needle: needle) } ?? false
            }
        case .errorAsked(let forwards):
            if state.mode == .invocations { return goToFailed(&state, forwards: forwards) }
            return go(&state, forwards: forwards, what: "error", nothing: "There is no error.") { entry in
                entry.line.map { $0.level == .error } ?? true
            }
        default: break
        }
        return []
    }

    func open(_ state: inout LogsState, _ context: UpdateContext) -> [Effect<LogsMessage>] {
        switch state.mode {
        case .lines:
            guard let entry = state.lines.selected else { return [] }
            // Whoever reads a line does not want it to move away.
            state.lines.setFollowing(false)
            state.detailEntry = entry
            state.detail = DetailState(LineDocument.make(of: entry, names: state.names))
            return []
        case .invocations:
            guard let invocation = state.invocations.selected else { return [] }
            state.closeExcerpt()
            state.invocation = invocation
            state.mode = .lines
            let effects = refilter(&state)
            state.lines.move(.first)
            return effects
        }
    }

    func copyIdentifier(_ state: LogsState) -> [Effect<LogsMessage>] {
        if state.mode == .invocations, state.detail == nil {
            guard let invocation = state.invocations.selected else { return [] }
            return [.console(.copy(invocation.id.requestID, what: "request id"))]
        }
        guard let line = state.subject?.line else { return [] }
        if let requestID = LogLineParser.facts(of: line.message).requestID {
            return [.console(.copy(requestID, what: "request id"))]
        }
        return [.console(.copy(line.eventID, what: "event id"))]
    }

    /// The nearest match at or above the cursor, else below: at the live end everything that can be found is above.
    private func seekFromCursor(_ state: inout LogsState) {
        guard let pattern = state.searchPattern, let cursor = state.lines.selection.selected else { return }
        let needle = Array(pattern.text.utf8)
        func fits(_ entry: LogEntry) -> Bool {
            entry.line.map { LogText.holds($0, pattern, needle: needle) } ?? false
        }
        let found =
            state.lines.row(after: cursor + 1, forwards: false, where: fits)
            ?? state.lines.row(after: cursor, forwards: true, where: fits)
        if let found, found != cursor { state.lines.show(found) }
    }

    private func go(
        _ state: inout LogsState, forwards: Bool, what: String, nothing: String, where fits: (LogEntry) -> Bool
    ) -> [Effect<LogsMessage>] {
        let (lines, cursor) = (state.lines, state.lines.selection.cursor)
        func nearest(_ forwards: Bool) -> Int? {
            lines.selection.nearest(forwards: forwards, where: { lines.entry($0).map(fits) ?? false })
        }
        guard let row = nearest(forwards) else { return [notice(nothing)] }
        // At the live end nothing can be below, and whoever asks there means what has just happened.
        if forwards, row <= cursor, lines.isFollowing, lines.entry(cursor).map(fits) != true,
            let newest = nearest(false)
        {
            state.lines.show(newest)
            return [notice("This is the newest \(what).")]
        }
        state.lines.show(row)
        return told(from: cursor, to: row, forwards: forwards, what: what)
    }

    private func goToFailed(_ state: inout LogsState, forwards: Bool) -> [Effect<LogsMessage>] {
        let invocations = state.invocations
        let selection = invocations.list.selection
        let row = selection.nearest(forwards: forwards) { invocations[$0]?.outcome.isTrouble ?? false }
        guard let row else { return [notice("No invocation failed.")] }
        state.invocations.list.selection.show(row)
        return told(from: selection.cursor, to: row, forwards: forwards, what: "failed invocation")
    }

    /// Says so when there was nothing more in the direction that was asked for.
    private func told(from cursor: Int, to row: Int, forwards: Bool, what: String) -> [Effect<LogsMessage>] {
        if row == cursor { return [notice("There is no other \(what).")] }
        guard (row > cursor) != forwards else { return [] }
        return [notice("No more \(what) \(forwards ? "below: on from the top" : "above: on from the bottom").")]
    }

    private func notice(_ text: String) -> Effect<LogsMessage> {
        .console(.notice(text, isProblem: false))
    }
}
