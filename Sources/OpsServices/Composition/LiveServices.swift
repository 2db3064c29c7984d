import AWSClient
import OpsDomain

/// The live services of one environment over one connection.
package enum LiveServices {
    /// - Parameters:
    ///   - collections: one record service each, by the collection's id.
    ///   - meter: what all calls go through; it is the connection's observer too where there is one.
    ///   - clock: the time as the services have it, which events and ages are in; this machine's may be wrong.
    ///   - journal: what notes every write to a table.
    ///   - files: where exports go.
    ///   - directory: where repairs are noted and deleted messages saved.
    ///   - reached: called when a step of a repair is over.
    ///   - identity: who we are; STS speaks another protocol than the rest.
    package static func make(
        names: ResourceNames, collections: [Collection] = Collection.all, meter: RequestMeter,
        identity: IdentityService, isReadOnly: Bool, journal: Journal, files: FileService, directory: String,
        clock: OpsClock = .system, leases: LeaseSettings = LeaseSettings(), tail: TailSettings = TailSettings(),
        reached: @escaping @Sendable (RepairRunner.Step) -> Void = { _ in }
    ) -> ConsoleServices {
        let dynamo = DynamoDBClient(meter)
        let sqs = SQSClient(meter)
        var plain: [String: RecordService] = [:]
        var records: [String: RecordService] = [:]
        for collection in collections {
            let table = names.table(of: collection)
            let service = LiveRecordService.make(
                collection: collection, table: table, dynamo: dynamo, isReadOnly: isReadOnly, clock: clock)
            plain[collection.id] = service
            records[collection.id] = noted(service, collection.id, table)
        }
        let declared = plain
        @Sendable func open(_ table: String) async throws -> OpenedTable {
            try await LiveRecordService.open(table: table, dynamo: dynamo, isReadOnly: isReadOnly, clock: clock)
        }
        // A read-only console refuses before anything is noted: there is nothing to remember.
        @Sendable func noted(_ service: RecordService, _ collection: String, _ table: String) -> RecordService {
            isReadOnly ? service : journal.noting(service, collection: collection, table: table)
        }
        let keeper = LeaseKeeper(
            queueName: names.deadLetterQueue, queue: .live(name: names.deadLetterQueue, sqs: sqs), clock: clock,
            settings: leases)
        let deadLetters = keeper.service()
        let repairs = RepairRunner(
            directory: directory, place: { journal.placeNow }, queue: LiveRepairQueue.make(sqs: sqs, keeper: keeper),
            lease: deadLetters.lease, clock: clock, isReadOnly: isReadOnly, reached: reached)
        return ConsoleServices(
            collections: collections, records: records,
            table: { name in
                let opened = try await open(name)
                return OpenedTable(collection: opened.collection, records: noted(opened.records, name, name))
            },
            queues: LiveQueueService.make(
                names: names, sqs: sqs,
                monitor: LiveQueueMonitor.make(
                    names: names, cloudWatch: CloudWatchClient(meter), lambda: LambdaClient(meter))),
            queueOperations: LiveQueueOperations.make(sqs: sqs, isReadOnly: isReadOnly) { queue in
                // The dead letters that this console looks at are in flight: SQS would not move them.
                if queue == names.deadLetterQueue { _ = await keeper.releaseAll(deadline: .seconds(10)) }
            },
            orderQueue: LiveMessageSender.make(queue: names.orderQueue, sqs: sqs, isReadOnly: isReadOnly),
            deadLetters: deadLetters, repairs: repairs.service(),
            logs: LiveLogService.make(names: names, logs: LogsClient(meter), clock: clock, settings: tail),
            identity: IdentityService {
                let caller = try await identity.caller()
                journal.learn(caller)
                return caller
            },
            files: files,
            journal: journal.service { entry in
                if let service = declared[entry.collection] { return service }
                return try await open(entry.table).records
            },
            meter: { meter.readings() })
    }
}
