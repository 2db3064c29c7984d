import OpsDomain
import TerminalCore

/// Base, theirs and yours of each field that differs; where the two disagree, what was chosen.
struct RecordConflictView {
    let conflict: RecordConflict
    let collection: Collection
    let context: ViewContext

    private var theme: Theme { context.theme }
    private var symbols: Symbols { context.symbols }

    func draw(in area: Rect, of frame: inout Frame) {
        frame.fill(area, style: theme[.text])
        let width = max(1, area.columns - 2)
        let head = heading.flatMap { $0.wrapped(columns: width, options: frame.options) }
        var body: [StyledText] = []
        var cursorRows = 0..<0
        for (index, lines) in blocks.enumerated() {
            let wrapped = lines.flatMap { shortened($0, width, frame.options) }
            if index == conflict.cursor { cursorRows = body.count..<body.count + wrapped.count }
            body += wrapped
        }
        // The conflict that is chosen for is seen whole, as far as there is room.
        let room = max(1, area.rows - head.count)
        let first = max(0, min(max(0, cursorRows.upperBound - room), cursorRows.lowerBound))
        for (offset, line) in (head + body[min(first, body.count)...].prefix(room)).prefix(area.rows).enumerated() {
            frame.write(
                line, row: area.row + offset, column: area.column + 1, width: width, base: theme[.text])
        }
    }

    /// A long value shows its beginning: the others have to be seen too.
    private func shortened(_ line: StyledText, _ width: Int, _ options: TextOptions) -> [StyledText] {
        let wrapped = line.wrapped(columns: width, options: options)
        guard wrapped.count > 3 else { return wrapped }
        return wrapped.prefix(2) + [StyledText("    \(symbols.ellipsis)", style: theme.overlay(.textDim))]
    }

    private var heading: [StyledText] {
        let warning = StyledText(
            "\(symbols.severityWarning) This \(collection.singular) was changed by someone else meanwhile.",
            style: theme.overlay(.noticeWarning))
        guard conflict.merge != nil else {
            return [warning, "It is gone. Nothing was written; Esc shows your edits, d lets them go."]
        }
        let what: StyledText
        if conflict.conflicts.isEmpty {
            what = "Nothing was written. The changes do not touch each other; Enter goes on with both."
        } else if conflict.open.isEmpty {
            what = "Nothing was written. All is chosen; Enter goes on to what will be written."
        } else {
            let fields = CountText.of(conflict.conflicts.count, "field")
            what = StyledText(
                "Nothing was written. You both changed \(fields): m takes yours, t theirs "
                    + "(\(conflict.open.count) to choose).")
        }
        return [warning, what, ""]
    }

    /// The conflicts first, each a block of lines; then what merged by itself.
    private var blocks: [[StyledText]] {
        guard let merge = conflict.merge else { return [] }
        var blocks = merge.conflicts.enumerated().map { index, difference in
            block(difference, isAtCursor: index == conflict.cursor)
        }
        let rest = merge.differences.filter { $0.kind != .conflict }
        if !rest.isEmpty {
            let title = merge.conflicts.isEmpty ? "Merged" : "Merged without a choice"
            blocks.append([StyledText(title, style: theme.overlay(.textStrong))] + rest.flatMap(merged))
        }
        return blocks
    }

    private func block(_ difference: RecordMerge.Difference, isAtCursor: Bool) -> [StyledText] {
        let choice = conflict.choices[difference.path]
        var title = StyledText(isAtCursor ? symbols.selectionBar : " ", style: theme.overlay(.textAccent))
        title.append(" " + difference.path.text, style: theme.overlay(isAtCursor ? .textStrong : .diffHeader))
        switch choice {
        case nil: title.append("  not chosen: m or t", style: theme.overlay(.noticeWarning))
        case .mine: title.append("  yours", style: theme.overlay(.stateGood))
        case .theirs: title.append("  theirs", style: theme.overlay(.stateGood))
        }
        let texts = SaveConfirmation.texts(of: [difference.base, difference.theirs, difference.mine])
        return [
            title, value("    was     ", texts[0], .diffRemoved),
            value(sign(.theirs, choice) + "theirs  ", texts[1], .diffAdded),
            value(sign(.mine, choice) + "yours   ", texts[2], .textAccent),
        ]
    }

    private func sign(_ side: RecordMerge.Side, _ choice: RecordMerge.Side?) -> String {
        let key = side == .mine ? "m" : "t"
        return choice == side ? "> \(key) " : "  \(key) "
    }

    private func merged(_ difference: RecordMerge.Difference) -> [StyledText] {
        let who =
            switch difference.kind {
            case .mine: "only you changed it"
            case .theirs: "only they changed it"
            case .both: "both made the same of it"
            case .conflict: ""
            }
        var title = StyledText("  " + difference.path.text, style: theme.overlay(.diffHeader))
        title.append("  \(who)", style: theme.overlay(.textDim))
        let isMine = difference.kind == .mine
        let texts = SaveConfirmation.texts(of: [difference.base, isMine ? difference.mine : difference.theirs])
        return [
            title, value("    was     ", texts[0], .diffRemoved),
            value(isMine ? "    yours   " : "    theirs  ", texts[1], .diffAdded),
        ]
    }

    private func value(_ label: String, _ value: String?, _ scope: ThemeScope) -> StyledText {
        var line = StyledText(label, style: theme.overlay(.fieldLabel))
        guard let value else {
            line.append("(absent)", style: theme.overlay(.textDim))
            return line
        }
        line.append(value, style: theme.overlay(scope))
        return line
    }
}
