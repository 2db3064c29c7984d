import OpsDomain
import TerminalCore

/// How a redrive stands: what would be done, what is running, how the canary fared, and what was done before.
struct RedriveView {
    let redrive: Redrive
    /// How the queue stands now; nil when it could not be asked.
    let snapshot: QueueSnapshot?
    let names: ResourceNames
    let context: ViewContext

    private var theme: Theme { context.theme }
    private var symbols: Symbols { context.symbols }

    func draw(in area: Rect, of frame: inout Frame) {
        frame.fill(area, style: theme[.text])
        if let form = redrive.settingsForm {
            draw(form, in: area, of: &frame)
            return
        }
        let width = max(1, area.columns - 2)
        var row = area.row
        for line in head {
            for piece in line.wrapped(columns: width, options: frame.options) where row < area.endRow {
                frame.write(piece, row: row, column: area.column + 1, width: width, base: theme[.text])
                row += 1
            }
        }
        for bar in bars where row < area.endRow {
            bar.draw(row: row, column: area.column + 1, width: width, of: &frame, theme: theme, symbols: symbols)
            row += 1
        }
        for line in canary {
            for piece in line.wrapped(columns: width, options: frame.options) where row < area.endRow {
                frame.write(piece, row: row, column: area.column + 1, width: width, base: theme[.text])
                row += 1
            }
        }
        row += 1
        for line in past where row < area.endRow {
            for piece in line.wrapped(columns: width, options: frame.options) where row < area.endRow {
                frame.write(piece, row: row, column: area.column + 1, width: width, base: theme[.text])
                row += 1
            }
        }
    }

    private func draw(_ form: FormView, in area: Rect, of frame: inout Frame) {
        let width = max(1, area.columns - 2)
        frame.write(
            "How the messages of \(redrive.queue) go back", row: area.row, column: area.column + 1, width: width,
            style: theme[.textStrong], overflow: .ellipsis)
        form.draw(
            in: Rect(row: area.row + 1, column: area.column + 1, rows: max(0, area.rows - 1), columns: width),
            of: &frame, theme: theme, symbols: symbols)
        if !context.isFocused { frame.cursor = nil }
    }

    private func styled(_ text: String, _ scope: ThemeScope) -> StyledText {
        StyledText(text, style: theme.overlay(scope))
    }

    // MARK: Parts

    private var head: [StyledText] {
        let counts =
            snapshot.map {
                "\(CountText.grouped($0.visible)) waiting"
                    + ($0.inFlight > 0 ? ", \(CountText.grouped($0.inFlight)) in flight" : "")
            } ?? "how many are waiting is not known"
        var lines = [
            styled("Redrive \(names.short(redrive.queue))", .textStrong) + StyledText(": \(counts)"),
            styled("Goes \(redrive.settings.words(redrive.sources, names))  (e changes)", .textDim),
        ]
        if redrive.sources.isEmpty {
            lines.append(
                styled(
                    "\(symbols.severityWarning) No queue here sends its dead letters to it; then SQS moves nothing.",
                    .noticeWarning))
        }
        for failure in [redrive.failure, redrive.tasks.failure].compactMap(\.self) {
            lines.append(styled("\(symbols.severityError) \(failure.sentence)", .noticeError))
        }
        return lines
    }

    private var bars: [ProgressBar] {
        var bars: [ProgressBar] = []
        if redrive.isStarting { bars.append(ProgressBar(fraction: nil, label: "Starting")) }
        if let task = redrive.active {
            let moved = task.moved.map(CountText.grouped) ?? "?"
            let total = task.toMove.map { " of ~\(CountText.grouped($0))" } ?? ""
            let speed = task.speed(at: context.now).map { ", \(CountText.decimal($0, places: 1))/s" } ?? ""
            let end = task.status == .cancelling || redrive.isCancelling ? "cancelling" : "X cancels"
            bars.append(ProgressBar(fraction: task.fraction, label: "\(moved)\(total) moved\(speed) · \(end)"))
        }
        if let watch = redrive.canary.watch, watch.verdict == .watching {
            bars.append(
                ProgressBar(
                    fraction: watch.fraction, label: "Canary, \(Int(watch.elapsed)) of \(watch.length) s"))
        }
        return bars
    }

    private var canary: [StyledText] {
        switch redrive.canary {
        case .none: return []
        case .sending: return [styled("Sending the canary\(symbols.ellipsis)", .notice)]
        case .failed(let failure): return [styled("\(symbols.severityError) \(failure.sentence)", .noticeError)]
        case .sent(let fates, let watch):
            var lines = fates.compactMap(\.problem).map {
                styled("\(symbols.severityError) \($0)", .noticeError)
            }
            guard let watch else { return lines }
            let (sign, scope): (String, ThemeScope)
            switch watch.verdict {
            case .watching: (sign, scope) = ("", .text)
            case .cameBack: (sign, scope) = ("\(symbols.severityError) ", .severityError)
            case .consumed: (sign, scope) = ("\(symbols.severityOK) ", .severityOK)
            case .undecided: (sign, scope) = ("\(symbols.severityWarning) ", .severityWarning)
            }
            let next: String
            switch watch.verdict {
            case .consumed: next = " m moves the rest."
            case .undecided, .watching, .cameBack: next = ""
            }
            lines.append(styled("\(sign)\(watch.sentence)\(next)", scope))
            if watch.verdict == .watching { lines += watch.latest?.destinations.map(depth) ?? [] }
            // Two ids fill a line of eighty columns: where they went stands above.
            lines += watch.sent.map { styled("\($0.oldID) \(symbols.arrow) \($0.newID)", .textDim) }
            if let failure = redrive.sightFailure, watch.verdict == .watching {
                lines.append(styled("\(symbols.severityError) \(failure.sentence)", .noticeError))
            }
            return lines
        }
    }

    private func depth(_ depth: CanarySighting.Depth) -> StyledText {
        StyledText("\(names.short(depth.queue)): \(depth.visible) waiting, \(depth.inFlight) in flight")
    }

    private var past: [StyledText] {
        let tasks = redrive.past
        guard redrive.tasks.latest != nil else {
            return redrive.tasks.isLoading ? [styled("Asking for earlier redrives\(symbols.ellipsis)", .textDim)] : []
        }
        if tasks.isEmpty { return redrive.active == nil ? [styled("No redrive before.", .textDim)] : [] }
        return [styled("Earlier redrives", .textStrong)] + tasks.dropFirst(redrive.scroll).flatMap(lines)
    }

    private func lines(_ task: MoveTask) -> [StyledText] {
        let (sign, scope): (String, ThemeScope) =
            switch task.status {
            case .completed: (symbols.severityOK, .severityOK)
            case .failed: (symbols.severityError, .severityError)
            case .cancelled, .cancelling: (symbols.severityWarning, .severityWarning)
            case .running, .other: ("", .textDim)
            }
        var line = styled("\(sign) \(task.status.word)", scope)
        line.append(
            StyledText(
                "  \(task.moved.map(CountText.grouped) ?? "?") of ~\(task.toMove.map(CountText.grouped) ?? "?") moved"))
        if let started = task.startedAt {
            line.append(StyledText("  \(started.age(at: context.now)) ago"))
        }
        line.append(styled("  \(task.destination.map { "to \(names.short($0))" } ?? "to their sources")", .textDim))
        if let rate = task.rate { line.append(styled(", at most \(rate)/s", .textDim)) }
        return [line] + (task.failureSentence.map { [styled("  \($0)", .noticeError)] } ?? [])
    }
}
