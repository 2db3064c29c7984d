import OpsDomain
import TerminalCore

/// A pane with its outline: number key and title, what it tells at a glance, and why its data is old.
enum PaneFrame {
    /// From this age on, data that nobody failed to renew shows its age all the same.
    private static let ageWorthTelling = 60.0

    static func draw(
        _ placed: ConsoleLayout.PlacedPane, _ state: ConsoleState, _ context: ConsoleContext, into frame: inout Frame
    ) {
        let pane = state.panes[placed.index]
        let view = context.view(state, pane: placed.index)
        let isFocused = placed.index == state.focus
        let cursor = frame.cursor
        frame.cursor = nil
        pane.view(into: &frame, placed.inside, view)
        if !isFocused { frame.cursor = cursor }

        let theme = context.theme
        let border = theme[isFocused ? .borderFocused : .border]
        let status = pane.status(view)
        frame.drawBox(
            placed.frame, title: title(of: placed.index, pane), style: border,
            titleStyle: theme[isFocused ? .titleFocused : .title], note: note(status, context),
            glyphs: isFocused ? context.symbols.boxFocused : context.symbols.box)
        if let failure = status.failure ?? status.concern {
            drawFailure(failure, below: placed.frame, border, context, of: &frame)
        }
    }

    private static func title(of index: Int, _ pane: PaneBox) -> StyledText {
        StyledText(index < 9 ? "\(index + 1) \(pane.title)" : pane.title)
    }

    private static func note(_ status: PaneStatus, _ context: ConsoleContext) -> StyledText {
        let theme = context.theme
        var note = StyledText()
        if status.isBusy {
            note.append("\(context.symbols.stateBusy) ", style: theme.overlay(.stateBusy))
        }
        if let asOf = status.asOf {
            let age = max(0, context.now.seconds(since: asOf))
            if status.failure != nil {
                note.append("\(context.symbols.stale) stale \(Age.short(age)) ", style: theme.overlay(.stale))
            } else if age >= ageWorthTelling {
                note.append("\(Age.short(age)) old ", style: theme.overlay(.textDim))
            }
        } else if status.failure != nil {
            note.append("\(context.symbols.stateBad) ", style: theme.overlay(.stateBad))
        }
        note.append(status.summary, style: theme.overlay(.text))
        return note
    }

    /// The reason in the outline's lowest line, where it takes no row from the data.
    private static func drawFailure(
        _ failure: ServiceFailure, below rect: Rect, _ border: Style, _ context: ConsoleContext,
        of frame: inout Frame
    ) {
        guard rect.columns >= 12, rect.rows >= 2 else { return }
        let request = failure.requestID.map { " (request \($0))" } ?? ""
        let text = " \(context.symbols.severityError) \(failure.sentence)\(request) "
        frame.write(
            text, row: rect.endRow - 1, column: rect.column + 2, width: rect.columns - 4,
            style: context.theme.overlay(.severityError).over(context.theme[.text]), overflow: .ellipsis)
    }
}
