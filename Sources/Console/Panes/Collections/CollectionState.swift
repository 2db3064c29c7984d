import OpsDomain
import TerminalCore

/// What a collection's pane knows.
package struct CollectionState: Sendable {
    /// A record that is looked at, whether its row is loaded or not.
    package struct OpenRecord: Sendable {
        package let key: RecordKey
        package var record: Record
        package var detail: DetailState
        package var layout = RecordLayout.fields
        /// The row it was opened from, as a hint.
        package var row: Int?
        package var failure: ServiceFailure?
    }

    package let collection: Collection
    package var rows: RecordRows
    package var arrangement: RecordArrangement
    package var list: ListState<RecordKey>
    package var contents: ContentWidths
    package var paging = RecordPaging()
    /// Nil where records have no status.
    package var statuses: StatusCounts?
    package var facts: Loadable<CollectionFacts> = .idle
    /// Of records that the rows point to.
    package var names = LinkedNames()
    package var open: OpenRecord?
    package var form: RecordForm?
    /// A look through the table for what the filter asks for.
    package var search: TableSearch?
    package var cancelling: CancelPrompt?
    package var exporting: ExportPrompt?
    /// Whom the cursor goes back to with the next arrangement: the filter was given up.
    package var returning: RecordKey?
    /// Changes under way beside the form.
    package var editing = EditingState()
    /// How much is done of the next arrangement, which is being made elsewhere.
    package var arranging: Double?
    /// A key that another pane asked for and that is being fetched.
    package var soughtKey: RecordKey?
    /// Enter was pressed on what may be a key: it is looked up once the rows have been looked through.
    package var looksUpKey = false
    /// How many more pages are loaded by themselves until a row fits what another pane looked for; nil when nobody waits.
    package var pagesToSeek: Int?
    /// As the last context said; for reasons why a form cannot be opened.
    package var isReadOnly = false

    package init(_ collection: Collection) {
        self.collection = collection
        rows = RecordRows(keys: collection.keys)
        arrangement = RecordArrangement(rows)
        contents = ContentWidths(collection.columns)
        statuses = collection.columns.first { $0.kind == .status }
            .map { StatusCounts($0.field, keys: collection.keys) }
        let moments = collection.columns.indices.filter { collection.columns[$0].kind == .timestamp }
        list = ListState(
            columnNames: collection.columns.map { [$0.field, $0.title] }, descendingFirst: Set(moments),
            readsExpressions: true)
    }

    package var isArranging: Bool { arranging != nil }

    package var query: RowQuery { RowQuery(filter: list.filter, sort: list.sort) }

    /// The source row under the cursor, in the rows of the arrangement.
    package var selectedRow: Int? { list.selection.selected.flatMap { arrangement[$0] } }
    package var selectedKey: RecordKey? { selectedRow.flatMap(arrangement.rows.key) }

    /// The record that commands are about: the open one, else the one under the cursor.
    package var subject: Record? { open?.record ?? selectedRow.flatMap(arrangement.rows.record) }
    package var subjectKey: RecordKey? { open?.key ?? selectedKey }

    /// The link that the open record's field at the bar declares.
    package var linkAtBar: CollectionLink? {
        guard let path = open?.detail.entryPath else { return nil }
        // Its own key is where a record is opened: who presses Enter once too often must not be taken elsewhere.
        return collection.links.first { path.steps == [.name($0.field)] && !collection.keys.contains($0.field) }
    }

    package var scope: BindingScope {
        if let scope = editing.scope { return scope }
        if let form { return form.scope }
        if cancelling != nil { return .cancelling }
        if exporting != nil { return .exporting }
        if let open { return open.detail.scope }
        return list.scope
    }
}
