import OpsDomain
import TerminalCore

/// How the logs pane looks.
extension LogsPane {
    package func view(_ state: LogsState, into frame: inout Frame, _ area: Rect, _ context: ViewContext) {
        if let detail = state.detail {
            detail.draw(in: area, of: &frame, context)
        } else if state.mode == .invocations {
            InvocationsView(state: state, context: context).draw(in: area, of: &frame)
        } else {
            let isAsking = state.prompt.isOpen || state.search.isOpen
            let parts = area.rows([.flexible(), .fixed(isAsking ? 1 : 0)])
            LogLinesView(state: state, context: context).draw(in: parts[0], of: &frame)
            guard isAsking, parts[1].rows > 0 else { return }
            let columns = area.column..<area.endColumn
            let rows = CountText.of(state.lines.count, "line")
            if state.search.isOpen {
                state.search.draw(
                    label: "/", note: state.lines.hits?.text ?? "", row: parts[1].row, columns: columns, of: &frame,
                    theme: context.theme)
            } else {
                state.prompt.draw(
                    label: "&", note: rows, row: parts[1].row, columns: columns, of: &frame, theme: context.theme)
            }
        }
    }

    package func status(_ state: LogsState, _ context: ViewContext) -> PaneStatus {
        PaneStatus(
            summary: summary(state, context).joined(separator: " · "),
            isBusy: state.isTailing && state.caughtUpAt == nil || !state.lines.isSifted,
            asOf: state.caughtUpAt, failure: state.failure)
    }

    package func message(forMouse event: MouseEvent, _ state: LogsState, area: Size) -> LogsMessage? {
        if let detail = state.detail { return detail.event(for: event, area: area).map(LogsMessage.detail) }
        if state.mode == .invocations {
            switch ListView.event(
                for: event, state.invocations.list, columns: InvocationsView.columns, area: area)
            {
            case .list(let event): return .list(event)
            case .open: return .opened
            case nil: return nil
            }
        }
        switch event.action {
        case .wheelUp: return .list(.scrolled(-3))
        case .wheelDown: return .list(.scrolled(3))
        case .press(.left):
            // Wrapped lines have no fixed place; there the wheel and the keys go.
            guard !state.wraps else { return nil }
            let table = LogLinesView.table(state, isFocused: true)
            let isAsking = state.prompt.isOpen || state.search.isOpen
            let rect = Rect(row: 0, column: 0, rows: area.rows - (isAsking ? 1 : 0), columns: area.columns)
            guard let row = table.row(at: event.place, in: rect) else { return nil }
            return row == state.lines.selection.selected ? .opened : .list(.moved(.to(row)))
        case .press(.middle), .press(.right), .release, .drag: return nil
        }
    }

    private func summary(_ state: LogsState, _ context: ViewContext) -> [String] {
        if state.mode == .invocations {
            let all = state.invocations.table.count
            let shown = state.invocations.count
            let count = CountText.of(all, "invocation")
            let paused = state.held == nil ? [] : ["PAUSED"]
            return paused + [shown == all ? count : "\(CountText.grouped(shown)) of \(count)"]
        }
        var parts: [String] = []
        if let held = state.held {
            parts.append("PAUSED, \(CountText.grouped(held.count)) waiting")
        } else {
            let new = state.lines.newCount
            let isFrozen = !state.lines.isFollowing
            parts.append(isFrozen ? "frozen" + (new > 0 ? ", \(CountText.grouped(new)) new below" : "") : "following")
        }
        let total = CountText.of(state.lines.buffer.count, "line")
        if let filter = state.lines.sieve.filter {
            parts.append("\(CountText.grouped(state.lines.count)) of \(total)")
            if let text = filter.text?.text { parts.append("&\(text)") }
            if filter.invocation != nil { parts.append("one invocation") }
        } else {
            parts.append(total)
        }
        if let pattern = state.searchPattern, !state.search.isOpen {
            parts.append("/\(pattern.text)" + (state.lines.hits.map { " \($0.text)" } ?? ""))
        }
        let dropped = state.lines.buffer.dropped + state.lostWhilePaused
        if dropped > 0 { parts.append("\(CountText.grouped(dropped)) older dropped") }
        if state.hasNoGroups {
            parts.append("no log groups")
        } else if state.caughtUpAt == nil, state.isTailing {
            parts.append("catching up")
        } else if let last = state.lines.buffer.last {
            parts.append("last \(last.timestamp.age(at: context.now)) ago")
        }
        return parts
    }
}
