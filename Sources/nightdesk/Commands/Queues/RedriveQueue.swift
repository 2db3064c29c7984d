import ArgumentParser
import Console
import OpsDomain

/// `nightdesk queues redrive NAME`
struct RedriveQueue: HeadlessCommand {
    static let configuration = CommandConfiguration(
        commandName: "redrive", abstract: "Move a queue's dead letters back with SQS's own task.",
        discussion: """
            Without --to each message goes back to the queue that it came from. --canary sends some first and watches \
            whether they fail again: it exits with 1 when one came back. --watch exits with 1 when the task failed and with \
            3 when it was cancelled.
            """)

    @OptionGroup var environment: EnvironmentOptions
    @OptionGroup var choice: QueueChoice
    @Option(help: "Messages a second, 1 to 500 (default: SQS chooses).")
    var rate: Int?
    @Option(help: "Another queue to move them to.")
    var to: String?
    @Flag(help: "Wait until the task is over, also one that runs already.")
    var watch = false
    @Flag(help: "Cancel the running task; what it moved stays moved.")
    var cancel = false
    @Flag(help: "Write the latest tasks, newest first.")
    var list = false
    @Option(help: "Send so many messages back, 1 to 10, and watch them.")
    var canary: Int?
    @Option(name: .customLong("canary-seconds"), help: "How long to watch them.")
    var canarySeconds = 60
    @OptionGroup var write: WriteOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if let rate, !MoveRequest.rates.contains(rate) {
            throw ValidationError("--rate is 1 to 500 messages a second.")
        }
        if let canary, !CanaryRequest.counts.contains(canary) { throw ValidationError("--canary is 1 to 10 messages.") }
        guard [cancel, list, canary != nil].count(where: { $0 }) <= 1 else {
            throw ValidationError("--cancel, --list and --canary are for one at a time.")
        }
        if canarySeconds < 1 { throw ValidationError("--canary-seconds is at least 1.") }
    }

    func run(in session: Session) async throws {
        let (queue, snapshot) = try await choice.resolve(in: session)
        let operations = session.services.queueOperations
        if list { return try writeRows(try await operations.moves(queue)) }
        if cancel { return try await cancel(queue, session) }
        let destination: String? =
            if let to { try await QueueChoice.resolve(to, in: session).name } else { nil }
        if let canary {
            let request = CanaryRequest(queue: queue, destination: destination, count: canary)
            return try await CanaryRun(request: request, seconds: canarySeconds, write: write).run(in: session)
        }
        let request = MoveRequest(queue: queue, destination: destination, rate: rate)
        if let running = try await operations.moves(queue).first(where: \.isActive), watch {
            StandardStream.complain("A redrive of \(queue) is running already, \(running.moved ?? 0) moved so far.")
        } else {
            let count = snapshot.map { "about \($0.visible)" } ?? "all"
            let place = destination ?? "where they came from"
            StandardStream.complain("move \(count) messages of \(queue) to \(place)")
            guard !write.isDryRun else { return }
            try await write.confirm("Move \(count) messages of \(queue) to \(place)", in: session)
            try await operations.startMove(request)
            guard watch else {
                return StandardStream.complain("Started; --list tells how far it is, --cancel stops it.")
            }
        }
        try await follow(queue, session)
    }

    private func cancel(_ queue: String, _ session: Session) async throws {
        let operations = session.services.queueOperations
        guard let task = try await operations.moves(queue).first(where: { $0.handle != nil }) else {
            throw CommandFailure(.notFound, "No redrive of \(queue) is running.")
        }
        guard !write.isDryRun else { return StandardStream.complain("cancel the redrive of \(queue)") }
        try await write.confirm("Cancel the redrive of \(queue)", in: session)
        let moved = try await operations.cancelMove(task)
        StandardStream.complain("Cancelled\(moved.map { ", about \($0) moved so far" } ?? "").")
    }

    private func follow(_ queue: String, _ session: Session) async throws {
        let operations = session.services.queueOperations
        var progress = ProgressLine()
        while true {
            guard let task = try await operations.moves(queue).first else {
                throw CommandFailure(.failed, "SQS does not list the redrive.")
            }
            progress.show("\(task.moved ?? 0) of ~\(task.toMove.map(String.init) ?? "?") moved")
            if !task.isActive {
                progress.end()
                return try conclude(task)
            }
            do {
                try await session.clock.sleep(.seconds(1))
            } catch {
                progress.end()
                StandardStream.complain("The redrive goes on without this command; --cancel stops it.")
                throw error
            }
        }
    }

    private func conclude(_ task: MoveTask) throws {
        try writeRows([task])
        switch task.status {
        case .failed: throw CommandFailure(.failed, "The redrive failed. \(task.failureSentence ?? "")")
        case .cancelled: throw CommandFailure(.partlyDone, "The redrive was cancelled.")
        case .running, .completed, .cancelling, .other: return
        }
    }

    private func writeRows(_ tasks: [MoveTask]) throws {
        var writer = RowWriter(
            output.format,
            columns: [
                .member("status", "STATUS", width: 10), .member("moved", "MOVED", width: 8, isRightAligned: true),
                .member("toMove", "OF", width: 8, isRightAligned: true), .member("startedAt", "STARTED", width: 24),
                .member("destination", "TO", width: 36), .member("failure", "FAILURE", width: nil),
            ])
        func number(_ value: Int?) -> JSONNode { value.map { .number(String($0)) } ?? .null }
        for task in tasks {
            try writer.write(
                .object([
                    JSONMember("status", .string(task.status.word)), JSONMember("moved", number(task.moved)),
                    JSONMember("toMove", number(task.toMove)), JSONMember("rate", number(task.rate)),
                    JSONMember("startedAt", task.startedAt.map { .string($0.iso8601) } ?? .null),
                    JSONMember("destination", task.destination.map { .string($0) } ?? .null),
                    JSONMember("failure", task.failureReason.map { .string($0) } ?? .null),
                ]))
        }
        try writer.finish()
    }
}
