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
            [.character("y")], "dead-letters.raw", label: "raw, hex",
            help: "Show the body as it lies in the queue, then its bytes, then laid out again.",
            group: .look, footerPriority: 55, scopes: [.detail], message: .formCycled),
        Entry(
            [.character("i")], "dead-letters.clusters", label: "clusters",
            help: "Show the messages by what they fail with, or one by one.",
            group: .look, footerPriority: 81, scopes: ListBindings.scopes, message: .clustersToggled),
        Entry(
            [.character("L")], "dead-letters.log", label: "log",
            help: "Go to the line of the consumer's log that tells why.",
            group: .look, footerPriority: 81, scopes: [.detail],
            availability: { state in
                state.told == nil ? .unavailable("No line of the log is known that tells of this message.") : .available
            }, message: .logAsked),
        Entry(
            [.character("O")], "dead-letters.order", label: "order", help: "Go to the order that the message is about.",
            group: .look, footerPriority: 60, scopes: letters,
            availability: { state in
                guard state.subject != nil else { return hasSubject(state) }
                return state.subject?.order.orderID == nil ? .unavailable("The message names no order.") : .available
            }, message: .orderAsked),
        Entry(
            [.character("c")], "dead-letters.copy-id", label: "copy id", help: "Copy the message id.", group: .look,
            footerPriority: 40, scopes: letters, availability: hasSubject, message: .identifierCopied),
        Entry(
            [.character("C")], "dead-letters.copy", label: "copy",
            help: "Copy with all attributes as JSON: the marked ones, else the cluster's, else this one.", group: .look,
            scopes: letters,
            availability: {
                $0.hasSubject { _ in true } ? .available : .unavailable("There is no message here.")
            },
            message: .letterCopied),
        Entry(
            [.control("r")], "dead-letters.lease", label: "lease", help: "Lease what is in the queue.", group: .look,
            footerPriority: 45, scopes: letters,
            availability: { state in
                state.lease == .none
                    ? .available : .unavailable("The queue is leased; new messages come by themselves.")
            }, message: .leaseAsked),
    ]

    @Sendable private static func hasSubject(_ state: DeadLettersState) -> Availability {
        if state.subject != nil { return .available }
        return .unavailable(
            state.mode == .clusters ? "A cluster is many messages; Enter shows them." : "There is no message here.")
    }
}
