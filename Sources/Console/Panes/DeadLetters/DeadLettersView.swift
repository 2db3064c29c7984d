import OpsDomain
import TerminalCore

/// How the dead-letter pane looks.
extension DeadLettersPane {
    package func view(_ state: DeadLettersState, into frame: inout Frame, _ area: Rect, _ context: ViewContext) {
        if let outcome = state.repair.outcome {
            outcome.draw(in: area, of: &frame, context)
            return
        }
        let parts = area.rows([.flexible(), .fixed(repairRows(state, area.size))])
        drawRepair(state, in: parts[1], of: &frame, context)
        let area = parts[0]
        if let open = state.open {
            open.detail.draw(in: area, of: &frame, context)
            return
        }
        if state.mode == .clusters {
            ClustersView(state: state, context: context).draw(in: area, of: &frame)
            return
        }
        ListView(state.list, columns: Self.columns, emptyText: emptyText(state, context), context: context)
            .draw(in: area, of: &frame) {
                state.order[$0].map { row(state.letters[$0], state, context) } ?? TableRow([])
            }
    }

    package func status(_ state: DeadLettersState, _ context: ViewContext) -> PaneStatus {
        var parts: [String] = []
        if !state.list.marks.isEmpty { parts.append("\(state.list.marks.count) marked") }
        if state.mode == .clusters {
            parts.append(CountText.of(state.clusters.count, "cluster"))
            parts += clusterLog(state)
        }
        if let cluster = state.cluster {
            parts.append(
                "\(CountText.grouped(state.order.count)) of \(CountText.grouped(state.letters.count)): \(cluster)")
        }
        if !state.list.prompt.isEmpty {
            let counts = "\(CountText.grouped(state.order.count)) of \(CountText.grouped(state.letters.count))"
            parts.append(
                state.isArranging
                    ? "looking for /\(state.list.prompt.text)" : "\(counts) match /\(state.list.prompt.text)")
        } else if state.isArranging {
            parts.append("sorting")
        }
        if let word = state.open?.form.word { parts.append(word) }
        if let position = state.open?.detail.position { parts.append(position) }
        let held = state.heldCount
        if held > 0 {
            let left = state.heldUntil.map { max(0, $0.seconds(since: context.now)) } ?? 0
            parts.append("\(CountText.grouped(held)) leased, \(Self.countdown(left)) left")
        } else if state.lease != .none {
            if state.caughtUpAt == nil {
                parts.append("leasing")
            } else if state.heldElsewhere == nil {
                parts.append("empty")
            }
        } else if let queue = state.depth.latest?.value {
            parts.append("~\(CountText.grouped(queue.visible)) waiting, none leased")
        } else {
            parts.append("none leased")
        }
        if !state.repair.unfinished.isEmpty {
            parts.append("\(context.symbols.severityWarning) a repair was cut short: u goes on")
        }
        if let count = state.heldElsewhere { parts.append("~\(CountText.grouped(count)) in flight elsewhere") }
        let lost = state.letters.count(where: \.isLost)
        if lost > 0 { parts.append("\(context.symbols.severityError) \(CountText.grouped(lost)) lost") }
        if let gone = state.goneCount {
            parts.append("\(context.symbols.severityError) ~\(CountText.grouped(gone)) deleted by somebody else")
        }
        return PaneStatus(
            summary: parts.joined(separator: " · "),
            isBusy: state.lease == .opening || state.isArranging || state.clusterLog == .reading,
            asOf: state.lease == .none ? state.depth.latest?.at : state.caughtUpAt ?? state.heldSince,
            failure: state.failure ?? clusterFailure(state) ?? (state.lease == .none ? state.depth.failure : nil))
    }

    private func clusterFailure(_ state: DeadLettersState) -> ServiceFailure? {
        if state.mode == .clusters, case .failed(let failure) = state.clusterLog { failure } else { nil }
    }

    /// What of the consumer's log the clusters are told by.
    private func clusterLog(_ state: DeadLettersState) -> [String] {
        switch state.clusterLog {
        case .unasked, .read: []
        case .reading: ["reading the consumer's log"]
        case .partlyRead: ["the consumer's log in part"]
        case .failed: ["without the consumer's log"]
        }
    }

    package func message(forMouse event: MouseEvent, _ state: DeadLettersState, area: Size) -> DeadLettersMessage? {
        if let open = state.open { return open.detail.event(for: event, area: area).map(DeadLettersMessage.detail) }
        let meaning =
            state.mode == .clusters
            ? ListView.event(for: event, state.clusters.list, columns: ClustersView.columns, area: area)
            : ListView.event(for: event, state.list, columns: Self.columns, area: area)
        switch meaning {
        case .list(let event): return .list(event)
        case .open: return .opened
        case nil: return nil
        }
    }

