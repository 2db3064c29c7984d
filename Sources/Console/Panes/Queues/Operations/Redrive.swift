import OpsDomain
import TerminalCore

/// Moving a queue's dead letters back: SQS's own tasks, and the canary that goes first.
package struct Redrive: Sendable {
    package enum Canary: Sendable {
        case none
        case sending
        case failed(ServiceFailure)
        /// What became of each, and the watch over those that were sent; nil when none was.
        case sent([CanaryFate], CanaryWatch?)

        package var isSending: Bool { if case .sending = self { true } else { false } }

        package var watch: CanaryWatch? {
            get { if case .sent(_, let watch) = self { watch } else { nil } }
            set { if case .sent(let fates, _) = self { self = .sent(fates, newValue) } }
        }
    }

    package let queue: String
    /// Queues whose dead letters come here, as far as the environment's queues tell.
    package let sources: [String]
    package var settings = RedriveSettings()
    package var settingsForm: FormView?
    package var tasks: Loadable<[MoveTask]> = .idle
    /// What is asked of SQS and not answered yet.
    package var isStarting = false
    package var isCancelling = false
    package var failure: ServiceFailure?
    package var canary = Canary.none
    /// Why the last look at the queues failed; the next one may go well.
    package var sightFailure: ServiceFailure?
    /// Tasks scrolled out at the top.
    package var scroll = 0

    package init(queue: String, sources: [String]) {
        self.queue = queue
        self.sources = sources
    }

    /// The task that moves messages now.
    package var active: MoveTask? { tasks.latest?.value.first { $0.isActive } }
    /// Those that are over, newest first.
    package var past: [MoveTask] { (tasks.latest?.value ?? []).filter { !$0.isActive } }

    package var isWatching: Bool { canary.watch?.verdict == .watching }

    package var request: MoveRequest {
        MoveRequest(queue: queue, destination: settings.destination, rate: settings.rate)
    }

    package var canaryRequest: CanaryRequest {
        CanaryRequest(queue: queue, destination: settings.destination, count: settings.canaryCount)
    }

    package var summary: String {
        if let active { return active.fraction.map { "moving, \(min(99, Int($0 * 100)))%" } ?? "moving" }
        return isWatching ? "redrive, canary watched" : "redrive"
    }

    /// Why nothing can be moved now; nil when it can.
    package var hindrance: String? {
        if canary.isSending { return "The canary is being sent." }
        if isStarting { return "The redrive is being started." }
        return active == nil ? nil : "A redrive is running already; X cancels it."
    }

    /// The canary is on its way; what was sent is watched from now on.
    mutating func take(_ fates: [CanaryFate], at moment: Timestamp) {
        let sent = fates.compactMap(\.moved)
        canary = .sent(
            fates, sent.isEmpty ? nil : CanaryWatch(sent: sent, startedAt: moment, length: settings.watchLength))
    }

    mutating func scroll(by lines: Int) {
        scroll = min(max(0, past.count - 1), max(0, scroll + lines))
    }
}
