import TerminalCore

/// The whole screen from the state: pure.
package enum ConsoleView {
    package static func frame(_ state: ConsoleState, _ context: ConsoleContext) -> Frame {
        var frame = Frame(
            size: state.size, fill: context.theme[.text], repertoire: context.symbols.repertoire)
        let layout = state.layout
        guard layout.mode != .tooSmall else {
            drawTooSmall(state, &frame, context)
            return frame
        }
        for placed in layout.panes { PaneFrame.draw(placed, state, context, into: &frame) }
        HeaderLine.draw(state, context, in: layout.header, of: &frame)
        if let tabs = layout.tabs {
            TabLine.strip(state, context).draw(
                row: tabs.row, column: tabs.column, width: tabs.columns, of: &frame, theme: context.theme,
                symbols: context.symbols)
        }
        if let message = layout.message { drawNotice(state.notice, in: message, of: &frame, context) }
        FooterLine(state, context).draw(in: layout.footer, of: &frame, context)
        for overlay in state.overlays {
            frame.cursor = nil
            draw(overlay, layout, of: &frame, context)
        }
        return frame
    }

    private static func draw(
        _ overlay: Overlay, _ layout: ConsoleLayout, of frame: inout Frame, _ context: ConsoleContext
    ) {
        switch overlay {
        case .help(let help): HelpView.draw(help, layout, of: &frame, context)
        case .palette(let palette): PaletteView.draw(palette, layout, of: &frame, context)
        case .question(let question): QuestionView.draw(question, of: &frame, context)
        }
    }

    private static func drawNotice(
        _ notice: Notice?, in row: Rect, of frame: inout Frame, _ context: ConsoleContext
    ) {
        let style = context.theme[notice?.isProblem == true ? .noticeError : .notice]
        frame.fill(row, style: style)
        guard let notice else { return }
        let sign = notice.isProblem ? context.symbols.severityError : context.symbols.severityInfo
        frame.write(
            "\(sign) \(notice.text)", row: row.row, column: row.column + 1, width: row.columns - 2, style: style,
            overflow: .ellipsis)
    }

    private static func drawTooSmall(_ state: ConsoleState, _ frame: inout Frame, _ context: ConsoleContext) {
        let least = ConsoleLayout.minimumSize
        var text =
            "Too small: \(frame.size.columns)x\(frame.size.rows). "
            + "Nightdesk needs \(least.columns)x\(least.rows)."
        if case .question(let question) = state.overlays.last, question.purpose == .quit {
            text = "Something is staged. Enlarge to see it; ^C again quits."
        } else if let notice = state.notice {
            text += " \(notice.text)"
        }
        let lines = Glyphs.wrapped(text, columns: max(1, frame.size.columns), options: frame.options)
        let top = max(0, (frame.size.rows - lines.count) / 2)
        for (offset, line) in lines.enumerated() {
            frame.write(
                line, row: top + offset, columns: 0..<frame.size.columns, alignment: .center,
                style: context.theme[.noticeWarning])
        }
    }
}
