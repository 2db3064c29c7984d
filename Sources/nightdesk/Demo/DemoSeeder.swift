import AWSClient
import OpsDomain
import OpsServices

/// Puts a demo world into a server, through Nightdesk's own client, as any program would.
struct DemoSeeder {
    let names: ResourceNames
    let dynamo: DynamoDBClient
    let sqs: SQSClient
    let logs: LogsClient
    let control: DemoControl

    init(names: ResourceNames, calls: any AWSCalling, control: DemoControl) {
        self.names = names
        self.control = control
        dynamo = DynamoDBClient(calls)
        sqs = SQSClient(calls)
        logs = LogsClient(calls)
    }

    /// Users and orders go in while the dead letters do; the log history comes last, as it names the messages' ids.
    func seed(_ world: DemoWorld, now: Timestamp) async throws {
        async let users: Void = put(world.records.users, into: names.usersTable)
        async let orders: Void = put(world.records.orders, into: names.ordersTable)
        let failed = try await sendDeadLetters(world.deadLetters.messages)
        var generator = world.generator
        let history = DemoLogs(
            names: names, lineCount: world.logLineCount, records: world.records, failed: failed, now: now,
            generator: &generator)
        try await write(history)
        try await users
        try await orders
    }

    // MARK: Tables

    /// BatchWriteItem takes 25 items.
    private func put(_ records: [Record], into table: String) async throws {
        let batches = stride(from: 0, to: records.count, by: 25).map {
            Array(records[$0..<min($0 + 25, records.count)])
        }
        try await forEach(batches, concurrently: 3) { batch in
            var request = BatchWriteItemRequest(writes: [table: batch.map { .put($0.item) }])
            while !request.writes.isEmpty {
                request.writes = try await dynamo.batchWriteItem(request).unprocessed
            }
        }
    }

    // MARK: Dead letters

    /// Sends the messages to the order queue and has the server bury them, so that they carry what real ones carry: their
    /// source, a receive count, and when they were sent, which no request can set.
    private func sendDeadLetters(_ messages: [DemoDeadLetters.Message]) async throws -> [DemoLogs.Failed] {
        let queue = try await sqs.getQueueURL(name: names.orderQueue)
        var failed: [DemoLogs.Failed] = []
        for batch in batches(of: messages) {
            let entries = batch.enumerated().map { index, message in
                var outgoing = OutgoingMessage(body: message.body)
                outgoing.attributes = message.attributes.mapValues { .string($0) }
                return SendBatchEntry(id: String(index), message: outgoing)
            }
            let outcomes = try await sqs.sendMessages(queueURL: queue, entries)
            for (index, message) in batch.enumerated() {
                guard let outcome = outcomes[String(index)] else { continue }
                failed.append(DemoLogs.Failed(messageID: try outcome.get().messageID, message: message))
            }
        }
        try await control.bury(
            queue: names.orderQueue,
            sentAt: Dictionary(uniqueKeysWithValues: failed.map { ($0.messageID, $0.message.sentAt) }))
        return failed
    }

    /// A batch holds ten messages and 1 MiB.
    private func batches(of messages: [DemoDeadLetters.Message]) -> [[DemoDeadLetters.Message]] {
        var batches: [[DemoDeadLetters.Message]] = []
        var bytes = 0
        for message in messages {
            let size = message.body.utf8.count + 1_000
            if let last = batches.last, last.count < 10, bytes + size < 1_000_000 {
                batches[batches.count - 1].append(message)
                bytes += size
            } else {
                batches.append([message])
                bytes = size
            }
        }
        return batches
    }

    // MARK: Logs

    private func write(_ history: DemoLogs) async throws {
        try await forEach(history.streams, concurrently: 3) { stream in
            try await logs.createLogStream(group: stream.group, stream: stream.name)
            for batch in LogBatches(stream.events) {
                let rejected = try await logs.putLogEvents(group: stream.group, stream: stream.name, events: batch)
                if let rejected {
                    throw ChildProcess.Failure(description: "The demo server refused log events: \(rejected).")
                }
            }
        }
    }

    private func forEach<Element: Sendable>(
        _ elements: [Element], concurrently limit: Int, _ body: @escaping @Sendable (Element) async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, element) in elements.enumerated() {
                if index >= limit { try await group.next() }
                group.addTask { try await body(element) }
            }
            try await group.waitForAll()
        }
    }
}

/// Cuts a stream's events into what PutLogEvents takes: 10,000 events, 1 MiB (26 bytes counted for each event besides
/// its text), in time order, spanning at most 24 hours.
/// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html
struct LogBatches: Sequence, IteratorProtocol {
    private var rest: ArraySlice<DemoLogs.Event>

    init(_ events: [DemoLogs.Event]) {
        rest = events[...]
    }

    mutating func next() -> [InputLogEvent]? {
        guard let first = rest.first else { return nil }
        var bytes = 0
        let count = rest.prefix(10_000).prefix { event in
            bytes += event.message.utf8.count + 26
            return bytes < 1_000_000 && event.timestamp.seconds(since: first.timestamp) < 86_000
        }.count
        let batch = rest.prefix(Swift.max(1, count))
        rest = rest.dropFirst(batch.count)
        return batch.map { InputLogEvent(timestamp: $0.timestamp.milliseconds, message: $0.message) }
    }
}
