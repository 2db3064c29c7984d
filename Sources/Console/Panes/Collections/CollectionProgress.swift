import OpsDomain
import TerminalCore

/// The row below the list that tells how far something long is: many writes, a look through the table, loading all of it.
extension CollectionPane {
    /// A pane of fewer rows has none to spare for it.
    private static let leastRows = 4

    func progressRows(_ state: CollectionState, _ area: Size) -> Int {
        state.open == nil && area.rows >= Self.leastRows && progress(state) != nil ? 1 : 0
    }

    func progress(_ state: CollectionState) -> ProgressBar? {
        if let bulk = state.editing.bulk {
            return ProgressBar(fraction: bulk.share, label: bulk.progress(collection))
        }
        if let search = state.search, search.phase == .running { return progress(of: search) }
        guard case .all = state.paging.activity else { return nil }
        let loaded = state.rows.count
        let total = state.facts.latest.map(\.value.approximateCount).flatMap { $0 > loaded ? $0 : nil }
        let share = total.map { Double(loaded) / Double($0) }
        return ProgressBar(
            fraction: share, label: "Loading all, \(CountText.grouped(loaded))\(of(total)) · X stops",
            tick: loaded / RecordPaging.laterPage)
    }

    private func progress(of search: TableSearch) -> ProgressBar {
        let total = search.plan.estimate.map(\.approximateCount).flatMap { $0 > search.scanned ? $0 : nil }
        let read = "\(CountText.grouped(search.scanned))\(of(total)) read, \(CountText.grouped(search.found)) found"
        return ProgressBar(fraction: search.share, label: "\(read) · X stops", tick: search.pages)
    }

    private func of(_ total: Int?) -> String { total.map { " of ~\(CountText.grouped($0))" } ?? "" }

    func drawProgress(_ state: CollectionState, in line: Rect, of frame: inout Frame, _ context: ViewContext) {
        progress(state)?.draw(
            row: line.row, column: line.column + 1, width: max(0, line.columns - 2), of: &frame, theme: context.theme,
            symbols: context.symbols)
    }
}
