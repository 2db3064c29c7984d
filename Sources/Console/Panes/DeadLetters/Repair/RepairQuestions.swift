import OpsDomain
import TerminalCore

/// What is asked before messages are sent, deleted or restored.
extension DeadLettersPane {
    package func confirmation(
        for message: DeadLettersMessage, _ state: DeadLettersState, _ context: UpdateContext
    ) -> Confirmation? {
        guard case .repair(let message) = message else { return nil }
        switch message {
        case .resendAsked: return resending(order(.resend, state), state)
        case .resendToAsked:
            guard case .destination(let field)? = state.repair.prompt, !field.text.isEmpty else { return nil }
            return resending(order(.resend, state, to: field.text), state)
        case .editedResendAsked: return edited(state)
        case .deletionAsked: return deletion(order(.delete, state), state)
        case .restoreAsked: return restoration(state).map { restoring($0, state) }
        case .resumeAsked: return state.repair.unfinished.first.map(resumption)
        default: return nil
        }
    }

    private func resending(_ order: RepairService.Order, _ state: DeadLettersState) -> Confirmation {
        Confirmation(
            title: "Send \(CountText.of(order.items.count, "message")) again?",
            details: problem(with: order).map { [StyledText($0)] } ?? routes(order),
            changes: names(order, state).map { .added($0) }, action: "Send")
    }

    /// How many go from where to where.
    private func routes(_ order: RepairService.Order) -> [StyledText] {
        let counts = Dictionary(grouping: order.items) { $0.destination ?? "?" }.mapValues(\.count)
        return counts.sorted { $0.key < $1.key }.map { queue, count in
            StyledText("\(CountText.grouped(count)) from \(order.source) to \(queue)")
        }
    }

    private func names(_ order: RepairService.Order, _ state: DeadLettersState) -> [String] {
        let most = 12
        let shown = order.items.prefix(most)
        // What the bodies say was read when they came; a file's are told by their ids.
        let wanted = Set(shown.map(\.message.messageID))
        var orders: [String: OrderMessage] = [:]
        for letter in state.letters where wanted.contains(letter.id) { orders[letter.id] = letter.order }
        var lines = shown.map { item in
            let id = item.message.messageID
            return [id, orders[id]?.type, orders[id]?.orderID].compactMap(\.self).joined(separator: "  ")
        }
        if order.items.count > most { lines.append("and \(CountText.grouped(order.items.count - most)) more") }
        return lines
    }

    private func edited(_ state: DeadLettersState) -> Confirmation? {
        guard let edited = state.repair.edited,
            let letter = state.letters.first(where: { $0.id == edited.messageID })
        else { return nil }
        let order = order(.resend, state, edited: edited)
        let changes = Self.changes(from: letter.letter.body, to: edited.body)
        return Confirmation(
            title: "Send the edited message?", details: routes(order), changes: changes, action: "Send")
    }

    /// A body with more is told by its size: comparing two of a megabyte takes longer than a key may.
    private static let mostCompared = 64 << 10

    private static func changes(from before: String, to after: String) -> [ConfirmedChange] {
        guard max(before.utf8.count, after.utf8.count) <= mostCompared else {
            return [
                .removed("a body of \(CountText.bytes(before.utf8.count))"),
                .added("a body of \(CountText.bytes(after.utf8.count))"),
            ]
        }
        let difference = lines(after).difference(from: lines(before))
        return difference.removals.map { .removed(text(of: $0)) } + difference.insertions.map { .added(text(of: $0)) }
    }

    private static func text(of change: CollectionDifference<String>.Change) -> String {
        switch change {
        case .insert(_, let line, _), .remove(_, let line, _): line
        }
    }

    /// A body as people compare two: JSON laid out, so that only what differs is told.
    private static func lines(_ body: String) -> [String] {
        switch MessageBody(body).content {
        case .json(let node): node.prettyLines
        case .raw(let text, _): text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        }
    }

    private func deletion(_ order: RepairService.Order, _ state: DeadLettersState) -> Confirmation {
        Confirmation(
            title: "Delete \(CountText.of(order.items.count, "message"))?",
            details: [StyledText("From \(order.source). They are saved to a file first; I brings them back.")],
            changes: names(order, state).map { .removed($0) }, action: "Delete", typedName: String(order.items.count))
    }

    private func restoring(_ order: RepairService.Order, _ state: DeadLettersState) -> Confirmation {
        Confirmation(
            title: "Send \(CountText.of(order.items.count, "message")) out of the file?", details: routes(order),
            changes: names(order, state).map { .added($0) }, action: "Send")
    }

    private func resumption(_ ledger: RepairLedger) -> Confirmation {
        let sum = ledger.sum
        return Confirmation(
            title: "Go on with what was cut short?",
            details: [
                StyledText(
                    "\(ledger.repair.action.rawValue) from \(ledger.repair.source), \(ledger.repair.at.iso8601)"),
                StyledText(ledger.summary),
                StyledText(
                    "What was sent is deleted here, what may have been sent is looked for, and \(CountText.of(sum.open, "message")) "
                        + "is settled at most."),
            ], action: "Go on")
    }
}
