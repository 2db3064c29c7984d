import AWSClient
import OpsDomain

/// The live services of one environment over one connection.
package enum LiveServices {
    /// - Parameters:
    ///   - collections: one record service each, by the collection's id.
    ///   - meter: what all calls go through; it is the connection's observer too where there is one.
    ///   - clock: the time as the services have it, which events and ages are in; this machine's may be wrong.
    ///   - identity: who we are; STS speaks another protocol than the rest.
    package static func make(
        names: ResourceNames, collections: [Collection] = Collection.all, meter: RequestMeter,
        identity: IdentityService, isReadOnly: Bool, clock: OpsClock = .system, leases: LeaseSettings = LeaseSettings(),
        tail: TailSettings = TailSettings()
    ) -> ConsoleServices {
        let dynamo = DynamoDBClient(meter)
        let sqs = SQSClient(meter)
        var records: [String: RecordService] = [:]
        for collection in collections {
            records[collection.id] = LiveRecordService.make(
                collection: collection, table: names.table(of: collection), dynamo: dynamo, isReadOnly: isReadOnly)
        }
        let keeper = LeaseKeeper(
            queueName: names.deadLetterQueue, queue: .live(name: names.deadLetterQueue, sqs: sqs), clock: clock,
            settings: leases)
        return ConsoleServices(
            collections: collections, records: records,
            table: { try await LiveRecordService.open(table: $0, dynamo: dynamo, isReadOnly: isReadOnly) },
            queues: LiveQueueService.make(names: names, sqs: sqs),
            orderQueue: LiveMessageSender.make(queue: names.orderQueue, sqs: sqs, isReadOnly: isReadOnly),
            deadLetters: keeper.service(),
            logs: LiveLogService.make(names: names, logs: LogsClient(meter), clock: clock, settings: tail),
            identity: identity, meter: { meter.readings() })
    }
}
