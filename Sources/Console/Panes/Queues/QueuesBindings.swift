import OpsDomain
import TerminalCore

/// The commands of the queues pane.
enum QueuesBindings {
    typealias Entry = Binding<QueuesState, QueuesMessage>

    private static let rows = ListBindings.scopes.union([.detail])

    static var all: [Entry] {
        look + QueueWatchBindings.all + QueueOperationBindings.all
            + ListBindings.all("queues", hasMarks: false) { .list($0) }
            + DetailBindings.all("queues.detail", closed: .detailClosed, detail: { $0.open?.detail }) { .detail($0) }
    }

    private static let look: [Entry] = [
        Entry(
            [Key(.enter)], "queues.open", label: "open",
            help: "Show the queue's last 24 hours, its consumers and all attributes.", group: .look,
            footerPriority: 100, scopes: ListBindings.scopes, availability: hasSubject, message: .opened),
        Entry(
            [.character("d")], "queues.dead-letters", label: "dead letters",
            help: "Go to the dead letters of the queue.", group: .look, footerPriority: 70, scopes: rows,
            availability: { state in
                guard case .success(let snapshot) = state.subject?.result else { return hasSubject(state) }
                return snapshot.redrive != nil || snapshot.isDeadLetterQueue
                    ? .available : .unavailable("\(snapshot.name) has no dead-letter queue.")
            }, message: .deadLettersAsked),
        Entry(
            [.control("r")], "queues.refresh", label: "refresh", help: "Ask now.", group: .look, footerPriority: 45,
            scopes: rows, message: .refreshAsked),
        Entry(
            [.character("c")], "queues.copy-name", label: "copy name", help: "Copy the queue's name.", group: .look,
            scopes: rows, availability: hasSubject, message: .nameCopied),
        Entry(
            [.character("C")], "queues.copy", label: "copy", help: "Copy the queue with its attributes as JSON.",
            group: .look, scopes: rows, availability: hasSubject, message: .attributesCopied),
    ]

    @Sendable private static func hasSubject(_ state: QueuesState) -> Availability {
        state.subject == nil ? .unavailable("There is no queue here.") : .available
    }
}
