import OpsDomain
import TerminalCore

/// The lines on the screen: cut to a row each, or wrapped.
struct LogLinesView {
    let state: LogsState
    let context: ViewContext

    private var theme: Theme { context.theme }
    private var symbols: Symbols { context.symbols }

    func draw(in area: Rect, of frame: inout Frame) {
        if state.wraps, state.lines.count > 0 {
            drawWrapped(in: area, of: &frame)
            return
        }
        var table = Self.table(state, isFocused: context.isFocused)
        table.columns[0].title = MomentText.logTimeTitle(context)
        table.emptyText = emptyText
        table.pattern = pattern
        let room = table.layout(width: area.columns).places.last?.columns.count ?? 0
        table.draw(in: area, of: &frame, theme: theme, symbols: symbols) { row in
            state.lines.entry(row).map { tableRow($0, room: room) } ?? TableRow([])
        }
    }

    static func table(_ state: LogsState, isFocused: Bool) -> TableView {
        TableView(
            columns: [
                TableColumn("Time", width: .fixed(MomentText.logTimeWidth), priority: 6),
                TableColumn("", width: .fixed(1), priority: 8),
                TableColumn("Group", width: .fixed(tagWidth(state)), priority: 5),
                TableColumn("Message", width: ColumnWidth(minimum: 14, ideal: 80), priority: 9),
            ], selection: state.lines.selection, isFocused: isFocused)
    }

    /// As wide as the longest of the groups' short names, within reason.
    private static func tagWidth(_ state: LogsState) -> Int {
        min(16, max(5, state.groups.map { Glyphs.width(state.names.short($0), limit: 17) }.max() ?? 0))
    }

    private var pattern: TextPattern? {
        state.search.isOpen || !state.search.isEmpty
            ? state.searchPattern : state.lines.sieve.filter?.text?.highlight
    }

    private var emptyText: StyledText {
        if let failure = state.failure { return EmptyNote.failure(failure, theme: theme, symbols: symbols) }
        if state.lines.buffer.count > 0 { return StyledText("No line fits the filter  (Esc shows all)") }
        if let excerpt = state.excerpt {
            return StyledText(
                excerpt.isLoading
                    ? "Reading\(symbols.ellipsis)" : "The line is no longer in the log  (Esc shows the stream)")
        }
        if state.hasNoGroups {
            return StyledText("There is no log group of this environment's functions yet. New ones come by themselves.")
        }
        if state.groups.isEmpty, state.isTailing, state.caughtUpAt == nil {
            return StyledText("Looking for the environment's log groups\(symbols.ellipsis)")
        }
        if state.caughtUpAt == nil { return StyledText("Loading\(symbols.ellipsis)") }
        return StyledText("No line in the last hour. New ones come by themselves.")
    }

    /// - Parameter room: the columns that the message has.
    private func tableRow(_ entry: LogEntry, room: Int) -> TableRow {
        let time = TableCell(MomentText.logTime(entry.timestamp, context), scope: .textDim)
        switch entry.content {
        case .gap(let gap):
            return TableRow(
                [
                    time, TableCell(symbols.severityWarning, scope: .gap), tag(gap.group),
                    TableCell(gapText(gap), scope: .gap),
                ])
        case .line(let line):
            let scope = line.level.scope
            let message = line.message
            let more = Self.moreLines(message, line.level)
            // In front, where a long line does not push it out of sight.
            var text =
                more > 0 ? StyledText("\(symbols.folded)+\(more) ", style: theme.overlay(.textAccent)) : StyledText()
            text.append(headline(of: message, room: room - text.width()))
            return TableRow([
                time, TableCell(line.level.symbol(in: symbols), scope: scope), tag(line.group),
                TableCell(text, scope: scope),
            ])
        }
    }

    private func tag(_ group: String) -> TableCell {
        let index = state.groups.firstIndex(of: group) ?? 0
        return TableCell(state.names.short(group), scope: .series(index))
    }

    private func gapText(_ gap: LogGap) -> String {
        let seconds = gap.to.seconds(since: gap.from)
        return "\(symbols.gap) \(RelativeAge.text(seconds: seconds)) missed: \(gap.failure.sentence)"
    }

    /// What is looked for in messages; a filter of one column is about something else.
    private var sought: TextPattern? {
        if state.search.isOpen || !state.search.isEmpty { return state.searchPattern }
        return state.lines.sieve.filter?.text.flatMap { $0.column == nil ? $0.highlight : nil }
    }

    /// The message in a row: what it is about, or the line of it that holds what is looked for.
    private func headline(of message: String, room: Int) -> String {
        let headline = Self.untabbed(LogLineParser.headline(of: message))
        guard let sought else { return headline }
        if sought.matches(headline) { return excerpt(headline, of: sought, room: room) }
        guard let line = message.split(whereSeparator: \.isNewline).first(where: { sought.matches(String($0)) }) else {
            return headline
        }
        return excerpt(Self.untabbed(String(line.drop(while: \.isWhitespace))), of: sought, room: room)
    }

