import OpsDomain
import TerminalCore

/// What happens in the logs pane.
package enum LogsMessage: Sendable {
    case groupsArrived([String])
    case groupsFailed(ServiceFailure)
    case tailTold(LogTailEvent)
    case tailEnded
    /// Time to try the filter on older lines.
    case siftingWentOn

    /// What was done to the list in sight: the lines or the invocations.
    case list(ListEvent)
    case detail(DetailEvent)
    case followToggled
    case pauseToggled
    case wrapToggled
    case searchOpened
    case searchEdited(InputEvent)
    case searchAccepted
    case searchCancelled
    case matchAsked(forwards: Bool)
    case errorAsked(forwards: Bool)
    case invocationsToggled
    case opened
    case detailClosed
    case identifierCopied
    case lineCopied
    case narrowingLifted
    case textSought(String)
    case lineSought(LogPlace)
    /// What was read around the line of this event id.
    case excerptArrived(String, Result<LogSearchAnswer, ServiceFailure>)
}

/// What the logs pane knows.
package struct LogsState: Sendable {
    package enum Mode: Hashable, Sendable {
        case lines, invocations
    }

    package var names = ResourceNames(environment: "")
    package var groups: [String] = []
    package var groupsFailure: ServiceFailure?
    /// The service has said that there are none.
    package var hasNoGroups = false
    /// What each group fails with now.
    package var failures: [String: ServiceFailure] = [:]
    package var lines = LogLines()
    /// Which of them failed in the tail at hand; the others' failures are what an earlier tail left.
    package var failedAnew: Set<String> = []
    /// Since when each of them fails.
    package var failingSince: [String: Timestamp] = [:]
    /// Everything up to then has been told, of the groups that answer.
    package var caughtUpAt: Timestamp?
    package var isTailing = false
    /// Events told before the tail was cut short; they are told again until it has caught up.
    package var knownIDs: Set<String> = []
    /// Lines that came while the pane was paused; nil while it is not.
    package var held: [LogEntry]?
    /// Lines that had to go while paused, for lack of room.
    package var lostWhilePaused = 0

    package var prompt = FilterPrompt()
    package var search = FilterPrompt()
    /// The invocation whose lines alone are shown.
    package var invocation: Invocation?
    package var wraps = false
    package var mode: Mode = .lines
    package var invocations = InvocationList()
    /// One line and its neighbours, in the stream's place: `lines` are theirs then.
    package var excerpt: LogExcerpt?
    package var detail: DetailState?
    /// What the detail shows, for copying.
    package var detailEntry: LogEntry?

    package init() {}

    package var filter: LogFilter? {
        LogFilter(text: textFilter, invocation: invocation, names: names)
    }

    private var textFilter: RowFilter? { RowFilter(prompt.text, columns: LogFilter.columnNames) }

    /// What the search finds. `!text` asks to hide, which is the filter's trade.
    package var searchFilter: LogFilter? {
        guard !search.text.hasPrefix("!"), let pattern = searchPattern else { return nil }
        return LogFilter(text: textFilter, invocation: invocation, search: pattern, names: names)
    }

    package var searchPattern: TextPattern? { TextPattern(search.text) }

    /// The entry that commands are about.
    package var subject: LogEntry? {
        detail == nil ? (mode == .lines ? lines.selected : nil) : detailEntry
    }

    package var scope: BindingScope {
        if let detail { return detail.scope }
        if search.isOpen { return .logSearch }
        switch mode {
        case .lines:
            if prompt.isOpen { return .filter }
            return prompt.isEmpty && invocation == nil && search.isEmpty && excerpt == nil
                ? .list : .narrowedList
        case .invocations:
            switch invocations.list.scope {
            case .list: return .invocations
            case .narrowedList: return .narrowedInvocations
            case let other: return other
            }
        }
    }

    /// One group's failure, told with its name; nil when all answer.
    package var failure: ServiceFailure? {
        if let failure = groupsFailure ?? excerpt?.failure { return failure }
        guard let first = failures.keys.min(), let failure = failures[first] else { return nil }
        let more = failures.count > 1 ? " (and \(failures.count - 1) more groups)" : ""
        return ServiceFailure(
            reason: failure.reason, sentence: "\(names.short(first))\(more): \(failure.sentence)",
            requestID: failure.requestID, isTransient: failure.isTransient)
    }
}

extension BindingScope {
    package static let invocations = BindingScope("invocations")
    package static let narrowedInvocations = BindingScope("narrowed-invocations")
    /// The search line of the log list; the filter's is `filter`.
    package static let logSearch = BindingScope("log-search", capturesText: true)
}
