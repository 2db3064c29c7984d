import Console
import ConsoleTestSupport
import OpsDomain
import TerminalCore

/// A small world for panes: believable, and the same every time.
enum World {
    static let now = Timestamp(milliseconds: 1_772_331_240_000)

    static func view(isFocused: Bool, now: Timestamp = now) -> ViewContext {
        ViewContext(
            now: now, theme: .standard, symbols: .unicode, isFocused: isFocused, timestamps: .relative, utcOffset: 0)
    }

    static let unreachable = ServiceFailure(
        reason: .unreachable, sentence: "The endpoint cannot be reached; is the network up?", isTransient: true)

    // MARK: - Records

    private static let names = [
        "Zoe Adler", "amir Haddad", "Ödön Kiss", "Mia Chen", "Bob O'Hara", "李 小龙", "Eva \u{1B}[31mRed",
    ]

    static func user(_ number: Int) -> Record {
        var record = Record(fields: [
            "userId": .string("user-\(padded(number, 5))"), "email": .string("person\(number)@example.com"),
            "name": .string(names[number % names.count]),
            "createdAt": .string(now.adding(seconds: Double(-3600 * (number + 1))).iso8601),
        ])
        if number % 3 != 0 { record["age"] = .number(String(20 + number * 7 % 50)) }
        return record
    }

    static func users(_ count: Int) -> [Record] { (0..<count).map(user) }

    static func order(_ number: Int) -> Record {
        Record(fields: [
            "orderId": .string("order-\(padded(number, 4))"), "customerId": .string("user-\(padded(number, 5))"),
            "status": .string(["pending", "completed", "cancelled"][number % 3]),
            "items": .list([.map(["productId": .string("p-1"), "quantity": .number("2")])]),
            "total": .number("\(number).50"), "createdAt": .string(now.adding(seconds: Double(-60 * number)).iso8601),
        ])
    }

    static func records(_ users: Int) -> [String: ScriptedRecords] {
        [
            "users": ScriptedRecords(self.users(users), keys: "userId"),
            "orders": ScriptedRecords((0..<12).map(order), keys: "orderId"),
        ]
    }

    static func batch(_ records: [Record], next: String? = nil) -> RecordBatch {
        RecordBatch(
            page: RecordArrayPage(records), next: next.map { PageCursor(token: Array($0.utf8)) }, readUnits: nil)
    }

    // MARK: - Queues

    static func snapshot(
        _ name: String, visible: Int, inFlight: Int = 0, delayed: Int = 0, deadLetters: String? = nil,
        sources: [String] = []
    ) -> QueueSnapshot {
        QueueSnapshot(
            name: name, url: "https://sqs.eu-central-1.amazonaws.com/123456789012/\(name)",
            arn: "arn:aws:sqs:eu-central-1:123456789012:\(name)", visible: visible, inFlight: inFlight,
            delayed: delayed, redrive: deadLetters.map { RedrivePolicy(deadLetterQueue: $0, maximumReceives: 3) },
            sources: sources,
            attributes: [
                "VisibilityTimeout": "300", "MessageRetentionPeriod": "1209600", "SqsManagedSseEnabled": "true",
            ])
    }

    static func queue(
        _ name: String, visible: Int, inFlight: Int = 0, delayed: Int = 0, deadLetters: String? = nil,
        sources: [String] = []
    ) -> QueueReading {
        QueueReading(
            name: name,
            result: .success(
                snapshot(
                    name, visible: visible, inFlight: inFlight, delayed: delayed, deadLetters: deadLetters,
                    sources: sources)))
    }

    static let denied = QueueReading(
        name: "development-audit",
        result: .failure(
            ServiceFailure(
                reason: .denied(action: "sqs:GetQueueAttributes"),
                sentence: "You may not read this queue: sqs:GetQueueAttributes is missing.")))

    static let queues = [
        queue("development-order-queue", visible: 12, inFlight: 3, delayed: 1, deadLetters: "development-order-dlq"),
        QueueReading(name: "development-order-dlq", result: .success(deadLetterQueue(visible: 40))), denied,
    ]

    static func deadLetterQueue(visible: Int, inFlight: Int = 0) -> QueueSnapshot {
        snapshot("development-order-dlq", visible: visible, inFlight: inFlight, sources: ["development-order-queue"])
    }

    // MARK: - Dead letters

    static func letter(_ number: Int, body: String, id: String? = nil) -> DeadLetter {
        DeadLetter(
            messageID: id ?? "message-\(number)", receiptHandle: "receipt-\(number)", queue: "development-order-dlq",
            body: body,
            attributes: ["source": MessageAttribute(dataType: "String", value: .text("shop"))],
            systemAttributes: ["SentTimestamp": String(now.milliseconds - Int64(number) * 3_600_000)], receiveCount: 4,
            sentAt: now.adding(seconds: Double(-3600 * number)),
            firstReceivedAt: now.adding(seconds: Double(-3500 * number)))
    }

