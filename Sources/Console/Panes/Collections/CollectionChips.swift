import OpsDomain
import TerminalCore

/// The chips above a list whose records have a status: how many of each are loaded, and a filter by one of them.
extension CollectionPane {
    /// Fewer rows than these have none to spare for chips.
    private static let leastRows = 8

    var statusColumn: CollectionColumn? { collection.columns.first { $0.kind == .status } }

    /// The rows that the chips take from an area.
    func chipRows(_ area: Size) -> Int {
        statusColumn != nil && area.rows >= Self.leastRows ? 1 : 0
    }

    /// The list between the chips and what tells how far something is.
    func listSize(_ state: CollectionState, _ area: Size) -> Size {
        Size(rows: area.rows - chipRows(area) - progressRows(state, area), columns: area.columns)
    }

    /// Brings the counts up to the rows: at once when that is little work, else elsewhere.
    func countStatuses(_ state: inout CollectionState) -> [Effect<CollectionMessage>] {
        guard let counts = state.statuses, counts.work(for: state.rows) > 0 || counts.total != state.rows.count else {
            return []
        }
        let rows = state.rows
        if counts.work(for: rows) <= Self.inlineWork {
            state.statuses = counts.counting(rows) ?? counts
            return []
        }
        return [
            .run("statuses") { scope in
                if let made = counts.counting(rows, isCancelled: { Task.isCancelled }) {
                    scope.send(.statusesCounted(made))
                }
            }
        ]
    }

    /// The status that the filter shows; nil for all, or for a filter of another kind.
    func shownStatus(_ state: CollectionState) -> String? {
        guard let column = statusColumn else { return nil }
        let prefix = column.field + ":"
        let text = state.list.prompt.text
        return text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : nil
    }

    /// The filter that shows the next status, or the one before; the first place is all of them.
    func filter(byStatus steps: Int, _ state: CollectionState) -> String? {
        guard let column = statusColumn, let words = state.statuses?.statuses.map(\.word), !words.isEmpty else {
            return nil
        }
        let current = shownStatus(state).flatMap { words.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
        let next = (current + steps + words.count + 1) % (words.count + 1)
        return next == 0 ? "" : "\(column.field):\(words[next - 1])"
    }

    func drawChips(_ state: CollectionState, in line: Rect, of frame: inout Frame, _ context: ViewContext) {
        let theme = context.theme
        let shown = shownStatus(state)
        let isAll = state.list.prompt.isEmpty
        var text = StyledText()
        func chip(_ label: String, _ scope: ThemeScope?, isShown: Bool) {
            let style = isShown ? theme.overlay(.tableRowSelected) : scope.map { theme.overlay($0) } ?? Style()
            text.append(" \(label) ", style: style)
        }
        chip("all \(CountText.grouped(state.rows.count))", nil, isShown: isAll)
        for status in state.statuses?.statuses ?? [] {
            let liveness = StatusWord(status.word).liveness
            let symbol = liveness.map { "\($0.symbol(in: context.symbols)) " } ?? ""
            chip(
                "\(symbol)\(status.word) \(CountText.grouped(status.count))", liveness?.scope,
                isShown: status.word == shown)
        }
        frame.write(
            text, row: line.row, column: line.column, width: line.columns, base: theme[.text], overflow: .ellipsis)
    }
}
