import OpsDomain

/// Messages that the reference back end cannot process, in the kinds of failure that it really has.
struct DemoDeadLetters {
    struct Message {
        let body: String
        let attributes: [String: String]
        let failure: Failure
        let sentAt: Timestamp
    }

    /// How the consumer fails on a message, as its log shows it.
    enum Failure {
        /// An exception: its own line, and the source line of the deepest frame.
        case raised(exception: String, frame: String)
        /// The whole batch ran into the function's time limit.
        case timedOut
    }

    let messages: [Message]

    /// The order queue's visibility time-out, after which a failed message is tried again.
    static let retryInterval: Int64 = 300_000
    /// How long SQS holds a message before the function gets it.
    static let pickUp: Int64 = 2_000
    /// As the stack's redrive policy says.
    static let attempts = 3
    /// The youngest letter has run out of its three tries, and of its last visibility time-out.
    private static let youngest: Int64 = 960_000
    private static let span: Int64 = 6 * 86_400_000

    /// `count` messages sent over the last six days before `now`, oldest first; half of them in the last hours.
    init(count: Int, orders: [Record], users: [Record], now: Timestamp, generator: inout SeededGenerator) {
        let ages = (0..<count).map { _ in
            let part = Double.random(in: 0..<1, using: &generator)
            return Self.youngest + Int64(Double(Self.span) * part * part * part * part)
        }
        messages = ages.sorted(by: >).enumerated().map { index, age in
            let order = Self.text("orderId", of: generator.pick(orders))
            let customer = Self.text("userId", of: generator.pick(users))
            let sentAt = Timestamp(milliseconds: now.milliseconds - age)
            return Self.message(
                kind: index % 8, order: order, customer: customer, sentAt: sentAt, generator: &generator)
        }
    }

    private static func message(
        kind: Int, order: String, customer: String, sentAt: Timestamp, generator: inout SeededGenerator
    ) -> Message {
        let missing = Failure.raised(
            exception: "ValueError: Missing required fields: orderId, customerId",
            frame: "handle_order_created(message.body)")
        switch kind {
        case 0:
            return Message(
                body: #"{"type": "order_created", "customerId": "\#(customer)", "items": "#
                    + #"[{"productId": "prod-mug-0400", "quantity": 2}], "total": 24}"#,
                attributes: ["source": "checkout"], failure: missing, sentAt: sentAt)
        case 1:
            return Message(
                body:
                    #"{"type": "order_updated", "orderId": "\#(order)", "updates": {"status": "shipped", "total": 99}}"#,
                attributes: ["source": "warehouse"],
                failure: .raised(
                    exception: "botocore.exceptions.ClientError: An error occurred (ValidationException) when calling "
                        + "the UpdateItem operation: Invalid UpdateExpression: Attribute name is a reserved keyword; "
                        + "reserved keyword: status",
                    frame: "orders_table.update_item("), sentAt: sentAt)
        case 2:
            // SNS stamps a notification before it delivers it.
            let published = Timestamp(milliseconds: sentAt.milliseconds - 41)
            let inner = #"{\"type\": \"order_created\", \"orderId\": \"\#(order)\", \"action\": \"created\"}"#
            return Message(
                body: #"{"Type": "Notification", "MessageId": "\#(generator.uuid())", "TopicArn": "#
                    + #""arn:aws:sns:us-east-1:123456789012:development-order-notifications", "Subject": "#
                    + #""New Order Created", "Message": "\#(inner)", "Timestamp": "\#(published.iso8601)"}"#,
                attributes: [:], failure: missing, sentAt: sentAt)
        case 3:
            return Message(
                body: "orderId=\(order);customer=\(customer);retry=true", attributes: ["source": "legacy-erp"],
                failure: .timedOut, sentAt: sentAt)
        case 4:
            return Message(
                body: #"{"type": "order_created", "customerId": "\#(customer)", "note": "Grüße 👋🏽 — 请尽快发货 · "#
                    + #"\u001b[31mнет\u001b[0m", "gift": "\#(generator.pick(DemoVocabulary.otherNames))"}"#,
                attributes: ["source": "checkout", "locale": "zh-CN"], failure: missing, sentAt: sentAt)
        case 5:
            let engraving = generator.hexadecimal(digits: 40)
            let line = #"{"productId": "prod-pen-gel-black", "quantity": 1, "engraving": "\#(engraving)"}"#
            let lines = Array(repeating: line, count: 200_000 / (line.utf8.count + 2) + 1).joined(separator: ", ")
            return Message(
                body: #"{"type": "order_created", "customerId": "\#(customer)", "items": [\#(lines)]}"#,
                attributes: ["source": "bulk-import"], failure: missing, sentAt: sentAt)
        case 6:
            return Message(
                body: #"[{"type": "order_created", "orderId": "\#(order)", "customerId": "\#(customer)"}]"#,
                attributes: ["source": "bulk-import"],
                failure: .raised(
                    exception: "AttributeError: 'list' object has no attribute 'get'",
                    frame: #"message_type = message.body.get("type", "unknown")"#), sentAt: sentAt)
        default:
            return Message(
                body: #"{"type": "order_cancelled", "reason": "\#(generator.pick(DemoVocabulary.cancelReasons))"}"#,
                attributes: ["source": "support"],
                failure: .raised(
                    exception: "ValueError: Missing required field: orderId",
                    frame: "handle_order_cancelled(message.body)"), sentAt: sentAt)
        }
    }

    private static func text(_ field: String, of record: Record) -> String {
        if case .string(let text)? = record[field] { text } else { "" }
    }
}
