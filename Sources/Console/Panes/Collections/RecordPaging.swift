import OpsDomain

/// How far a collection has been read, and what is being asked now.
package struct RecordPaging: Sendable {
    package enum Activity: Sendable {
        case idle
        /// One more page.
        case page
        /// Page after page to the end.
        case all
        /// Everything anew, up to as many rows as there were; the old rows are shown until it is done.
        case refresh(Refresh)
    }

    /// A second reading under way: it has a place of its own, so that failing leaves the first as it was.
    package struct Refresh: Sendable {
        package var rows: RecordRows
        package var next: PageCursor?
        package let target: Int

        package init(rows: RecordRows, target: Int) {
            self.rows = rows
            self.target = target
        }
    }

    package var activity: Activity = .idle
    /// Where the last page ended; nil before the first and after the last.
    package var next: PageCursor?
    /// The last page has come.
    package var isComplete = false
    package var failure: ServiceFailure?
    /// When the oldest page shown was asked for.
    package var asOf: Timestamp?

    package init() {}

    package var isBusy: Bool {
        if case .idle = activity { false } else { true }
    }

    /// The first page is small for a quick start; later ones are what a person scrolls through; reading everything asks
    /// for as much as a page holds, since every request costs.
    package func limit(loaded: Int) -> Int? {
        switch activity {
        case .idle, .page: loaded == 0 ? Self.firstPage : Self.laterPage
        case .all: nil
        case .refresh(let refresh):
            refresh.target - refresh.rows.count <= Self.laterPage
                ? max(Self.firstPage, refresh.target - refresh.rows.count) : nil
        }
    }

    package static let firstPage = 100
    package static let laterPage = 500
    /// So many pages are loaded by themselves for what another pane looks for.
    package static let mostSought = 10
}
