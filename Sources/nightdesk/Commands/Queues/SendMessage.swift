import ArgumentParser
import Glibc
import OpsDomain

extension MessageTemplate: ExpressibleByArgument {}

/// `nightdesk queues send NAME`
struct SendMessage: HeadlessCommand {
    static let configuration = CommandConfiguration(
        commandName: "send", abstract: "Send a message to a queue.",
        discussion: """
            The body is a file's text, standard input's (-), or a template's with new ids. A body that is no JSON, or that \
            the order handler would not take, is warned of and sent: a test may want it. The answer is the message's id.
            """)

    @OptionGroup var environment: EnvironmentOptions
    @OptionGroup var choice: QueueChoice
    @Option(help: "A file with the body, or - for standard input.")
    var body: String?
    @Option(help: "order_created, order_updated, order_cancelled, sns or text.")
    var template: MessageTemplate?
    @Option(help: "A message attribute: name=value, name=Number:3 or name=Binary:Base64; may be given several times.")
    var attribute: [String] = []
    @Option(help: "The message group: needed for a FIFO queue.")
    var group: String?
    @Option(help: "The deduplication id, for a FIFO queue.")
    var dedup: String?
    @Option(help: "Seconds until the message can be received, 0 to 900.")
    var delay: String?
    @OptionGroup var write: WriteOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (body == nil) != (template == nil) else { throw ValidationError("Give either --body or --template.") }
    }

    func run(in session: Session) async throws {
        let (queue, snapshot) = try await choice.resolve(in: session)
        let draft = SendDraft(
            body: try text(session.now()), attributes: attribute, groupID: group ?? "", deduplicationID: dedup ?? "",
            delay: delay ?? "")
        let target = SendDraft.Target(queue: queue, attributes: snapshot?.attributes ?? [:], names: session.names)
        let check = draft.check(for: target)
        for warning in check.warnings { StandardStream.complain("nightdesk: \(warning)") }
        guard let message = check.message else {
            throw CommandFailure(.usage, check.problems.values.sorted().joined(separator: " "))
        }
        if write.isDryRun || !write.yes { show(message, queue) }
        guard !write.isDryRun else { return }
        try await write.confirm("Send 1 message to \(queue)", in: session)
        let sent = try await session.services.queueOperations.send(queue, message)
        var writer = RowWriter(
            output.format,
            columns: [.member("messageId", "MESSAGE", width: 36), .member("queue", "QUEUE", width: nil)])
        try writer.write(
            .object([
                JSONMember("messageId", .string(sent.messageID)), JSONMember("queue", .string(queue)),
                JSONMember("sequenceNumber", sent.sequenceNumber.map { .string($0) } ?? .null),
            ]))
        try writer.finish()
    }

    private func text(_ now: Timestamp) throws -> String {
        if let template { return template.body(.random(now: now)) }
        guard let body, body != "-" else { return try StandardInput.text(limit: 2 * MessageLimits.size) }
        return try LocalText.read(body, as: body)
    }

    private func show(_ message: QueueMessage, _ queue: String) {
        StandardStream.complain("send to \(queue), \(message.size) bytes")
        for line in QueueMessage.lines(of: message.body) { StandardStream.complain("  + \(line)") }
        for name in message.attributes.keys.sorted() { StandardStream.complain("  attribute \(name)") }
    }
}

/// What somebody pipes in.
enum StandardInput {
    /// Everything up to the end, which may not be further than `limit` bytes.
    static func text(limit: Int) throws -> String {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            try Task.checkCancellation()
            let count = buffer.withUnsafeMutableBytes { Glibc.read(STDIN_FILENO, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                throw CommandFailure(.failed, "Standard input cannot be read: \(String(cString: strerror(errno))).")
            }
            if count == 0 { break }
            bytes += buffer[..<count]
            if bytes.count > limit { throw CommandFailure(.usage, "Standard input has more than \(limit) bytes.") }
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw CommandFailure(.usage, "Standard input is not UTF-8, so no text that can be sent.")
        }
        return text
    }
}
