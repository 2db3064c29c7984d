import OpsDomain

extension ConsoleServices {
    /// Services that refuse everything: for what can be said of the panes without a back end, as their keys.
    static var unconnected: ConsoleServices {
        @Sendable func refuse<Answer>() throws -> Answer {
            throw ServiceFailure(reason: .misconfigured, sentence: "There is no connection.")
        }
        let records = RecordService(
            facts: { try refuse() }, page: { _ in try refuse() }, get: { _ in try refuse() },
            getMany: { _ in try refuse() }, write: { _ in try refuse() })
        return ConsoleServices(
            records: Dictionary(
                OpsDomain.Collection.all.map { ($0.id, records) }, uniquingKeysWith: { first, _ in first }),
            table: { _ in try refuse() }, queues: QueueService(list: { try refuse() }), queueOperations: .refusing,
            orderQueue: MessageSender(queue: "order-queue") { _ in try refuse() },
            deadLetters: DeadLetterService(
                lease: { AsyncStream { $0.finish() } }, releaseAll: { _ in LeaseRelease(released: 0, left: 0) }),
            repairs: RepairService(
                begin: { _ in AsyncThrowingStream { $0.finish() } }, unfinished: { try refuse() },
                resume: { _, _ in AsyncThrowingStream { $0.finish() } }, stop: {}),
            logs: LogService(groups: { try refuse() }, tail: { _ in AsyncStream { $0.finish() } }),
            identity: IdentityService(caller: { try refuse() }),
            files: FileService(write: { _, _ in try refuse() }, read: { _ in try refuse() }),
            journal: JournalService(
                history: { try refuse() }, settle: { try refuse() }, undo: { _ in try refuse() }),
            meter: { AsyncStream { $0.finish() } })
    }
}
