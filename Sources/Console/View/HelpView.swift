import TerminalCore

/// The help as a box over the panes: a field to search in, and the commands under their headings.
enum HelpView {
    private enum Row {
        case heading(String)
        case entry(Int)
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
        let rows = rows(of: entries)
        let chosen = help.selection.selected ?? 0
        let place = rows.firstIndex { if case .entry(let index) = $0 { index == chosen } else { false } } ?? 0
        let top = min(max(0, place - list.rows / 2), max(0, rows.count - list.rows))
        let keyWidth = min(16, entries.map { keys(of: $0, context, frame.options).width }.max() ?? 8)
        for (offset, row) in rows[top...].prefix(list.rows).enumerated() {
            let line = Rect(row: list.row + offset, column: list.column, rows: 1, columns: list.columns - 1)
            switch row {
            case .heading(let text):
                frame.write(
                    text, row: line.row, column: line.column, width: line.columns,
                    style: context.theme[.helpGroup], overflow: .ellipsis)
            case .entry(let index):
                draw(entries[index], isChosen: index == chosen, keyWidth: keyWidth, in: line, of: &frame, context)
            }
        }
        Scrollbar(count: rows.count, visible: top..<min(rows.count, top + list.rows)).draw(
            column: list.endColumn - 1, rows: list.row..<list.endRow, of: &frame, theme: context.theme,
            symbols: context.symbols)
    }

    private static func rows(of entries: [HelpOverlay.Entry]) -> [Row] {
        var rows: [Row] = []
        var heading: String?
        for (index, entry) in entries.enumerated() {
            if entry.heading != heading { rows.append(.heading(entry.heading)) }
            heading = entry.heading
            rows.append(.entry(index))
        }
        return rows
    }

    private static func keys(
        of entry: HelpOverlay.Entry, _ context: ConsoleContext, _ options: TextOptions
    ) -> (text: String, width: Int) {
        let text = entry.keys.map { $0.label(in: context.symbols) }.joined(separator: " ")
        return (text, Glyphs.width(text, options: options))
    }

    private static func draw(
        _ entry: HelpOverlay.Entry, isChosen: Bool, keyWidth: Int, in line: Rect, of frame: inout Frame,
        _ context: ConsoleContext
    ) {
        let theme = context.theme
        let isAvailable = entry.availability == .available
        let ground = theme[isAvailable ? .help : .textDim]
        let key = theme.overlay(isAvailable ? .helpKey : .textDim).over(ground)
        frame.write(
            isChosen ? context.symbols.selectionBar : " ", row: line.row, column: line.column, style: ground)
        frame.write(
            keys(of: entry, context, frame.options).text, row: line.row, column: line.column + 1, width: keyWidth,
            style: key, overflow: .ellipsis)
        frame.write(
            text(of: entry), row: line.row, column: line.column + keyWidth + 3, width: line.columns - keyWidth - 3,
            style: ground, overflow: .ellipsis)
        if isChosen {
            let overlay = theme.overlay(.tableRowSelected)
            frame.restyle(line) { overlay.over($0) }
        }
    }

    private static func text(of entry: HelpOverlay.Entry) -> String {
        switch entry.availability {
        case .available: "\(entry.label): \(entry.help)"
        case .unavailable(let reason): "\(entry.label): not now. \(reason)"
        }
    }
}
