import OpsDomain

/// The console's panes, in the order of their number keys. A new pane is one folder and one line here.
package enum PaneCatalog {
    package static func panes(_ services: ConsoleServices) -> [any Pane] {
        let collections: [any Pane] = services.collections.compactMap { collection in
            services.records[collection.id].map { CollectionPane(collection, service: $0) }
        }
        return collections + [
            QueuesPane(service: services.queues),
            DeadLettersPane(service: services.deadLetters, queues: services.queues),
            LogsPane(service: services.logs),
        ]
    }
}
