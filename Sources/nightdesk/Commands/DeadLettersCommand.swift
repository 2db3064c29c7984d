import ArgumentParser
import OpsDomain

/// `nightdesk dlq …`
struct DeadLettersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dlq", abstract: "Dead letters, without the console.",
        subcommands: [
            List.self, SaveLetters.self, ResendLetters.self, DeleteLetters.self, RestoreLetters.self,
            ResumeRepairs.self,
        ])

    struct List: HeadlessCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write the messages of the dead-letter queue.",
            discussion: """
                The messages are leased while they are read, and released before the command ends, also on Ctrl-C and \
                SIGTERM: nothing is taken from the queue.
                """)

        @OptionGroup var environment: EnvironmentOptions
        @OptionGroup var output: OutputOptions
        @Option(help: "Stop after so many.")
        var limit: Int?

        func validate() throws {
            try LimitCheck.check(limit)
        }

        func run(in session: Session) async throws {
            var writer = RowWriter(output.format, columns: columns)
            var left = limit ?? Int.max
            // A lease that ran out while a slow reader kept us waiting brings its message again.
            var written: Set<String> = []
            var isFull = false
            reading: for await event in session.services.deadLetters.lease() {
                switch event {
                case .opened, .extended, .lost, .removed:
                    continue
                case .leased(let messages, _):
                    for message in messages where left > 0 && written.insert(message.messageID).inserted {
                        try writer.write(Self.row(message))
                        left -= 1
                    }
                    try writer.flush()
                    if left == 0 { break reading }
                case .caughtUp:
                    break reading
                case .full:
                    isFull = true
                    break reading
                case .failed(let failure):
                    throw failure
                }
            }
            try writer.finish()
            if isFull {
                throw CommandFailure(
                    .partlyDone,
                    "Only the first \(written.count) messages were read: no more can be leased at one time.")
            }
        }

        private var columns: [OutputColumn] {
            [
                .member("messageId", "MESSAGE", width: 36),
                .member("sentAt", "SENT", width: 24),
                .member("receiveCount", "RECEIVES", width: 8, isRightAligned: true),
                .member("body", "BODY", width: nil),
            ]
        }

        private static func row(_ message: DeadLetter) -> JSONNode {
            .object([
                JSONMember("messageId", .string(message.messageID)),
                JSONMember("queue", .string(message.queue)),
                JSONMember("sentAt", message.sentAt.map { .string($0.iso8601) } ?? .null),
                JSONMember("receiveCount", .number(String(message.receiveCount))),
                JSONMember("attributes", .object(attributes(message))),
                JSONMember("body", .string(message.body)),
            ])
        }

        /// The sender's attributes by name, their values as text; bytes as Base64.
        private static func attributes(_ message: DeadLetter) -> [JSONMember] {
            message.attributes.sorted { $0.key < $1.key }.map { name, attribute in
                switch attribute.value {
                case .text(let text): JSONMember(name, .string(text))
                case .binary(let bytes): JSONMember(name, FieldValue.binary(bytes).plainJSON)
                }
            }
        }
    }
}
