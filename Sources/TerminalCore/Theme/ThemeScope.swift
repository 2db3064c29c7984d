/// What a piece of the screen means. Panes ask a theme for scopes and never name a colour.
///
/// A scope that a theme does not name looks like its parent, the scope before the last dot; a scope without a parent
/// looks like `text`.
package enum ThemeScope: String, CaseIterable, Hashable, Sendable {
    /// The screen's own colours; every other scope starts from them.
    case text
    case textDim = "text.dim"
    case textAccent = "text.accent"
    case textStrong = "text.strong"

    case header
    case headerName = "header.name"
    case headerEnvironment = "header.environment"
    case headerProduction = "header.production"
    case headerReadOnly = "header.read-only"
    case headerDim = "header.dim"

    case footer
    case footerKey = "footer.key"
    case footerLabel = "footer.label"
    case footerDisabled = "footer.disabled"

    case tab
    case tabSelected = "tab.selected"
    case tabAlert = "tab.alert"

    case border
    case borderFocused = "border.focused"
    case title
    case titleFocused = "title.focused"
    case scrollbar
    case scrollbarThumb = "scrollbar.thumb"

    case table
    case tableHeader = "table.header"
    case tableHeaderSorted = "table.header.sorted"
    case tableRow = "table.row"
    /// Overlay: the row under the cursor of the pane that has the focus.
    case tableRowSelected = "table.row.selected"
    /// Overlay: the row under the cursor of a pane without the focus.
    case tableRowSelectedInactive = "table.row.selected.inactive"
    /// Overlay: a row marked for an action on many.
    case tableRowMarked = "table.row.marked"
    /// Overlay: a row that is on its way out, or no longer counts.
    case tableRowDimmed = "table.row.dimmed"

    case severity
    case severityError = "severity.error"
    case severityWarning = "severity.warning"
    case severityInfo = "severity.info"
    case severityDebug = "severity.debug"
    case severityOK = "severity.ok"

    case state
    case stateGood = "state.good"
    case stateBad = "state.bad"
    case stateBusy = "state.busy"
    case stateIdle = "state.idle"

    case notice
    case noticeWarning = "notice.warning"
    case noticeError = "notice.error"
    case prompt
    case promptLabel = "prompt.label"
    case progress
    case progressFilled = "progress.filled"
    case sparkline
    case sparklineHigh = "sparkline.high"

    case dialog
    case dialogBorder = "dialog.border"
    case dialogTitle = "dialog.title"
    case dialogKey = "dialog.key"
    case dialogDanger = "dialog.danger"
    case dialogDangerBorder = "dialog.danger.border"

    case field
    case fieldLabel = "field.label"
    case fieldFocused = "field.focused"
    case fieldInvalid = "field.invalid"
    case fieldReadOnly = "field.read-only"
    case fieldError = "field.error"
    case fieldHint = "field.hint"

    case diff
    case diffAdded = "diff.added"
    case diffRemoved = "diff.removed"
    case diffHeader = "diff.header"

    /// Overlay: what a filter or search found.
    case match
    /// Overlay: the found place that `n` and `N` stand on.
    case matchCurrent = "match.current"
    /// A place in a log or list where something may be missing.
    case gap
    /// Data that a refresh could not renew, and its age.
    case stale

    case help
    case helpKey = "help.key"
    case helpGroup = "help.group"

    case syntax
    case syntaxKey = "syntax.key"
    case syntaxString = "syntax.string"
    case syntaxNumber = "syntax.number"
    case syntaxLiteral = "syntax.literal"
    case syntaxPunctuation = "syntax.punctuation"

    /// One of many of a kind, told apart by colour beside its name: log groups, queues in a chart.
    case series
    case series1 = "series.1"
    case series2 = "series.2"
    case series3 = "series.3"
    case series4 = "series.4"
    case series5 = "series.5"
    case series6 = "series.6"

    /// The scope of the `index`-th member of a series; the six go round.
    package static func series(_ index: Int) -> ThemeScope {
        let all: [ThemeScope] = [.series1, .series2, .series3, .series4, .series5, .series6]
        return all[((index % all.count) + all.count) % all.count]
    }

    /// The nearest declared scope before a dot of this one's name; nil for a scope of the first level.
    package var parent: ThemeScope? {
        var name = rawValue[...]
        while let dot = name.lastIndex(of: ".") {
            name = name[..<dot]
            if let scope = ThemeScope(rawValue: String(name)) { return scope }
        }
        return nil
    }
}