    /// The line, or its end where the match would not be in sight, with some of what stands before.
    private func excerpt(_ line: String, of sought: TextPattern, room: Int) -> String {
        guard let range = sought.firstRange(in: line) else { return line }
        let end = line.utf8.index(line.startIndex, offsetBy: range.upperBound)
        guard Glyphs.width(String(line[..<end]), limit: room) >= room else { return line }
        let match = line.utf8.index(line.startIndex, offsetBy: range.lowerBound)
        let start = line.index(match, offsetBy: -max(0, room / 3), limitedBy: line.startIndex) ?? line.startIndex
        return symbols.ellipsis + line[start...]
    }

    /// Lines with text after the first one. The platform's are told in one row whole.
    private static func moreLines(_ message: String, _ level: LogLevel) -> Int {
        guard level != .platform else { return 0 }
        var count = 0
        var isBlank = true
        for byte in message.utf8 {
            if byte == UInt8(ascii: "\n") {
                isBlank = true
            } else if isBlank, byte > 0x20 {
                isBlank = false
                count += 1
            }
        }
        return max(0, count - 1)
    }

    /// Tabs only divide fields here; as a symbol each they would hide the text.
    private static func untabbed(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "\t")) else { return text }
        return text.split(separator: "\t", omittingEmptySubsequences: false).joined(separator: "  ")
    }

    // MARK: - Wrapped

    /// From the top of the window, or lower where the entry under the cursor would not fit whole; while following, the
    /// newest stands at the bottom.
    private func drawWrapped(in area: Rect, of frame: inout Frame) {
        frame.fill(area, style: theme[.text])
        let window = state.lines.selection.fitted(to: max(1, area.rows))
        let columns = max(1, area.columns - TableView.gutter)
        var first = window.cursor
        var used = block(window.cursor, columns: columns, options: frame.options).count
        while first > (state.lines.isFollowing ? 0 : window.top) {
            let height = block(first - 1, columns: columns, options: frame.options).count
            guard used + height <= area.rows else { break }
            used += height
            first -= 1
        }
        var row = area.row
        var index = first
        while row < area.endRow, index < window.count {
            let isSelected = index == window.cursor
            for line in block(index, columns: columns, options: frame.options).prefix(area.endRow - row) {
                frame.write(line, row: row, column: area.column + TableView.gutter, width: columns, base: theme[.text])
                if isSelected { mark(row, in: area, of: &frame) }
                row += 1
            }
            index += 1
        }
    }

    private func mark(_ row: Int, in area: Rect, of frame: inout Frame) {
        let overlay = theme.overlay(context.isFocused ? .tableRowSelected : .tableRowSelectedInactive)
        frame.restyle(Rect(row: row, column: area.column, rows: 1, columns: area.columns)) { overlay.over($0) }
        frame.write(symbols.selectionBar, row: row, column: area.column, width: 1, style: theme[.textAccent])
    }

    /// The rows of an entry: its head once, and the whole message beside it.
    private func block(_ index: Int, columns: Int, options: TextOptions) -> [StyledText] {
        guard let entry = state.lines.entry(index) else { return [StyledText("")] }
        var head = StyledText(
            MomentText.logTime(entry.timestamp, context) + " ", style: theme.overlay(.textDim))
        var text: StyledText
        switch entry.content {
        case .gap(let gap):
            head.append(symbols.severityWarning + " ", style: theme.overlay(.gap))
            appendTag(gap.group, to: &head)
            text = StyledText(gapText(gap), style: theme.overlay(.gap))
        case .line(let line):
            let style = line.level.scope.map(theme.overlay) ?? .plain
            head.append(line.level.symbol(in: symbols) + " ", style: style)
            appendTag(line.group, to: &head)
            var message = line.message
            while message.last?.isNewline ?? false { message.removeLast() }
            text = StyledText(Self.untabbed(message), style: style)
        }
        if let pattern { text = text.highlighted(pattern.ranges(in: text.text), with: theme.overlay(.match)) }
        let indent = head.width(options: options)
        // On a narrow screen the message needs all the room there is.
        guard columns - indent >= 40 else { return (head + text).wrapped(columns: columns, options: options) }
        let blank = StyledText(String(repeating: " ", count: indent))
        return text.wrapped(columns: columns - indent, options: options).enumerated().map {
            $0 == 0 ? head + $1 : blank + $1
        }
    }

    private func appendTag(_ group: String, to head: inout StyledText) {
        let index = state.groups.firstIndex(of: group) ?? 0
        let name = Glyphs.padded(state.names.short(group), to: Self.tagWidth(state))
        head.append(name + " ", style: theme.overlay(.series(index)))
    }
}
