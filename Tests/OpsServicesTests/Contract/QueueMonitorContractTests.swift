import AWSClient
import OpsDomain
import OpsServices
import Testing

/// Measures and consumers of the reference stack's queues, against the server.
@Suite(.enabled(if: LiveServer.url != nil))
struct QueueMonitorContractTests {
    private let names = ResourceNames(environment: "development")

    private func withMonitor(
        _ body: (_ queues: QueueService, _ monitor: QueueMonitor) async throws -> Void
    ) async throws {
        try await LiveServer.withConnection { connection in
            let monitor = LiveQueueMonitor.make(
                names: names, cloudWatch: CloudWatchClient(connection), lambda: LambdaClient(connection))
            try await body(
                LiveQueueService.make(names: names, sqs: SQSClient(connection), monitor: monitor), monitor)
        }
    }

    @Test func theOrderQueueIsReadByItsHandlerAndTheDeadLettersByNobody() async throws {
        try await withMonitor { queues, monitor in
            let readings = try await queues.list()
            let orders = try #require(readings.first { $0.name == names.orderQueue }).result.get()
            let consumers = try await monitor.consumers(orders)
            #expect(consumers.map(\.function) == [names.orderConsumer])
            #expect(consumers.map(\.batchSize) == [10])
            #expect(consumers.map(\.isEnabled) == [true])
            #expect(consumers.map(\.reportsItemFailures) == [true])
            let dead = try #require(readings.first { $0.name == names.deadLetterQueue }).result.get()
            #expect(try await monitor.consumers(dead).isEmpty)
        }
    }

    @Test func whatWasNeverMeasuredHasNoPoints() async throws {
        try await withMonitor { _, monitor in
            for span in [QueueSpan.recent, .day] {
                #expect(try await monitor.measure([LiveServer.ownName()], span, OpsClock.system.now()).isEmpty)
            }
            // The server's own queues have some, or none in its first minute: never those of others.
            let measured = try await monitor.measure([names.orderQueue], .recent, OpsClock.system.now())
            #expect(Set(measured.keys).isSubset(of: [names.orderQueue]))
        }
    }
}
