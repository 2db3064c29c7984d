/// What a message says about an order: the members that the order handler looks at.
package struct OrderMessage: Hashable, Sendable {
    /// `order_created`, `order_updated`, `order_cancelled`, or whatever the sender wrote.
    package let type: String?
    package let orderID: String?
    package let customerID: String?

    package init(_ node: JSONNode) {
        type = Self.shown(node["type"])
        orderID = Self.shown(node["orderId"])
        customerID = Self.shown(node["customerId"])
    }

    private static func shown(_ node: JSONNode?) -> String? {
        switch node {
        case nil, .null: nil
        case .string(let text): text.isEmpty ? nil : text
        case .some(let other): other.compact
        }
    }
}
