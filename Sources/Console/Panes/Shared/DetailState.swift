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
}

/// A text that is looked at: its place, wrapping and search.
package struct DetailState: Hashable, Sendable {
    package private(set) var document: DetailDocument
    package private(set) var scroll = TextScroll()
    package private(set) var search = FilterPrompt()
    package private(set) var current: TextView.Match?
    /// How much of the text lies above what is seen, of what can; nil until somebody moved, and when all of it is seen.
    package private(set) var progress: Double?
    /// The text as it came, instead of laid out for reading.
    package var isRaw = false

    package init(_ document: DetailDocument = DetailDocument()) {
        self.document = document
    }

    /// Cells between the text and the outline.
    private static let gutter = 1
    /// A text of more lines tells how many.
    private static let longText = 60

    /// Where in a long text this is, for the pane's outline: `58%`, or before anybody moved how long it is.
    package var position: String? {
        if let progress { return "\(Int((progress * 100).rounded(.down)))%" }
        return document.count > Self.longText ? CountText.of(document.count, "line") : nil
    }

    package var pattern: TextPattern? { TextPattern(search.text) }
    package var scope: BindingScope { search.isOpen ? .search : .detail }

    /// Another text of the same thing, as after a refresh: the place stays as far as it can.
    package mutating func show(_ document: DetailDocument, area: Size) {
        self.document = document
        current = nil
        scroll.clamp(in: extent(area))
        if progress != nil { measure(area) }
    }

    package mutating func apply(_ event: DetailEvent, area: Size) {
        switch event {
        case .moved(let motion): scroll.move(motion, in: extent(area))
        case .wrapToggled: scroll.setWraps(!scroll.wraps)
        case .searchOpened: search.open()
        case .searchEdited(let event):
            search.edit(event)
            current = nil
            find(forwards: true, from: scroll.line, area: area)
        case .searchAccepted: search.accept()
        case .searchCancelled:
            search.cancel()
            current = nil
        case .nextMatchAsked: find(forwards: true, from: scroll.line, area: area)
        case .previousMatchAsked: find(forwards: false, from: scroll.line, area: area)
        }
        measure(area)
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

    /// Goes to the next match after the current one, or from a line on; past the end it goes on at the beginning.
    private mutating func find(forwards: Bool, from line: Int, area: Size) {
        guard let pattern, document.count > 0 else { return }
        let start = current?.line ?? min(line, document.count - 1)
        for distance in 0...document.count {
            let step = forwards ? distance : -distance
            let index = ((start + step) % document.count + document.count) % document.count
            var ranges = pattern.ranges(in: document.lines[index].plainText)
            if let current, index == current.line, distance == 0 {
                ranges = ranges.filter {
                    forwards ? $0.lowerBound > current.range.lowerBound : $0.lowerBound < current.range.lowerBound
                }
            }
            if let range = forwards ? ranges.first : ranges.last {
                current = TextView.Match(line: index, range: range)
                scroll.move(.toLine(index), in: extent(area))
                return
            }
        }
    }

    private func extent(_ area: Size) -> TextExtent {
        let rows = max(1, area.rows - (search.isOpen ? 1 : 0))
        let lines = document.lines
        return TextExtent(
            lineCount: lines.count, size: Size(rows: rows, columns: max(1, area.columns - 2 * Self.gutter))
        ) {
            StyledText(lines[$0].plainText)
        }
    }

    package func draw(in area: Rect, of frame: inout Frame, _ context: ViewContext) {
        let parts = area.rows([.flexible(), .fixed(search.isOpen ? 1 : 0)])
        // Offsets of the current match hold for the plain text, which differs where a moment stands before it.
        let match = current.flatMap { match in
            document.lines[match.line].parts.contains { if case .moment = $0 { true } else { false } } ? nil : match
        }
        TextView(lineCount: document.count, scroll: scroll, pattern: pattern, current: match)
            .draw(
                in: parts[0], of: &frame, theme: context.theme, symbols: context.symbols, gutter: Self.gutter
            ) {
                document.lines[$0].styled(context)
            }
        guard search.isOpen, parts[1].rows > 0 else { return }
        let note = pattern == nil ? "" : current == nil ? "not found" : ""
        search.draw(
            label: "/", note: note, row: parts[1].row, columns: area.column..<area.endColumn, of: &frame,
            theme: context.theme)
    }

    /// What the mouse does in the view.
    package func event(for event: MouseEvent) -> DetailEvent? {
        switch event.action {
        case .wheelUp: .moved(.by(-3))
        case .wheelDown: .moved(.by(3))
        case .press, .release, .drag: nil
        }
    }
}
