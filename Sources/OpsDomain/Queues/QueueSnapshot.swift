/// One queue at one moment. The three counts are SQS's approximations.
package struct QueueSnapshot: Hashable, Sendable {
    package let name: String
    package let url: String
    package let arn: String
    package let visible: Int
    package let inFlight: Int
    package let delayed: Int
    /// Where messages go after too many receives.
    package let redrive: RedrivePolicy?
    /// Names of the queues whose dead letters come here; empty when this is nobody's dead-letter queue.
    package let sources: [String]
    /// Every attribute that SQS told, by AWS's own names.
    package let attributes: [String: String]

    package init(
        name: String, url: String, arn: String, visible: Int, inFlight: Int, delayed: Int, redrive: RedrivePolicy?,
        sources: [String], attributes: [String: String]
    ) {
        self.name = name
        self.url = url
        self.arn = arn
        self.visible = visible
        self.inFlight = inFlight
        self.delayed = delayed
        self.redrive = redrive
        self.sources = sources
        self.attributes = attributes
    }

    package var isFIFO: Bool { name.hasSuffix(".fifo") }
    package var isDeadLetterQueue: Bool { !sources.isEmpty }

    /// How many messages wait to be dealt with. In a dead-letter queue nobody works off what is in flight: it is being
    /// looked at, here or elsewhere, and is as dead as the rest.
    package var depth: Int { isDeadLetterQueue ? visible + inFlight + delayed : visible }
}

package struct RedrivePolicy: Hashable, Sendable {
    package let deadLetterQueue: String
    package let maximumReceives: Int

    package init(deadLetterQueue: String, maximumReceives: Int) {
        self.deadLetterQueue = deadLetterQueue
        self.maximumReceives = maximumReceives
    }
}

/// What the console asks about queues; failures as in `RecordService`.
package struct QueueService: Sendable {
    /// The environment's queues, each with its attributes asked anew. A queue that may not be read fails by itself.
    package var list: @Sendable () async throws -> [QueueReading]
    /// Histories and consumers, which others than SQS know.
    package var monitor: QueueMonitor

    package init(list: @escaping @Sendable () async throws -> [QueueReading], monitor: QueueMonitor = .none) {
        self.list = list
        self.monitor = monitor
    }
}

/// A queue's snapshot, or why there is none: never a zero for "could not ask".
package struct QueueReading: Hashable, Sendable {
    package let name: String
    package let result: Result<QueueSnapshot, ServiceFailure>

    package init(name: String, result: Result<QueueSnapshot, ServiceFailure>) {
        self.name = name
        self.result = result
    }
}
