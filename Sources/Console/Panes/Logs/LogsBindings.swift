import TerminalCore

/// The commands of the logs pane.
enum LogsBindings {
    typealias Entry = Binding<LogsState, LogsMessage>

    private static let lines: Set<BindingScope> = [.list, .narrowedList]
    private static let invocations: Set<BindingScope> = [.invocations, .narrowedInvocations]
    private static let lists = lines.union(invocations)

    static var all: [Entry] {
        look + find + invocationKeys + ListBindings.motions("logs", scopes: lists) { .list($0) }
            + ListBindings.prompt("logs") { .list($0) }
            + ListBindings.sort("logs.invocations", scopes: invocations) { .list($0) }
            + DetailBindings.all("logs.detail", closed: .detailClosed, detail: { $0.detail }) { .detail($0) }
    }

    private static let look: [Entry] = [
        Entry(
            [Key(.enter)], "logs.open", label: "open", help: "Show the whole line; of an invocation, its lines.",
            group: .look, footerPriority: 100, scopes: lists, message: .opened),
        Entry(
            [.character("f")], "logs.follow", label: "follow", help: "Stay on the newest line, or stand still.",
            group: .look, footerPriority: 80, scopes: lines, message: .followToggled),
        Entry(
            [.character("=")], "logs.pause", label: "pause", help: "Take no more lines in, until pressed again.",
            group: .look, footerPriority: 50, scopes: lists, message: .pauseToggled),
        Entry(
            [.character("w")], "logs.wrap", label: "wrap", help: "Wrap long lines, or cut them.", group: .look,
            footerPriority: 40, scopes: lines, message: .wrapToggled),
        Entry(
            [.character("c")], "logs.copy-id", label: "copy id", help: "Copy the request id, else the event id.",
            group: .look, scopes: lists.union([.detail]), message: .identifierCopied),
        Entry(
            [.character("C")], "logs.copy", label: "copy", help: "Copy the line as JSON.", group: .look,
            scopes: lines.union([.detail]), message: .lineCopied),
    ]

    private static let find: [Entry] = [
        Entry(
            [.character("/")], "logs.search", label: "search",
            help: "Look for a text; /!text hides lines that hold it.",
            group: .find, footerPriority: 75, scopes: lines, message: .searchOpened),
        Entry(
            [Key(.enter)], "logs.search.accept", label: "keep", help: "Keep the search; n and N go on.", group: .find,
            footerPriority: 90, scopes: [.logSearch], message: .searchAccepted),
        Entry(
            [Key(.escape)], "logs.search.cancel", label: "cancel", help: "Bring back the search that held before.",
            group: .find, footerPriority: 89, scopes: [.logSearch], message: .searchCancelled),
        Entry(
            [.character("n")], "logs.search.next", label: "next", help: "Go to the next line found.", group: .find,
            scopes: lines, message: .matchAsked(forwards: true)),
        Entry(
            [.character("N")], "logs.search.previous", label: "previous", help: "Go to the line found before.",
            group: .find, scopes: lines, message: .matchAsked(forwards: false)),
        Entry(
            [.character("&")], "logs.filter", label: "filter",
            help: "Show only lines that hold a text; !text those that do not; group:, level: and stream: look there.",
            group: .find, footerPriority: 70, scopes: lines, message: .list(.filterOpened)),
        Entry(
            [Key(.escape)], "logs.clear", label: "show all", help: "Lift search, invocation and filter, one at a time.",
            group: .find, footerPriority: 85, scopes: [.narrowedList], message: .narrowingLifted),
        Entry(
            [.character("e")], "logs.error.next", label: "error",
            help: "Go to the next error, or failed invocation; from the last to the first.", group: .find,
            footerPriority: 78, scopes: lists, message: .errorAsked(forwards: true)),
        Entry(
            [.character("E")], "logs.error.previous", label: "error before",
            help: "Go to the error or failed invocation before; from the first to the last.", group: .find,
            scopes: lists, message: .errorAsked(forwards: false)),
    ]

    private static let invocationKeys: [Entry] = [
        Entry(
            [.character("i")], "logs.invocations", label: "invocations",
            help: "Show what the functions' runs cost and how they ended, or the lines again.", group: .look,
            footerPriority: 65, scopes: lists, message: .invocationsToggled),
        Entry(
            [.character("/")], "logs.invocations.filter", label: "filter",
            help: "Show only invocations that hold a text; !text those that do not; column:text looks in one column.",
            group: .find, footerPriority: 75, scopes: invocations, message: .list(.filterOpened)),
        Entry(
            [Key(.escape)], "logs.invocations.close", label: "lines", help: "Go back to the lines.", group: .look,
            footerPriority: 70, scopes: [.invocations], message: .invocationsToggled),
        Entry(
            [Key(.escape)], "logs.invocations.clear", label: "show all", help: "Lift the filter.", group: .find,
            footerPriority: 85, scopes: [.narrowedInvocations], message: .list(.narrowingCleared)),
    ]
}
