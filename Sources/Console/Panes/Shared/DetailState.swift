import OpsDomain
import TerminalCore

/// What a person did in a detail view: the same for every pane that has one.
package enum DetailEvent: Hashable, Sendable {
    case moved(TextMotion)
    case wrapToggled
    case searchOpened
    case searchEdited(InputEvent)
    case searchAccepted
    case searchCancelled
    case nextMatchAsked
    case previousMatchAsked
    /// Enter, or a click on the bar: a pane may have something better to do with it than to fold.
    case activated
    case allFolded
    case allUnfolded
    case pathCopied
    case valueCopied
}

/// A text that is looked at: its place, folds, wrapping and search.
///
/// Where its document holds values, a bar on one of the lines says which of them keys are about; any other text just
/// scrolls.
package struct DetailState: Hashable, Sendable {
    package private(set) var document: DetailDocument
    package internal(set) var sight: DetailSight
    package private(set) var search = FilterPrompt()
    /// What was seen when the search line was opened: each letter looks from there, and Esc goes back to it.
    private var origin: DetailSight?
    /// How much of the text lies above what is seen, of what can; nil until somebody moved, and when all of it is seen.
    package private(set) var progress: Double?

    package init(_ document: DetailDocument = DetailDocument()) {
        self.document = document
        sight = DetailSight(document)
    }

    /// Cells between the text and the outline.
    static let gutter = 1
    /// A text of more lines tells how many.
    private static let longText = 60

    package var scroll: TextScroll { sight.bar.scroll }
    package var current: TextView.Match? { sight.current }
    package var pattern: TextPattern? { TextPattern(search.text) }
    package var scope: BindingScope { search.isOpen ? .search : .detail }

    /// The document's line under the bar; nil where there is none.
    package var barLine: Int? { document.hasValues ? sight.line : nil }

    /// Where in a long text this is, for the pane's outline: `58%`, or before anybody moved how long it is.
    package var position: String? {
        if let progress { return "\(Int((progress * 100).rounded(.down)))%" }
        return document.count > Self.longText ? CountText.of(document.count, "line") : nil
    }

    /// Another text of the same thing, as after a refresh: bar and folds stay where they are, by the paths of what they
    /// are on.
    package mutating func show(_ document: DetailDocument, area: Size) {
        let old = self.document
        self.document = document
        sight = sight.moved(from: old, to: document) { extent($0, area) }
        origin = origin.map { $0.moved(from: old, to: document) { extent($0, area) } }
        if progress != nil { measure(area) }
    }

    /// - Returns: what the console is asked for.
    @discardableResult
    package mutating func apply(_ event: DetailEvent, area: Size) -> [ConsoleRequest] {
        var requests: [ConsoleRequest] = []
        switch event {
        case .moved(let motion): move(motion, area)
        case .wrapToggled: sight.bar.setWraps(!scroll.wraps, in: extent(area))
        case .searchOpened:
            origin = sight
            search.open()
        case .searchEdited(let event):
            search.edit(event)
            sight = origin ?? sight
            sight.current = nil
            find(forwards: true, area)
        case .searchAccepted:
            search.accept()
            origin = nil
        case .searchCancelled:
            search.cancel()
            sight = origin ?? sight
            origin = nil
        case .nextMatchAsked: find(forwards: true, area)
        case .previousMatchAsked: find(forwards: false, area)
        case .activated: toggleFold(area)
        case .allFolded: foldAll(area)
        case .allUnfolded: fold([], area)
        case .pathCopied: requests = copyPath()
        case .valueCopied: requests = copyValue()
        }
        measure(area)
        return requests
    }

    private mutating func move(_ motion: TextMotion, _ area: Size) {
        guard document.hasValues else {
            sight.bar.moveText(motion, in: extent(area))
            return
        }
        sight.bar.move(motion, in: extent(area))
        // The next match is one from the bar on.
        if sight.current?.line != sight.line { sight.current = nil }
    }

    private mutating func measure(_ area: Size) {
        let extent = extent(area)
        var end = scroll
        end.move(.last, in: extent)
        let last = place(end, extent)
        progress = last > 0 ? min(1, place(scroll, extent) / last) : nil
    }

    /// Lines above the first row, the part of its own line that is scrolled out as a fraction.
    private func place(_ scroll: TextScroll, _ extent: TextExtent) -> Double {
        guard scroll.row > 0, scroll.line < extent.lineCount else { return Double(scroll.line) }
        let rows = extent.line(scroll.line).wrapped(columns: extent.size.columns, options: extent.options).count
        return Double(scroll.line) + Double(scroll.row) / Double(max(1, rows))
    }
}
