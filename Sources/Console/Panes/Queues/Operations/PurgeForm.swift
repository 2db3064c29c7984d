import OpsDomain
import TerminalCore

/// A queue that is about to be emptied.
package struct PurgeForm: Sendable {
    package enum Phase: Hashable, Sendable {
        case asking
        /// Under way; how many messages have been received to be saved, nil where none are.
        case purging(received: Int?)
    }

    package let queue: String
    /// How the queue stood when the question began; nil when it could not be asked. What is asked does not change behind it.
    package let snapshot: QueueSnapshot?
    package var path: TextField
    package var saves = true
    package var phase = Phase.asking
    package var failure: ServiceFailure?

    package init(queue: String, snapshot: QueueSnapshot?, now: Timestamp) {
        self.queue = queue
        self.snapshot = snapshot
        path = TextField(SavedMessages.fileName(queue: queue, at: now))
    }

    package var scope: BindingScope { phase == .asking ? .purge : .purging }

    package var counts: String {
        guard let snapshot else { return "How many messages it has could not be asked." }
        return
            "About \(CountText.grouped(snapshot.visible)) visible, \(CountText.grouped(snapshot.inFlight)) in flight, "
            + "\(CountText.grouped(snapshot.delayed)) delayed: all of them go."
    }

    /// What saving can and cannot do.
    package var savingSentence: String {
        guard saves else { return "Nothing is saved: what is purged cannot be brought back." }
        guard let snapshot, snapshot.inFlight + snapshot.delayed > 0 else {
            return "What can be received is saved first."
        }
        return "What can be received is saved first: not what is delayed, or held by others."
    }

    /// What else one should know before.
    package var cautions: [String] {
        var cautions = [
            "SQS may take \(PurgeOutcome.interval) s, in which what is sent may go too, and takes one purge a minute."
        ]
        if saves, let redrive = snapshot?.redrive {
            cautions.append(
                "Receiving counts: what has been received \(CountText.of(redrive.maximumReceives, "time")) goes to "
                    + "\(redrive.deadLetterQueue) instead.")
        }
        return cautions
    }
}

/// The question before a purge, and how far it is.
struct PurgeFormView {
    let form: PurgeForm
    let context: ViewContext

    private var theme: Theme { context.theme }

    func draw(in area: Rect, of frame: inout Frame) {
        frame.fill(area, style: theme[.text])
        let width = max(1, area.columns - 2)
        var row = area.row
        func write(_ text: String, _ scope: ThemeScope) {
            for piece in StyledText(text, style: theme.overlay(scope)).wrapped(columns: width, options: frame.options)
            where row < area.endRow - 1 {
                frame.write(piece, row: row, column: area.column + 1, width: width, base: theme[.text])
                row += 1
            }
        }
        write("Purge \(form.queue)", .textStrong)
        // The fields before the words: where there is no room for all, what can be changed is seen.
        let fields = min(2, max(0, area.endRow - 1 - row))
        drawFields(in: Rect(row: row, column: area.column + 1, rows: fields, columns: width), of: &frame)
        row += fields + 1
        write(form.counts, .text)
        write(form.savingSentence, form.saves ? .text : .noticeWarning)
        for caution in form.cautions { write(caution, .textDim) }
        drawFoot(row: area.endRow - 1, column: area.column + 1, width: width, of: &frame)
        if form.phase != .asking || !context.isFocused { frame.cursor = nil }
    }

    private func drawFields(in area: Rect, of frame: inout Frame) {
        let saves = FormField(
            id: "saves", label: "Save first", text: form.saves ? "yes   (^T: no)" : "no   (^T: yes)", isReadOnly: true)
        var path = FormField(id: "path", label: "File", isReadOnly: !form.saves)
        path.field = form.path
        FormView(fields: [saves, path]).draw(in: area, of: &frame, theme: theme, symbols: context.symbols)
    }

    private func drawFoot(row: Int, column: Int, width: Int, of frame: inout Frame) {
        if case .purging(let received) = form.phase {
            let label = received.map { "\(CountText.of($0, "message")) received" } ?? "Purging"
            let total = form.snapshot?.visible ?? 0
            // Never whole: what was counted are approximations, and after the last one it is looked whether more come.
            let share = received.flatMap { total > 0 ? min(0.99, Double($0) / Double(total)) : nil }
            ProgressBar(fraction: share, label: label, tick: received ?? 0)
                .draw(row: row, column: column, width: width, of: &frame, theme: theme, symbols: context.symbols)
            return
        }
        let symbols = context.symbols
        let (text, scope): (String, ThemeScope) =
            form.failure.map { ("\(symbols.severityError) \($0.sentence)", .noticeError) }
            ?? ("Enter asks for the queue's name before anything happens.", .textDim)
        frame.write(text, row: row, column: column, width: width, style: theme[scope], overflow: .ellipsis)
    }
}
