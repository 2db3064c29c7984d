import ArgumentParser
import OpsDomain

/// `nightdesk queues show NAME`: one queue with its attributes, its consumers, and its last 24 hours in numbers.
struct ShowQueue: HeadlessCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Write one queue: attributes, consumers, and the last 24 hours.",
        discussion: """
            The name may leave the environment away: order-queue. Asks SQS, CloudWatch (eight metrics) and Lambda. Exits with \
            3 when one of them could not be asked, with 4 when there is no such queue.
            """)

    @OptionGroup var environment: EnvironmentOptions
    @OptionGroup var output: OutputOptions
    @Argument(help: "The queue's name, with the environment or without.")
    var name: String

    func run(in session: Session) async throws {
        let service = session.services.queues
        let readings = try await service.list()
        // A name as it is goes before one that the environment is put before.
        guard
            let reading = readings.first(where: { $0.name == name })
                ?? readings.first(where: { $0.name == session.names.prefix + name })
        else {
            let names = readings.map { session.names.short($0.name) }.joined(separator: ", ")
            throw CommandFailure(
                .notFound,
                "There is no queue \(name) in \(session.names.environment)"
                    + (readings.isEmpty ? "." : "; there are \(names)."))
        }
        let queue = try reading.result.get()
        let survey = try await QueueSurvey.take([reading], spans: [.recent, .day], service.monitor, now: session.now())
        let consumers = try await Self.consumers(of: queue, service.monitor)
        let whole = QueueJSON.whole(queue, survey, consumers: consumers)
        var writer = RowWriter(
            output.format, columns: [.member("fact", "FACT", width: 48), .member("value", "VALUE", width: nil)])
        if output.format == .table {
            for row in Self.rows(whole) { try writer.write(row) }
        } else {
            try writer.write(whole)
        }
        try writer.finish()
        let failures = [survey.failure, consumers.failure].compactMap(\.self)
        if !failures.isEmpty {
            throw CommandFailure(.partlyDone, failures.map(\.sentence).joined(separator: " "))
        }
    }

    private static func consumers(
        of queue: QueueSnapshot, _ monitor: QueueMonitor
    ) async throws -> Result<[QueueConsumer], ServiceFailure> {
        do {
            return .success(try await monitor.consumers(queue))
        } catch let failure as ServiceFailure {
            return .failure(failure)
        }
    }

    /// A fact a row; what is made of parts is told part by part: `consumers.1.function`.
    private static func rows(_ node: JSONNode, _ path: String = "") -> [JSONNode] {
        func below(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }
        switch node {
        case .object(let members) where !members.isEmpty:
            return members.flatMap { rows($0.value, below($0.name)) }
        case .array(let elements) where elements.contains(where: { if case .object = $0 { true } else { false } }):
            return elements.enumerated().flatMap { rows($1, below(String($0 + 1))) }
        default:
            return [.object([JSONMember("fact", .string(path)), JSONMember("value", node)])]
        }
    }
}

extension Result {
    /// What it failed with.
    fileprivate var failure: Failure? { if case .failure(let failure) = self { failure } else { nil } }
}
