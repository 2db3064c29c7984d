import OpsDomain
import TerminalCore

/// The clusters on the screen.
struct ClustersView {
    let state: DeadLettersState
    let context: ViewContext

    static let columns: [TableColumn] = [
        TableColumn("Count", width: ColumnWidth(minimum: 5, ideal: 6, maximum: 8), alignment: .trailing, priority: 8),
        TableColumn("First", width: ColumnWidth(minimum: 8, ideal: 10, maximum: 11), priority: 5),
        TableColumn("Last", width: ColumnWidth(minimum: 8, ideal: 10, maximum: 11), priority: 6),
        TableColumn("Reason", width: ColumnWidth(minimum: 20, ideal: 38, maximum: 80), priority: 9),
        TableColumn("Sample", width: ColumnWidth(minimum: 16, ideal: 40), priority: 2),
    ]

    func draw(in area: Rect, of frame: inout Frame) {
        let clusters = state.clusters
        let empty =
            clusters.clusters.isEmpty
            ? "Nothing is leased, so there is nothing to group." : "No cluster fits the filter  (Esc shows all)"
        ListView(clusters.list, columns: Self.columns, emptyText: StyledText(empty), context: context)
            .draw(in: area, of: &frame) { row in
                clusters[row].map { self.row($0, sample: clusters.sample(row)) } ?? TableRow([])
            }
    }

    private func row(_ cluster: LetterCluster, sample: String) -> TableRow {
        let none = TableCell("–", scope: .textDim)
        return TableRow(
            [
                TableCell(CountText.grouped(cluster.count)), cluster.first.map { MomentText.cell($0, context) } ?? none,
                cluster.last.map { MomentText.cell($0, context) } ?? none,
                TableCell(cluster.signature, scope: .severityWarning), TableCell(sample, scope: .textDim),
            ], isMarked: state.marking(of: cluster) != .none)
    }
}