    private static let columns: [TableColumn] = [
        TableColumn("First seen", width: ColumnWidth(minimum: 10, ideal: 10, maximum: 11), priority: 6),
        TableColumn("Expires", width: ColumnWidth(minimum: 9, ideal: 9, maximum: 11), priority: 5),
        TableColumn("Rcv", width: ColumnWidth(minimum: 3, ideal: 3, maximum: 6), alignment: .trailing, priority: 3),
        TableColumn("Type", width: ColumnWidth(minimum: 10, ideal: 15, maximum: 24), priority: 7),
        TableColumn("Reason", width: ColumnWidth(minimum: 18, ideal: 26, maximum: 44), priority: 9),
        TableColumn("Order", width: ColumnWidth(minimum: 8, ideal: 10, maximum: 36), priority: 4),
        TableColumn("Body", width: ColumnWidth(minimum: 16, ideal: 40), priority: 2),
    ]

    private func row(_ letter: LeasedLetter, _ state: DeadLettersState, _ context: ViewContext) -> TableRow {
        let none = TableCell("–", scope: .textDim)
        let seen = letter.firstSeen.map { MomentText.cell($0, context) } ?? none
        let isOff = !letter.isHeld
        var reason = TableCell(
            letter.why, scope: letter.reason == .none && letter.exception == nil ? nil : .severityWarning)
        if letter.isLost {
            reason = TableCell("\(context.symbols.severityError) lease lost", scope: .severityError)
        }
        return TableRow(
            [
                seen, expiry(letter, state, context), TableCell(CountText.grouped(letter.letter.receiveCount)),
                letter.order.type.map { TableCell($0) } ?? none, reason,
                letter.order.orderID.map { TableCell($0) } ?? none, TableCell(letter.preview, scope: .textDim),
            ], isMarked: state.list.marks.contains(letter.id), isDimmed: isOff)
    }

    private func expiry(_ letter: LeasedLetter, _ state: DeadLettersState, _ context: ViewContext) -> TableCell {
        guard let expiry = letter.letter.expiry(retention: state.retention) else {
            return TableCell("–", scope: .textDim)
        }
        let seconds = expiry.moment.seconds(since: context.now)
        if seconds <= 0 {
            return expiry.isEarliest
                ? TableCell("any time", scope: .severityWarning) : TableCell("expired", scope: .severityError)
        }
        let text = RelativeAge.text(seconds: seconds) + (expiry.isEarliest ? "+" : "")
        // Less than a day is the time to act.
        return seconds < 86_400
            ? TableCell("\(context.symbols.severityWarning) \(text)", scope: .severityWarning) : TableCell(text)
    }

    private func emptyText(_ state: DeadLettersState, _ context: ViewContext) -> StyledText {
        if let failure = state.failure {
            return EmptyNote.failure(failure, theme: context.theme, symbols: context.symbols)
        }
        if !state.letters.isEmpty { return StyledText("No message fits the filter  (Esc shows all)") }
        switch state.lease {
        case .none:
            if let failure = state.depth.failure {
                return EmptyNote.failure(failure, theme: context.theme, symbols: context.symbols)
            }
            guard let loaded = state.depth.latest else {
                return StyledText("Nothing leased. Focus this pane to lease.")
            }
            guard let queue = loaded.value else {
                return StyledText("There is no queue \(state.queue ?? "") that could be asked.")
            }
            return StyledText(
                "About \(CountText.of(queue.visible, "message")) waiting.\nFocus this pane to lease and read them.")
        case .opening: return StyledText("Leasing\(context.symbols.ellipsis)")
        case .open:
            guard state.caughtUpAt != nil else { return StyledText("Leasing\(context.symbols.ellipsis)") }
            guard let count = state.heldElsewhere else { return StyledText("No dead letters. Good.") }
            return StyledText(
                "About \(CountText.of(count, "message")) in flight: another consumer or console holds them.\n"
                    + "They show here as soon as they are visible again.")
        }
    }

    /// `1:52`: a countdown that keeps its width while it runs.
    private static func countdown(_ seconds: Double) -> String {
        let total = Int(seconds)
        let rest = total % 60
        return "\(total / 60):\(rest < 10 ? "0" : "")\(rest)"
    }
}
