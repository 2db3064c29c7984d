/// Test messages for the order queue, one a kind that its handler knows, and two that it does not.
package enum MessageTemplate: String, Hashable, Sendable, CaseIterable {
    case orderCreated = "order_created"
    case orderUpdated = "order_updated"
    case orderCancelled = "order_cancelled"
    /// What the system's own topic sends: a message in an SNS envelope.
    case notification = "sns"
    /// No JSON.
    case text

    /// What templates differ in from message to message.
    package struct Facts: Hashable, Sendable {
        package let orderID: String
        package let customerID: String
        package let messageID: String
        package let now: Timestamp

        package init(orderID: String, customerID: String, messageID: String, now: Timestamp) {
            self.orderID = orderID
            self.customerID = customerID
            self.messageID = messageID
            self.now = now
        }

        /// With new random ids: nothing that is there already is touched.
        package static func random(now: Timestamp) -> Facts {
            Facts(orderID: RandomUUID.text(), customerID: RandomUUID.text(), messageID: RandomUUID.text(), now: now)
        }
    }

    /// A body that the handler takes, on one line.
    package func body(_ facts: Facts) -> String {
        let order = JSONMember("orderId", .string(facts.orderID))
        switch self {
        case .orderCreated:
            let item = JSONNode.object([
                JSONMember("productId", .string("test-product")), JSONMember("quantity", .number("1")),
            ])
            return body([
                order, JSONMember("customerId", .string(facts.customerID)), JSONMember("items", .array([item])),
                JSONMember("total", .number("1")),
            ])
        case .orderUpdated:
            return body([order, JSONMember("updates", .object([JSONMember("note", .string("a test message"))]))])
        case .orderCancelled: return body([order, JSONMember("reason", .string("a test message"))])
        case .notification:
            let inner = JSONNode.object([
                JSONMember("type", .string("order_notification")), order,
                JSONMember("customerId", .string(facts.customerID)), JSONMember("action", .string("created")),
            ])
            return JSONNode.object([
                JSONMember("Type", .string("Notification")), JSONMember("MessageId", .string(facts.messageID)),
                JSONMember("TopicArn", .string("arn:aws:sns:us-east-1:000000000000:order-notifications")),
                JSONMember("Subject", .string("New Order Created")), JSONMember("Message", .string(inner.compact)),
                JSONMember("Timestamp", .string(facts.now.iso8601)),
            ]).compact
        case .text: return "a test message"
        }
    }

    private func body(_ members: [JSONMember]) -> String {
        JSONNode.object([JSONMember("type", .string(rawValue))] + members).compact
    }
}
