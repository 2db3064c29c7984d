import ArgumentParser
import OpsDomain

/// `nightdesk queues …`
struct QueuesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "queues", abstract: "Queues, without the console.",
        subcommands: [ListQueues.self, ShowQueue.self, SendMessage.self, PurgeQueue.self, RedriveQueue.self])
}

/// `nightdesk queues list`: every queue of the environment, the worst first.
struct ListQueues: HeadlessCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Write the environment's queues with their depth, worst first.",
        discussion: """
            Ages and rates come from CloudWatch, whose answers lag by a minute or two and cost $0.01 for 250 queues. Exits \
            with 3 when some of the queues, or CloudWatch, could not be asked.
            """)

    @OptionGroup var environment: EnvironmentOptions
    @OptionGroup var output: OutputOptions
    @Flag(help: "Do not ask CloudWatch: depths only.")
    var noMetrics = false

    func run(in session: Session) async throws {
        let readings = try await session.services.queues.list()
        guard !readings.isEmpty else {
            throw CommandFailure(.notFound, "The environment \(session.names.environment) has no queues.")
        }
        let survey = try await QueueSurvey.take(
            readings, spans: noMetrics ? [] : [.recent], session.services.queues.monitor, now: session.now())
        var writer = RowWriter(output.format, columns: columns)
        var failures: [ServiceFailure] = []
        for reading in survey.worstFirst {
            switch reading.result {
            case .success(let queue): try writer.write(QueueJSON.row(queue, survey))
            case .failure(let failure):
                failures.append(failure)
                StandardStream.complain("nightdesk: \(reading.name): \(failure.sentence)")
            }
        }
        try writer.finish()
        if let first = failures.first {
            if failures.count == readings.count { throw first }
            throw CommandFailure(.partlyDone, "\(failures.count) of \(readings.count) queues could not be asked.")
        }
        if let failure = survey.failure {
            throw CommandFailure(.partlyDone, "Ages and rates are not known. \(failure.sentence)")
        }
    }

    private var columns: [OutputColumn] {
        [
            .member("name", "NAME", width: 36),
            .member("visible", "VISIBLE", width: 9, isRightAligned: true),
            .member("inFlight", "IN FLIGHT", width: 9, isRightAligned: true),
            .member("delayed", "DELAYED", width: 9, isRightAligned: true),
            QueueJSON.age("OLDEST", width: 8),
            .member("inPerMinute", "IN/MIN", width: 8, isRightAligned: true),
            .member("outPerMinute", "OUT/MIN", width: 8, isRightAligned: true),
            .member("drain", "DRAIN", width: 9),
            OutputColumn("KIND", width: 10) { row in
                guard case .string(let kind)? = row["kind"], case .string(let encryption)? = row["encryption"] else {
                    return ""
                }
                return "\(kind == "FIFO" ? kind : "std") \(encryption)"
            },
            .member("deadLetterQueue", "DEAD LETTERS TO", width: nil),
        ]
    }
}