    static let letters = [
        letter(1, body: #"{"type":"order_created","orderId":"order-0001"}"#),
        letter(2, body: #"{"type":"order_updated","orderId":"order-0002","updates":{"status":"paid"}}"#),
        letter(3, body: "not json at all \u{1B}[2J"),
        letter(
            330,
            body:
                #"{"Message":"{\"type\":\"order_cancelled\"}","TopicArn":"arn:aws:sns:eu-central-1:123456789012:orders"}"#
        ),
    ]

    /// Three that fail alike, two that only the consumer's log explains, and two of their own.
    static let failing = [
        letter(1, body: #"{"type":"order_created","orderId":"order-0001"}"#),
        letter(2, body: #"{"type":"order_created","orderId":"order-0002","items":[{"productId":"p-1"}]}"#),
        letter(3, body: #"{"type":"order_created","orderId":"order-0003"}"#),
        letter(11, body: #"{"type":"order_created","orderId":"order-11","customerId":"user-1","total":5}"#),
        letter(12, body: #"{"type":"order_created","orderId":"order-12","customerId":"user-2","total":6}"#),
        letter(20, body: #"{"type":"order_updated","orderId":"order-20","updates":{"status":"paid"}}"#),
        letter(21, body: "not json \u{0}\u{1B}]0;owned\u{7}"),
    ]

    /// What the consumer wrote about them.
    static let failureLog = [
        line("START RequestId: \(request) Version: $LATEST", 101, secondsAgo: 42_001),
        failure(of: "message-12", 102, secondsAgo: 42_000), failure(of: "message-12", 103, secondsAgo: 41_700),
        failure(of: "message-11", 104, secondsAgo: 38_500),
    ]

    private static func failure(of message: String, _ id: Int, secondsAgo: Double) -> LogLine {
        line(
            "[ERROR]\t2026-02-28T14:34:00.000Z\t\(request)\tError processing message \(message): 'total'\n"
                + "Traceback (most recent call last):\n  File \"/var/task/app.py\", line 12, in handler\n"
                + "    total = order['total']\nKeyError: 'total'\n", id, secondsAgo: secondsAgo)
    }

    // MARK: - Logs

    static let groups = [
        "/aws/lambda/development-api-handler", "/aws/lambda/development-sqs-handler",
        "/aws/lambda/development-s3-handler", "/aws/apigateway/development-api",
    ]

    static func line(
        _ text: String, _ id: Int, group: Int = 1, secondsAgo: Double, level: LogLevel? = nil, stream: String = "stream"
    ) -> LogLine {
        LogArrayPage.line(
            text, group: groups[group], stream: stream, id: "event-\(id)", at: now.adding(seconds: -secondsAgo),
            level: level ?? LogLineParser.level(of: text))
    }

    static let request = "7f3a0000-1111-2222-3333-444455556666"

    static let lines = [
        line("START RequestId: \(request) Version: $LATEST", 1, secondsAgo: 10),
        line("Processing 1 messages", 2, secondsAgo: 9),
        line(
            "[ERROR]\t2026-03-01T02:13:52.000Z\t\(request)\tError processing message m-1: Missing required fields\n"
                + "Traceback (most recent call last):\n  File \"/var/task/app.py\", line 12, in handler\n    raise e\n"
                + "ValueError: Missing required fields: orderId, customerId\n", 3, secondsAgo: 8),
        line("END RequestId: \(request)", 4, secondsAgo: 7),
        line(
            "REPORT RequestId: \(request)\tDuration: 123.45 ms\tBilled Duration: 124 ms\tMemory Size: 256 MB\t"
                + "Max Memory Used: 92 MB\tInit Duration: 310.22 ms\t", 5, secondsAgo: 7),
        line(#"{"requestId":"abc","method":"GET","path":"/users","status":200}"#, 6, group: 3, secondsAgo: 5),
        line("Created user: user-00001", 7, group: 0, secondsAgo: 4),
        line("[WARNING]\t2026-03-01T02:13:57.000Z\t\tslow answer", 8, group: 0, secondsAgo: 3),
    ]

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

extension World {
    /// The console, zoomed on the letters that fail and are leased for almost two minutes yet.
    static func consoleOnFailing(_ services: ScriptedServices, _ size: Size) -> ConsoleHarness {
        services.setQueues(queues)
        services.setGroups(groups)
        services.setLogged(failureLog)
        let harness = ConsoleHarness(panes: PaneCatalog.panes(services.services), services: services, size: size)
        harness.type("4Z")
        services.leases.send(.opened(queue: "development-order-dlq", retention: .seconds(1_209_600)))
        services.leases.send(.leased(failing, until: now.adding(seconds: 112)))
        services.leases.send(.caughtUp(at: now))
        harness.settle()
        return harness
    }
}
