import OpsDomain
import TerminalCore

/// The keys of what is watched: from end to end of a redrive, and through the charts.
enum QueueWatchBindings {
    static let all: [Binding<QueuesState, QueuesMessage>] = [
        Binding(
            [.character("D")], "queues.other-end", label: "DLQ/source",
            help: "Go to the queue's dead-letter queue among the queues; from there, back to its source.", group: .look,
            footerPriority: 65, scopes: ListBindings.scopes.union([.detail]),
            availability: { state in
                guard let subject = state.subject else { return .unavailable("There is no queue here.") }
                return state.otherEnd == nil
                    ? .unavailable("\(subject.name) has no dead-letter queue, and is none.") : .available
            }, message: .watch(.otherEndAsked)),
        Binding(
            [.character("]")], "queues.charts", label: "next chart",
            help: "Show the next measure of the last 24 hours first: visible, oldest age, sent, deleted.", group: .look,
            footerPriority: 50, scopes: [.detail],
            availability: { state in
                if QueueCharts.day(state) == nil {
                    return .unavailable("CloudWatch has told no history of this queue.")
                }
                return state.watch.hasRoom
                    ? .available : .unavailable("There is no room for charts here: Z gives the pane the whole screen.")
            }, message: .watch(.chartsTurned)),
    ]
}
