/// Everything that the console asks of the world: live, or scripted in tests.
package struct ConsoleServices: Sendable {
    /// What is browsed and edited, in the panes' order.
    package var collections: [Collection]
    /// By the collection's id.
    package var records: [String: RecordService]
    /// Any table of the account by its name, with columns guessed from some of its items.
    package var table: @Sendable (_ name: String) async throws -> OpenedTable
    package var queues: QueueService
    package var queueOperations: QueueOperations
    /// To the order queue, as the system itself sends.
    package var orderQueue: MessageSender
    package var deadLetters: DeadLetterService
    /// Sends dead letters again, deletes and restores them.
    package var repairs: RepairService
    package var logs: LogService
    package var identity: IdentityService
    package var files: FileService
    /// What was written, and the way back.
    package var journal: JournalService
    /// The request meter, told anew whenever it changed, at most about once a second.
    package var meter: @Sendable () -> AsyncStream<MeterReading>

    package init(
        collections: [Collection] = Collection.all, records: [String: RecordService],
        table: @escaping @Sendable (_ name: String) async throws -> OpenedTable, queues: QueueService,
        queueOperations: QueueOperations, orderQueue: MessageSender, deadLetters: DeadLetterService,
        repairs: RepairService, logs: LogService, identity: IdentityService,
        files: FileService, journal: JournalService, meter: @escaping @Sendable () -> AsyncStream<MeterReading>
    ) {
        self.collections = collections
        self.records = records
        self.table = table
        self.queues = queues
        self.queueOperations = queueOperations
        self.orderQueue = orderQueue
        self.deadLetters = deadLetters
        self.repairs = repairs
        self.logs = logs
        self.identity = identity
        self.files = files
        self.journal = journal
        self.meter = meter
    }
}

/// A table that no collection declares.
package struct OpenedTable: Sendable {
    package let collection: Collection
    package let records: RecordService

    package init(collection: Collection, records: RecordService) {
        self.collection = collection
        self.records = records
    }
}

/// Who we are to AWS.
package struct IdentityService: Sendable {
    package var caller: @Sendable () async throws -> CallerIdentity

    package init(caller: @escaping @Sendable () async throws -> CallerIdentity) {
        self.caller = caller
    }
}

package struct CallerIdentity: Hashable, Sendable {
    package let account: String
    package let arn: String

    package init(account: String, arn: String) {
        self.account = account
        self.arn = arn
    }

    /// The last part of the ARN: the user, or the role's session.
    package var name: String {
        arn.split(separator: "/").last.map(String.init) ?? arn
    }
}

/// What the console's own requests come to.
package struct MeterReading: Hashable, Sendable {
    package let requestsPerMinute: Int
    /// US dollars an hour at this rate, by public list prices; an estimate.
    package let dollarsPerHour: Double
    /// Requests under way.
    package let running: Int
    package let throttledPerMinute: Int

    package init(requestsPerMinute: Int, dollarsPerHour: Double, running: Int, throttledPerMinute: Int) {
        self.requestsPerMinute = requestsPerMinute
        self.dollarsPerHour = dollarsPerHour
        self.running = running
        self.throttledPerMinute = throttledPerMinute
    }
}
