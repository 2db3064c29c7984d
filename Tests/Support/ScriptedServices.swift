import OpsDomain
import TerminalCore

/// A world in memory for the console: what it answers, what it fails with, and the streams that a test feeds.
package final class ScriptedServices: Sendable {
    private struct State {
        var queues: [QueueReading] = []
        var queuesFailure: ServiceFailure?
        var groups: [String] = []
        var groupsFailure: ServiceFailure?
        var identity: Result<CallerIdentity, ServiceFailure>
        var tails: [LogTailRequest] = []
        var releases = 0
        var sent: [String] = []
        var files: [String: String] = [:]
        var sendFailure: ServiceFailure?
    }

    package let records: [String: ScriptedRecords]
    package let leases = ScriptedStream<LeaseEvent>()
    package let tail = ScriptedStream<LogTailEvent>()
    package let meter = ScriptedStream<MeterReading>()
    package let journal = ScriptedJournal()
    package let repairs = ScriptedRepairs()
    package let queueOperations = ScriptedQueueOperations()
    private let state: Locked<State>

    package static let identity = CallerIdentity(
        account: "123456789012", arn: "arn:aws:sts::123456789012:assumed-role/oncall/alice")

    package init(records: [String: ScriptedRecords] = [:]) {
        self.records = records
        state = Locked(State(identity: .success(Self.identity)))
    }

    package func setQueues(_ queues: [QueueReading], failure: ServiceFailure? = nil) {
        state.withLock { ($0.queues, $0.queuesFailure) = (queues, failure) }
    }

    package func setGroups(_ groups: [String], failure: ServiceFailure? = nil) {
        state.withLock { ($0.groups, $0.groupsFailure) = (groups, failure) }
    }

    package func setIdentity(_ identity: Result<CallerIdentity, ServiceFailure>) {
        state.withLock { $0.identity = identity }
    }

    /// The tails that were asked for, in order.
    package var tailRequests: [LogTailRequest] { state.withLock { $0.tails } }
    /// Files that were written, by the path asked for.
    package var files: [String: String] { state.withLock { $0.files } }
    /// Puts a file where it can be read, in the place of another.
    package func put(_ text: String, at path: String) { state.withLock { $0.files[path] = text } }
    /// Bodies that were sent to the order queue.
    package var sent: [String] { state.withLock { $0.sent } }
    /// What sending fails with from now on; nil mends it.
    package func failSending(with failure: ServiceFailure?) { state.withLock { $0.sendFailure = failure } }
    /// How often everything was released.
    package var releaseCount: Int { state.withLock { $0.releases } }

    package var services: ConsoleServices {
        ConsoleServices(
            records: records.mapValues(\.service),
            table: { name in
                guard let records = self.records[name] else {
                    throw ServiceFailure(
                        reason: .notFound(what: name), sentence: "There is no table \(name). Check the name.")
                }
                let collection = CollectionGuess.make(table: name, keys: "id", sample: records.records)
                return OpenedTable(collection: collection, records: records.service)
            },
            queues: QueueService(list: {
                try self.state.withLock { state in
                    if let failure = state.queuesFailure { throw failure }
                    return state.queues
                }
            }),
            queueOperations: queueOperations.operations,
            orderQueue: MessageSender(queue: "development-order-queue") { body in
                try self.state.withLock { state in
                    if let failure = state.sendFailure { throw failure }
                    state.sent.append(body)
                    return "message-\(state.sent.count)"
                }
            },
            deadLetters: DeadLetterService(
                lease: { self.leases.stream() },
                releaseAll: { _ in
                    self.state.withLock { $0.releases += 1 }
                    return LeaseRelease(released: 0, left: 0)
                }),
            repairs: repairs.service,
            logs: LogService(
                groups: {
                    try self.state.withLock { state in
                        if let failure = state.groupsFailure { throw failure }
                        return state.groups
                    }
                },
                tail: { request in
                    self.state.withLock { $0.tails.append(request) }
                    return self.tail.stream()
                }),
            identity: IdentityService(caller: { try self.state.withLock { $0.identity }.get() }),
            files: FileService(
                write: { path, text in
                    try self.state.withLock { state in
                        guard state.files[path] == nil else {
                            throw ServiceFailure(
                                reason: .invalid, sentence: "\(path) exists already: choose another name.")
                        }
                        state.files[path] = text
                        return "/home/ann/\(path)"
                    }
                },
                read: { path in
                    try self.state.withLock { state in
                        guard let text = state.files[path] else {
                            throw ServiceFailure(
                                reason: .notFound(what: path), sentence: "There is no file \(path).")
                        }
                        return text
                    }
                }),
            journal: journal.service, meter: { self.meter.stream() })
    }
}
