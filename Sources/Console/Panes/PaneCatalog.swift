import OpsDomain

/// The console's panes, in the order of their number keys. A new pane is one folder and one line here.
package enum PaneCatalog {
    package static func panes(_ services: ConsoleServices) -> [any Pane] {
        let collections: [any Pane] = Collection.all.compactMap { collection in
            services.records[collection.id].map {
                CollectionPane(collection, service: $0, links: links[collection.id] ?? [])
            }
        }
        return collections + [
            QueuesPane(service: services.queues),
            DeadLettersPane(service: services.deadLetters, queues: services.queues),
            LogsPane(service: services.logs),
        ]
    }

    /// The ways between the reference stack's collections.
    private static let links: [String: [CollectionLink]] = [
        Collection.users.id: [
            CollectionLink(
                chord: "O", name: "orders", help: "Show the user's orders.", target: PaneID(Collection.orders.id),
                field: "userId", prefix: "customerId:")
        ],
        Collection.orders.id: [
            CollectionLink(
                chord: "u", name: "customer", help: "Go to the customer.", target: PaneID(Collection.users.id),
                field: "customerId")
        ],
    ]
}
