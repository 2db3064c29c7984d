import TerminalCore

/// A question on a line of its own, and the field in which it is answered: ten columns are always the field's.
struct PromptLine {
    let label: String
    let field: TextField

    func draw(in line: Rect, of frame: inout Frame, _ context: ViewContext) {
        let theme = context.theme
        frame.fill(line, style: theme[.prompt])
        let used = frame.write(
            label, row: line.row, column: line.column, width: max(0, line.columns - 10), style: theme[.promptLabel],
            overflow: .ellipsis)
        field.draw(
            row: line.row, column: line.column + used, width: line.columns - used, of: &frame, style: theme[.prompt],
            showsCursor: context.isFocused)
    }
}
