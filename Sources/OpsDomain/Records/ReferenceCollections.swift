extension Collection {
    /// The collections of the reference stack, in the order of their panes.
    package static let all: [Collection] = [users, orders]

    /// People with an account. The API's rules hold here too: email and name are required on creation, an update may set
    /// name and age only, and an age is any whole number.
    package static let users = Collection(
        id: "users", title: "Users", singular: "user", table: "{env}-users", keys: "userId",
        columns: [
            CollectionColumn(field: "name", title: "Name", priority: 0, minimumWidth: 10, idealWidth: 24),
            CollectionColumn(field: "email", title: "Email", priority: 1, minimumWidth: 12, idealWidth: 32),
            CollectionColumn(field: "age", title: "Age", kind: .number, priority: 4, minimumWidth: 3, idealWidth: 4),
            CollectionColumn(
                field: "createdAt", title: "Created", kind: .timestamp, priority: 2, minimumWidth: 8, idealWidth: 20),
            CollectionColumn(
                field: "updatedAt", title: "Updated", kind: .timestamp, priority: 5, minimumWidth: 8, idealWidth: 20),
            CollectionColumn(
                field: "userId", title: "User ID", kind: .identifier, priority: 3, minimumWidth: 8, idealWidth: 36),
        ],
        rules: [
            FieldRule(field: "userId", label: "User ID", checks: [.readOnly, .defaultUUID]),
            FieldRule(field: "email", label: "Email", checks: [.required, .email, .onCreateOnly]),
            FieldRule(field: "name", label: "Name", checks: [.required]),
            FieldRule(field: "age", label: "Age", checks: [.integer()]),
            FieldRule(field: "createdAt", label: "Created", checks: [.readOnly, .defaultNow]),
            FieldRule(field: "updatedAt", label: "Updated", checks: [.readOnly, .updatedNow]),
        ],
        links: [
            CollectionLink(
                key: "O", name: "orders", help: "Show the user's orders.", target: "orders", field: "userId",
                targetField: "customerId")
        ])

    /// Orders as the queue's handler writes them. Line items are shown whole in the detail view and edited as JSON.
    package static let orders = Collection(
        id: "orders", title: "Orders", singular: "order", table: "{env}-orders", keys: "orderId",
        columns: [
            CollectionColumn(
                field: "orderId", title: "Order", kind: .identifier, priority: 0, minimumWidth: 8, idealWidth: 36),
            CollectionColumn(
                field: "customerId", title: "Customer", kind: .identifier, priority: 3, minimumWidth: 8, idealWidth: 36),
            CollectionColumn(
                field: "status", title: "Status", kind: .status, priority: 1, minimumWidth: 7, idealWidth: 12),
            CollectionColumn(field: "items", title: "Items", kind: .count, priority: 5, minimumWidth: 5, idealWidth: 5),
            CollectionColumn(
                field: "total", title: "Total", kind: .number, priority: 2, minimumWidth: 6, idealWidth: 10),
            CollectionColumn(
                field: "createdAt", title: "Created", kind: .timestamp, priority: 4, minimumWidth: 8, idealWidth: 20),
        ],
        rules: [
            FieldRule(field: "orderId", label: "Order ID", checks: [.readOnly, .defaultUUID]),
            FieldRule(field: "customerId", label: "Customer ID", checks: [.required, .onCreateOnly]),
            FieldRule(field: "status", label: "Status", checks: [.required]),
            FieldRule(field: "total", label: "Total", checks: []),
            FieldRule(field: "createdAt", label: "Created", checks: [.readOnly, .defaultNow]),
            FieldRule(field: "updatedAt", label: "Updated", checks: [.readOnly, .updatedNow]),
        ],
        links: [
            CollectionLink(
                key: "u", name: "customer", help: "Go to the customer.", target: "users", field: "customerId")
        ],
        // An order without line items is none, and a form has no editor for them yet.
        allowsCreation: false,
        cancellation: CancellationRule(
            messageType: "order_cancelled", keyMember: "orderId", statusField: "status", cancelledStatus: "cancelled",
            reasonField: "cancelReason", momentField: "cancelledAt"))

    /// The column that shows a field.
    package func column(_ field: String) -> CollectionColumn? {
        columns.first { $0.field == field }
    }

    package func rule(_ field: String) -> FieldRule? {
        rules.first { $0.field == field }
    }
}
