import ArgumentParser
import OpsDomain

/// `nightdesk logs …`
struct LogsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "logs", abstract: "Function logs, without the console.", subcommands: [Tail.self])

    struct Tail: HeadlessCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write log events in time order, each exactly once.",
            discussion: "Exits with 3 when part of the logs could not be had.")

        @OptionGroup var environment: EnvironmentOptions
        @OptionGroup var output: OutputOptions
        @Option(help: "How far back to begin: 90s, 15m, 1h, 2d, or an ISO 8601 moment.")
        var since = "10m"
        @Flag(name: .shortAndLong, help: "Go on with what comes.")
        var follow = false
        @Option(name: .customLong("group"), help: "A log group; repeatable (default: all of the environment).")
        var groups: [String] = []
        @Option(help: "A CloudWatch Logs filter pattern, applied by the service.")
        var filter: String?

        func validate() throws {
            if SincePhrase(since) == nil {
                throw ValidationError("--since takes a time span like 90s, 15m, 1h or 2d, or an ISO 8601 moment.")
            }
        }

        func run(in session: Session) async throws {
            let groups = self.groups.isEmpty ? try await session.services.logs.groups() : self.groups
            guard !groups.isEmpty else {
                throw CommandFailure(.notFound, "The environment \(session.names.environment) has no log groups.")
            }
            // After the first answer, which tells a clock that is wrong.
            guard let begin = SincePhrase(since)?.moment(before: session.now()) else { return }
            let request = LogTailRequest(
                groups: groups, since: begin, pattern: filter, follows: follow, joinsNew: self.groups.isEmpty)
            try await write(session.services.logs.tail(request), of: groups)
        }

        private func write(_ events: AsyncStream<LogTailEvent>, of groups: [String]) async throws {
            var groups = Set(groups)
            var writer = RowWriter(output.format, columns: Self.columns(of: groups))
            var failed: [String: ServiceFailure] = [:]
            var missed = false
            for await event in events {
                switch event {
                case .lines(let lines):
                    for line in lines { try writer.write(Self.row(line)) }
                    try writer.flush()
                case .caughtUp:
                    continue
                case .joined(let group):
                    groups.insert(group)
                case .gap(let group, let from, let to, let failure):
                    missed = true
                    StandardStream.complain(
                        "nightdesk: \(group): events from \(from.iso8601) to \(to.iso8601) were missed: \(failure.sentence)"
                    )
                case .failed(let group, let failure):
                    if failed.updateValue(failure, forKey: group) != failure {
                        StandardStream.complain("nightdesk: \(group): \(failure.sentence)")
                    }
                case .recovered(let group):
                    failed[group] = nil
                }
            }
            try writer.finish()
            if let failure = failed.values.first {
                if failed.count == groups.count { throw failure }
                throw CommandFailure(.partlyDone, "Part of the logs could not be had.")
            }
            if missed { throw CommandFailure(.partlyDone, "Part of the logs could not be had.") }
        }

        private static func columns(of groups: Set<String>) -> [OutputColumn] {
            [
                .member("timestamp", "TIME", width: 24),
                .member("group", "GROUP", width: groups.map(\.count).max() ?? 34),
                OutputColumn("MESSAGE", width: nil) { row in
                    // The line feed at the end of an event is its end, not a part worth showing.
                    var text = row["message"]?.text ?? ""
                    while text.last?.isNewline == true { text.removeLast() }
                    return text
                },
            ]
        }

        private static func row(_ line: LogLine) -> JSONNode {
            .object([
                JSONMember("eventId", .string(line.eventID)),
                JSONMember("timestamp", .string(line.timestamp.iso8601)),
                JSONMember("group", .string(line.group)),
                JSONMember("stream", .string(line.stream)),
                JSONMember("message", .string(line.message)),
            ])
        }
    }
}
