import OpsDomain
import TerminalCore

/// What happens in the dead-letter pane.
package enum DeadLettersMessage: Sendable {
    case list(ListEvent)
    case repair(RepairMessage)
    case detail(DetailEvent)
    case leaseOpened(queue: String, retention: Duration?)
    case lettersLeased([LeasedLetter])
    case leasesExtended(messageIDs: [String], until: Timestamp)
    case leasesLost(messageIDs: [String])
    /// Deleted from the queue by this console.
    case lettersRemoved(messageIDs: [String])
    case caughtUp(at: Timestamp)
    case leasingFailed(ServiceFailure)
    /// The stream came to its end by itself.
    case leasingEnded
    case depthArrived(Result<QueueSnapshot?, ServiceFailure>, at: Timestamp)
    case leaseAsked
    case opened
    case detailClosed
    case rawToggled
    case identifierCopied
    case letterCopied
    case orderAsked
    case textSought(String)
}

/// What the dead-letter pane knows.
package struct DeadLettersState: Sendable {
    package enum Lease: Hashable, Sendable {
        /// Nothing is leased: the pane has not had the focus, or was left.
        case none
        case opening
        case open
    }

    package struct OpenLetter: Sendable {
        package let id: String
        package var detail: DetailState
        /// The body as it came, instead of laid out for reading.
        package var isRaw = false
    }

    package var lease: Lease = .none
    /// The queue's name, by the environment's rule until the service has told it.
    package var queue: String?
    package var retention: Duration?
    package var letters: [LeasedLetter] = []
    package var list = ListState<String>(
        columnNames: [
            ["first seen", "seen"], ["expires in", "expires"], ["receives"], ["type"], ["reason"], ["order"], ["body"],
        ])
    package var order = RowOrder()
    package var open: OpenLetter?
    package var repair = LetterRepair()
    package var failure: ServiceFailure?
    /// When everything visible had been leased.
    package var caughtUpAt: Timestamp?
    /// What is known without leasing: how many wait, and how many somebody holds.
    package var depth: Loadable<QueueSnapshot?> = .idle
    /// When messages were last taken or lost; a depth from before says nothing about who holds what now.
    package var heldSince: Timestamp?
    /// A text that another pane looks for and that has not come yet.
    package var soughtText: String?

    package init() {}

    package var selected: LeasedLetter? {
        list.selection.selected.flatMap { order[$0] }.map { letters[$0] }
    }

    package var subject: LeasedLetter? {
        guard let open else { return selected }
        return letters.first { $0.id == open.id }
    }

    /// The bar is on the order's id, in the body.
    package var isOrderAtBar: Bool {
        open?.detail.entryPath == ValuePath([.name("orderId")]) && subject?.order.orderID != nil
    }

    package var heldCount: Int { letters.count(where: \.isHeld) }

    /// About how many messages somebody else holds, by SQS's own count; nil when that is not known, or none.
    package var heldElsewhere: Int? {
        guard lease == .open, caughtUpAt != nil, let latest = depth.latest, let queue = latest.value,
            heldSince.map({ $0 <= latest.at }) ?? true
        else { return nil }
        let count = queue.inFlight - heldCount
        return count > 0 ? count : nil
    }

    /// Until when all leases hold: the earliest that runs out.
    package var heldUntil: Timestamp? {
        letters.lazy.compactMap { if case .held(let until) = $0.hold { until } else { nil } }.min()
    }

    package var scope: BindingScope { repair.scope ?? open?.detail.scope ?? list.scope }

    package mutating func arrange(keeping id: String?) {
        let letters = letters
        let sort = list.sort ?? ColumnSort(column: 0)
        order.arrange(
            count: letters.count, list: &list, keeping: id, id: { letters[$0].id },
            cell: { column, row in LetterCell.text(column, letters[row]) },
            precedes: { left, right in LetterOrder.precedes(letters[left], letters[right], sort) })
    }
}

/// A dead letter's texts by column, for filter and sort.
enum LetterCell {
    static func text(_ column: Int, _ letter: LeasedLetter) -> String? {
        switch column {
        case 2: String(letter.letter.receiveCount)
        case 3: letter.order.type
        case 4: letter.reason.label
        case 5: letter.order.orderID
        // The whole body is searched, not only what fits into the cell, and so is the id.
        case 6: letter.letter.body + " " + letter.id
        default: nil
        }
    }
}

enum LetterOrder {
    /// By a column; what is not known comes last whichever way. Equals go by the moment they were sent and then by id,
    /// so that every lease shows them in the same order, however SQS hands them out.
    static func precedes(_ left: LeasedLetter, _ right: LeasedLetter, _ sort: ColumnSort) -> Bool {
        let byColumn =
            switch sort.column {
            case 0: isBefore(left.firstSeen, right.firstSeen, sort.order)
            // What was sent first expires first, since all share one retention.
            case 1: isBefore(left.letter.sentAt, right.letter.sentAt, sort.order)
            case 2: isBefore(left.letter.receiveCount, right.letter.receiveCount, sort.order)
            default: isBefore(LetterCell.text(sort.column, left), LetterCell.text(sort.column, right), sort.order)
            }
        return byColumn ?? isBefore(left.letter.sentAt, right.letter.sentAt, .ascending) ?? (left.id < right.id)
    }

    /// Nil when they are equal.
    private static func isBefore<Value: Comparable>(_ left: Value?, _ right: Value?, _ order: SortOrder) -> Bool? {
        if left == right { return nil }
        guard let left else { return false }
        guard let right else { return true }
        return order == .ascending ? left < right : left > right
    }
}
