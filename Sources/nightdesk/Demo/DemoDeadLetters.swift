import OpsDomain

/// Messages that the reference back end cannot process, in the kinds of failure that it really has.
struct DemoDeadLetters {
    struct Message {
        let body: String
        let attributes: [String: String]
        let failure: Failure
    }

    /// How the consumer fails on a message, as its log shows it.
    enum Failure {
        /// An exception: its own line, and the source line of the deepest frame.
        case raised(exception: String, frame: String)
        /// The whole batch ran into the function's time limit.
        case timedOut
    }

    let messages: [Message]

    init(count: Int, orders: [Record], users: [Record], generator: inout SeededGenerator) {
        messages = (0..<count).map { index in
            let order = Self.text("orderId", of: generator.pick(orders))
            let customer = Self.text("userId", of: generator.pick(users))
            return Self.message(kind: index % 8, order: order, customer: customer, generator: &generator)
        }
    }

    private static func message(
        kind: Int, order: String, customer: String, generator: inout SeededGenerator
    ) -> Message {
        let missing = Failure.raised(
            exception: "ValueError: Missing required fields: orderId, customerId",
            frame: "handle_order_created(message.body)")
        switch kind {
        case 0:
            return Message(
                body: #"{"type": "order_created", "customerId": "\#(customer)", "items": "#
                    + #"[{"productId": "prod-mug-0400", "quantity": 2}], "total": 24}"#,
                attributes: ["source": "checkout"], failure: missing)
        case 1:
            return Message(
                body:
                    #"{"type": "order_updated", "orderId": "\#(order)", "updates": {"status": "shipped", "total": 99.5}}"#,
                attributes: ["source": "warehouse"],
                failure: .raised(
                    exception: "botocore.exceptions.ClientError: An error occurred (ValidationException) when calling "
                        + "the UpdateItem operation: Invalid UpdateExpression: Attribute name is a reserved keyword; "
                        + "reserved keyword: status",
                    frame: "orders_table.update_item("))
        case 2:
            let inner = #"{\"type\": \"order_created\", \"orderId\": \"\#(order)\", \"action\": \"created\"}"#
            return Message(
                body: #"{"Type": "Notification", "MessageId": "\#(generator.uuid())", "TopicArn": "#
                    + #""arn:aws:sns:us-east-1:123456789012:development-order-notifications", "Subject": "#
                    + #""New Order Created", "Message": "\#(inner)", "Timestamp": "2026-01-02T03:04:05.678Z"}"#,
                attributes: [:], failure: missing)
        case 3:
            return Message(
                body: "orderId=\(order);customer=\(customer);retry=true", attributes: ["source": "legacy-erp"],
                failure: .timedOut)
        case 4:
            return Message(
                body: #"{"type": "order_created", "customerId": "\#(customer)", "note": "Grüße 👋🏽 — 请尽快发货 · "#
                    + #"\u001b[31mнет\u001b[0m", "gift": "\#(generator.pick(DemoVocabulary.otherNames))"}"#,
                attributes: ["source": "checkout", "locale": "zh-CN"], failure: missing)
        case 5:
            let engraving = generator.hexadecimal(digits: 40)
            let line = #"{"productId": "prod-pen-gel-black", "quantity": 1, "engraving": "\#(engraving)"}"#
            let lines = Array(repeating: line, count: 200_000 / (line.utf8.count + 2)).joined(separator: ", ")
            return Message(
                body: #"{"type": "order_created", "customerId": "\#(customer)", "items": [\#(lines)]}"#,
                attributes: ["source": "bulk-import"], failure: missing)
        case 6:
            return Message(
                body: #"[{"type": "order_created", "orderId": "\#(order)", "customerId": "\#(customer)"}]"#,
                attributes: ["source": "bulk-import"],
                failure: .raised(
                    exception: "AttributeError: 'list' object has no attribute 'get'",
                    frame: #"message_type = message.body.get("type", "unknown")"#))
        default:
            return Message(
                body: #"{"type": "order_cancelled", "reason": "\#(generator.pick(DemoVocabulary.cancelReasons))"}"#,
                attributes: ["source": "support"],
                failure: .raised(
                    exception: "ValueError: Missing required field: orderId",
                    frame: "handle_order_cancelled(message.body)"))
        }
    }

    private static func text(_ field: String, of record: Record) -> String {
        if case .string(let text)? = record[field] { text } else { "" }
    }
}
