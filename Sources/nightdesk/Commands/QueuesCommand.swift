import ArgumentParser
import OpsDomain

/// `nightdesk queues …`
struct QueuesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "queues", abstract: "Queues, without the console.",
        subcommands: [List.self, SendMessage.self, PurgeQueue.self, RedriveQueue.self])

    struct List: HeadlessCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write the environment's queues with their depth.",
            discussion: "Exits with 3 when some of the queues could not be asked.")

        @OptionGroup var environment: EnvironmentOptions
        @OptionGroup var output: OutputOptions

        func run(in session: Session) async throws {
            let readings = try await session.services.queues.list()
            guard !readings.isEmpty else {
                throw CommandFailure(.notFound, "The environment \(session.names.environment) has no queues.")
            }
            var writer = RowWriter(output.format, columns: columns)
            var failures: [ServiceFailure] = []
            for reading in readings {
                switch reading.result {
                case .success(let queue): try writer.write(Self.row(queue))
                case .failure(let failure):
                    failures.append(failure)
                    StandardStream.complain("nightdesk: \(reading.name): \(failure.sentence)")
                }
            }
            try writer.finish()
            if let first = failures.first {
                if failures.count == readings.count { throw first }
                throw CommandFailure(
                    .partlyDone, "\(failures.count) of \(readings.count) queues could not be asked.")
            }
        }

        private var columns: [OutputColumn] {
            [
                .member("name", "NAME", width: 36),
                .member("visible", "VISIBLE", width: 9, isRightAligned: true),
                .member("inFlight", "IN FLIGHT", width: 9, isRightAligned: true),
                .member("delayed", "DELAYED", width: 9, isRightAligned: true),
                .member("deadLetterQueue", "DEAD LETTERS TO", width: nil),
            ]
        }

        private static func row(_ queue: QueueSnapshot) -> JSONNode {
            .object([
                JSONMember("name", .string(queue.name)),
                JSONMember("url", .string(queue.url)),
                JSONMember("visible", .number(String(queue.visible))),
                JSONMember("inFlight", .number(String(queue.inFlight))),
                JSONMember("delayed", .number(String(queue.delayed))),
                JSONMember("deadLetterQueue", queue.redrive.map { .string($0.deadLetterQueue) } ?? .null),
            ])
        }
    }
}
