/// What is asked about queues beside SQS itself; failures as in `RecordService`.
package struct QueueMonitor: Sendable {
    /// Measures of queues by their names over a span that ends at a moment. Each measure of each queue is paid for, however
    /// many are asked for at once: ask once a minute at most. A queue that CloudWatch has no points of is left out.
    package var measure:
        @Sendable (_ queues: [String], _ span: QueueSpan, _ now: Timestamp) async throws -> [String: QueueMeasurements]
    /// What reads a queue by an event source mapping of Lambda.
    package var consumers: @Sendable (_ queue: QueueSnapshot) async throws -> [QueueConsumer]

    package init(
        measure:
            @escaping @Sendable (
                _ queues: [String], _ span: QueueSpan, _ now: Timestamp
            ) async throws -> [String: QueueMeasurements],
        consumers: @escaping @Sendable (_ queue: QueueSnapshot) async throws -> [QueueConsumer]
    ) {
        self.measure = measure
        self.consumers = consumers
    }

    /// Knows of no points and of no consumers, and asks nobody.
    package static let none = QueueMonitor(measure: { _, _, _ in [:] }, consumers: { _ in [] })
}
