import OpsDomain
import TerminalCore

/// The field and the value for all marked records.
struct BulkFormView {
    let form: BulkForm
    let context: ViewContext

    func draw(in area: Rect, of frame: inout Frame) {
        let theme = context.theme
        frame.fill(area, style: theme[.text])
        frame.write(
            "Set one field of \(CountText.of(form.records.count, "marked \(form.collection.singular)"))", row: area.row,
            column: area.column + 1, width: area.columns - 2, style: theme[.textStrong], overflow: .ellipsis)
        let rule = form.rule
        let others = form.rules.filter { $0 != rule }.map(\.label).joined(separator: ", ")
        let name = FormField(
            id: "field", label: "Field",
            text: (rule?.label ?? "none") + (others.isEmpty ? "" : "   (Tab: \(others))"), isReadOnly: true)
        var value = FormField(
            id: "value", label: "Value", hint: rule.map(RecordForm.hint) ?? "", error: form.problem)
        value.field = form.field
        let rows = Rect(
            row: area.row + 2, column: area.column + 1, rows: max(0, area.rows - 4), columns: area.columns - 2)
        FormView(fields: [name, value]).draw(in: rows, of: &frame, theme: theme, symbols: context.symbols)
        frame.write(
            "An empty value takes the field away. ^S shows what will change before anything is written.",
            row: area.endRow - 1, column: area.column + 1, width: area.columns - 2, style: theme[.textDim],
            overflow: .ellipsis)
        if !context.isFocused { frame.cursor = nil }
    }
}
