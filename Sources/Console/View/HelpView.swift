import TerminalCore

/// The help as a box over the panes: a field to search in, and the commands under their headings.
enum HelpView {
    private enum Row {
        case heading(String)
        /// A command, and which line of its text.
        case entry(Int, line: StyledText, isFirst: Bool)
    }

    static func draw(_ help: HelpOverlay, _ layout: ConsoleLayout, of frame: inout Frame, _ context: ConsoleContext) {
        let box = box(layout)
        let theme = context.theme
        frame.fill(box, style: theme[.help])
        frame.drawBox(
            box, title: StyledText(help.title), style: theme[.dialogBorder], titleStyle: theme[.dialogTitle],
            glyphs: context.symbols.boxDialog)
        let inside = Rect(row: box.row + 1, column: box.column + 2, rows: box.rows - 2, columns: box.columns - 4)
        guard inside.rows >= 2 else { return }
        let used = frame.write(
            "Search: ", row: inside.row, column: inside.column, width: inside.columns, style: theme[.promptLabel])
        help.search.draw(
            row: inside.row, column: inside.column + used, width: inside.columns - used, of: &frame,
            style: theme[.prompt], showsCursor: true)
        let list = Rect(row: inside.row + 1, column: inside.column, rows: inside.rows - 1, columns: inside.columns)
        drawList(help, in: list, of: &frame, context)
    }

    private static func box(_ layout: ConsoleLayout) -> Rect {
        let columns = min(layout.size.columns - 2, 84)
        let rows = layout.footer.row - 1
        return Rect(row: 1, column: (layout.size.columns - columns) / 2, rows: rows, columns: columns)
    }

    private static func drawList(
        _ help: HelpOverlay, in list: Rect, of frame: inout Frame, _ context: ConsoleContext
    ) {
        let entries = help.found
        guard !entries.isEmpty else {
            frame.write(
                "No command is about that.", row: list.row, column: list.column, width: list.columns,
                style: context.theme[.textDim])
            return
        }
        let keyWidth = keyWidth(entries, context)
        let rows = rows(of: entries, textWidth: list.columns - 1 - keyWidth - 3, context)
        let chosen = help.selection.selected ?? 0
        let place = rows.firstIndex { if case .entry(chosen, _, _) = $0 { true } else { false } } ?? 0
        let top = min(max(0, place - list.rows / 2), max(0, rows.count - list.rows))
        for (offset, row) in rows[top...].prefix(list.rows).enumerated() {
            let line = Rect(row: list.row + offset, column: list.column, rows: 1, columns: list.columns - 1)
            switch row {
            case .heading(let text):
                frame.write(
                    text, row: line.row, column: line.column, width: line.columns,
                    style: context.theme[.helpGroup], overflow: .ellipsis)
            case .entry(let index, let text, let isFirst):
                draw(
                    entries[index], text, isFirst: isFirst, isChosen: index == chosen, keyWidth: keyWidth, in: line,
                    of: &frame, context)
            }
        }
        Scrollbar(count: rows.count, visible: top..<min(rows.count, top + list.rows)).draw(
            column: list.endColumn - 1, rows: list.row..<list.endRow, of: &frame, theme: context.theme,
            symbols: context.symbols)
    }

    private static func rows(
        of entries: [HelpOverlay.Entry], textWidth: Int, _ context: ConsoleContext
    ) -> [Row] {
        let options = TextOptions(repertoire: context.symbols.repertoire)
        var rows: [Row] = []
        var heading: String?
        for (index, entry) in entries.enumerated() {
            if entry.heading != heading { rows.append(.heading(entry.heading)) }
            heading = entry.heading
            let lines = StyledText(text(of: entry)).wrapped(columns: max(8, textWidth), options: options)
            for (number, line) in lines.enumerated() {
                rows.append(.entry(index, line: line, isFirst: number == 0))
            }
        }
        return rows
    }

    private static func keyWidth(_ entries: [HelpOverlay.Entry], _ context: ConsoleContext) -> Int {
        let options = TextOptions(repertoire: context.symbols.repertoire)
        return min(16, entries.map { keys(of: $0, context, options).width }.max() ?? 8)
    }

    /// The commands that are seen at once where the chosen one is: what a page is.
    static func pageSize(_ help: HelpOverlay, _ layout: ConsoleLayout, _ context: ConsoleContext) -> Int {
        let box = box(layout)
        let entries = help.found
        let (height, width) = (max(1, box.rows - 3), box.columns - 4)
        let rows = rows(of: entries, textWidth: width - 1 - keyWidth(entries, context) - 3, context)
        let chosen = help.selection.selected ?? 0
        let place = rows.firstIndex { if case .entry(chosen, _, _) = $0 { true } else { false } } ?? 0
        let top = min(max(0, place - height / 2), max(0, rows.count - height))
        return max(2, rows[top...].prefix(height).count { if case .entry(_, _, true) = $0 { true } else { false } })
    }

    private static func keys(
        of entry: HelpOverlay.Entry, _ context: ConsoleContext, _ options: TextOptions
    ) -> (text: String, width: Int) {
        let text = entry.keys.map { $0.label(in: context.symbols) }.joined(separator: " ")
        return (text, Glyphs.width(text, options: options))
    }

    private static func draw(
        _ entry: HelpOverlay.Entry, _ text: StyledText, isFirst: Bool, isChosen: Bool, keyWidth: Int, in line: Rect,
        of frame: inout Frame, _ context: ConsoleContext
    ) {
        let theme = context.theme
        let isAvailable = entry.availability == .available
        let ground = theme[isAvailable ? .help : .textDim]
        let key = theme.overlay(isAvailable ? .helpKey : .textDim).over(ground)
        frame.write(
            isChosen ? context.symbols.selectionBar : " ", row: line.row, column: line.column, style: ground)
        if isFirst {
            frame.write(
                keys(of: entry, context, frame.options).text, row: line.row, column: line.column + 1, width: keyWidth,
                style: key, overflow: .ellipsis)
        }
        frame.write(
            text, row: line.row, column: line.column + keyWidth + 3, width: line.columns - keyWidth - 3, base: ground)
        if isChosen {
            let overlay = theme.overlay(.tableRowSelected)
            frame.restyle(line) { overlay.over($0) }
        }
    }

    private static func text(of entry: HelpOverlay.Entry) -> String {
        if entry.isElsewhere { return "\(entry.label): \(entry.help)" }
        return switch entry.availability {
        case .available: "\(entry.label): \(entry.help)"
        case .unavailable(let reason): "\(entry.label): not now. \(reason)"
        }
    }
}
