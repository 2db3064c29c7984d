import TerminalCore

/// The command line in the message row, and above it what the text may become.
enum PaletteView {
    private static let mostRows = 8

    static func draw(
        _ palette: PaletteOverlay, _ layout: ConsoleLayout, of frame: inout Frame, _ context: ConsoleContext
    ) {
        guard let row = layout.message else { return }
        let theme = context.theme
        frame.fill(row, style: theme[.prompt])
        frame.write(":", row: row.row, column: row.column, style: theme[.promptLabel])
        palette.field.draw(
            row: row.row, column: row.column + 1, width: row.columns - 1, of: &frame, style: theme[.prompt],
            showsCursor: true)
        drawChoices(palette, above: row, of: &frame, context)
    }

    private static func drawChoices(
        _ palette: PaletteOverlay, above row: Rect, of frame: inout Frame, _ context: ConsoleContext
    ) {
        let found = palette.found
        let theme = context.theme
        let visible = palette.selection.fitted(to: min(mostRows, row.row - 3)).visible
        let shown = found.isEmpty ? 1 : visible.count
        let columns = min(row.columns, 84)
        let box = Rect(row: row.row - shown - 2, column: row.column, rows: shown + 2, columns: columns)
        frame.fill(box, style: theme[.dialog])
        frame.drawBox(
            box, style: theme[.dialogBorder],
            note: StyledText(found.count > shown ? CountText.of(found.count, "command") : ""),
            glyphs: context.symbols.boxDialog)
        guard !found.isEmpty else {
            frame.write(
                "No such command.", row: box.row + 1, column: box.column + 2, width: columns - 4,
                style: theme[.textDim])
            return
        }
        let nameWidth = min(28, found[visible].map { Glyphs.width($0.name, options: frame.options) }.max() ?? 0)
        let keyWidth = min(12, found[visible].map { keys(of: $0, context, frame.options).width }.max() ?? 0)
        for (offset, index) in visible.enumerated() {
            let line = Rect(row: box.row + 1 + offset, column: box.column + 1, rows: 1, columns: columns - 2)
            draw(
                found[index], isChosen: index == palette.selection.selected, nameWidth: nameWidth, keyWidth: keyWidth,
                in: line, of: &frame, context)
        }
    }

    private static func keys(
        of item: PaletteOverlay.Item, _ context: ConsoleContext, _ options: TextOptions
    ) -> (text: String, width: Int) {
        let text = item.keys.prefix(2).map { $0.label(in: context.symbols) }.joined(separator: " ")
        return (text, Glyphs.width(text, options: options))
    }

    private static func draw(
        _ item: PaletteOverlay.Item, isChosen: Bool, nameWidth: Int, keyWidth: Int, in line: Rect,
        of frame: inout Frame,
        _ context: ConsoleContext
    ) {
        let theme = context.theme
        let help: String
        var ground = theme[.dialog]
        switch item.availability {
        case .available: help = item.help
        case .unavailable(let reason):
            help = "not now. \(reason)"
            ground = theme.overlay(.textDim).over(ground)
        }
        frame.write(
            isChosen ? context.symbols.selectionBar : " ", row: line.row, column: line.column, style: ground)
        frame.write(
            item.name, row: line.row, column: line.column + 1, width: nameWidth, style: ground, overflow: .ellipsis)
        frame.write(
            keys(of: item, context, frame.options).text, row: line.row, column: line.column + nameWidth + 3,
            width: keyWidth, style: theme.overlay(.helpKey).over(ground), overflow: .ellipsis)
        let used = nameWidth + keyWidth + (keyWidth > 0 ? 5 : 3)
        frame.write(
            help, row: line.row, column: line.column + used, width: line.columns - used,
            style: ground, overflow: .ellipsis)
        if isChosen {
            let overlay = theme.overlay(.tableRowSelected)
            frame.restyle(line) { overlay.over($0) }
        }
    }
}
