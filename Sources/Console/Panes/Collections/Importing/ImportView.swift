import OpsDomain
import TerminalCore

/// What a file would change, record by record; or what is wrong with it.
struct ImportView {
    let importing: RecordImport
    let collection: Collection
    let context: ViewContext

    private var theme: Theme { context.theme }
    private var symbols: Symbols { context.symbols }

    /// The head's lines, a blank one and the foot.
    private static let frameRows = 5

    /// The place where the lines are seen.
    static func listSize(in area: Size) -> Size {
        Size(rows: max(1, area.rows - frameRows), columns: max(1, area.columns - 2))
    }

    func draw(in area: Rect, of frame: inout Frame) {
        frame.fill(area, style: theme[.text])
        let width = max(1, area.columns - 2)
        var row = area.row
        for line in head {
            guard row < area.endRow else { return }
            frame.write(
                line, row: row, column: area.column + 1, width: width, base: theme[.text], overflow: .ellipsis)
            row += 1
        }
        row += 1
        // Only what is seen is laid out: there may be a hundred thousand lines.
        var next = importing.scroll
        while row < area.endRow - 1, let line = line(next) {
            for piece in line.wrapped(columns: width, options: frame.options).prefix(area.endRow - 1 - row) {
                frame.write(piece, row: row, column: area.column + 1, width: width, base: theme[.text])
                row += 1
            }
            next += 1
        }
        let hidden = importing.lineCount - next
        guard hidden > 0 else { return }
        frame.write(
            "\(CountText.of(hidden, "line")) more below", row: area.endRow - 1, column: area.column + 1, width: width,
            style: theme[.textDim], overflow: .ellipsis)
    }

    private var head: [StyledText] {
        switch importing.phase {
        case .naming, .reading: return []
        case .faulty(let faults):
            let lines = CountText.of(faults.count, "line")
            let told = faults.sentences.count < faults.count ? " The first \(faults.sentences.count):" : ""
            return [
                StyledText(
                    "\(symbols.severityWarning) \(importing.name): \(lines) cannot be imported.",
                    style: theme.overlay(.noticeWarning)),
                StyledText("Nothing was begun. Mend the file; ^R reads it again, Esc leaves.\(told)"),
            ]
        case .planned(let preview):
            let plan = preview.plan
            let count = CountText.of(plan.items.count, collection.singular)
            return [
                StyledText("\(importing.name): \(count), nothing is written yet", style: theme.overlay(.textStrong)),
                StyledText(
                    "\(CountText.grouped(plan.newCount)) new · \(CountText.grouped(plan.differentCount)) differ · "
                        + "\(CountText.grouped(plan.sameCount)) the same"),
            ] + (plan.differentCount > 0 ? [choice] : [])
        }
    }

    private var choice: StyledText {
        importing.replaces
            ? StyledText(
                "Those that differ are changed to what the file says; r leaves them alone.",
                style: theme.overlay(.noticeWarning))
            : "Those that differ are left alone; r changes them to what the file says."
    }

    private func line(_ index: Int) -> StyledText? {
        guard index < importing.lineCount else { return nil }
        return StyledText(importing.text(ofLine: index, in: collection), style: style(ofLine: index))
    }

    private func style(ofLine index: Int) -> Style {
        guard let preview = importing.preview else { return Style() }
        switch preview.lines[index] {
        case .heading: return theme.overlay(.diffHeader)
        case .change(let change): return theme.overlay(change.scope)
        case .record(let item):
            switch preview.plan.items[item].standing {
            case .new: return theme.overlay(.diffAdded)
            case .same: return theme.overlay(.textDim)
            case .different: return Style()
            }
        }
    }
}
