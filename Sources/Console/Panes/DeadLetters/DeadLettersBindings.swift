import OpsDomain
import TerminalCore

/// The commands of the dead-letter pane.
enum DeadLettersBindings {
    typealias Entry = Binding<DeadLettersState, DeadLettersMessage>

    private static let letters = ListBindings.scopes.union([.detail])

    static var all: [Entry] {
        look + RepairBindings.all(letters) + ListBindings.all("dead-letters") { .list($0) }
            + DetailBindings.all(
                "dead-letters.detail", closed: .detailClosed, detail: { $0.open?.detail }, follows: \.isOrderAtBar
            ) { .detail($0) }
    }

    private static let look: [Entry] = [
        Entry(
            [Key(.enter)], "dead-letters.open", label: "open",
            help: "Show body, attributes and why it failed; leases the queue first when that has not been done.",
            group: .look, footerPriority: 100, scopes: ListBindings.scopes, message: .opened),
        Entry(
            [.character("y")], "dead-letters.raw", label: "raw",
            help: "Show the body as it lies in the queue, or laid out.",
            group: .look, footerPriority: 55, scopes: [.detail], message: .rawToggled),
        Entry(
            [.character("O")], "dead-letters.order", label: "order", help: "Go to the order that the message is about.",
            group: .look, footerPriority: 60, scopes: letters,
            availability: { state in
                if state.subject == nil { return hasSubject(state) }
                return state.subject?.order.orderID == nil ? .unavailable("The message names no order.") : .available
            }, message: .orderAsked),
        Entry(
            [.character("c")], "dead-letters.copy-id", label: "copy id", help: "Copy the message id.", group: .look,
            footerPriority: 40, scopes: letters, availability: hasSubject, message: .identifierCopied),
        Entry(
            [.character("C")], "dead-letters.copy", label: "copy",
            help: "Copy with all attributes as JSON: the marked ones, else this one.", group: .look, scopes: letters,
            availability: hasSubject, message: .letterCopied),
        Entry(
            [.control("r")], "dead-letters.lease", label: "lease", help: "Lease what is in the queue.", group: .look,
            footerPriority: 45, scopes: letters,
            availability: { state in
                state.lease == .none
                    ? .available : .unavailable("The queue is leased; new messages come by themselves.")
            }, message: .leaseAsked),
    ]

    @Sendable private static func hasSubject(_ state: DeadLettersState) -> Availability {
        state.subject == nil ? .unavailable("There is no message here.") : .available
    }
}
