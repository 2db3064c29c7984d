import OpsDomain

/// The console's panes, in the order of their number keys. A new pane is one folder and one line here.
package enum PaneCatalog {
    package static func panes(
        _ services: ConsoleServices, queueThresholds: QueueThresholds = QueueThresholds()
    ) -> [any Pane] {
        let collections: [any Pane] = services.collections.compactMap { collection in
            services.records[collection.id].map {
                CollectionPane(
                    collection, service: $0, linked: linked(collection, services),
                    sender: collection.cancellation == nil ? nil : services.orderQueue, files: services.files)
            }
        }
        return collections + [
            QueuesPane(
                service: services.queues, operations: services.queueOperations, files: services.files,
                thresholds: queueThresholds),
            DeadLettersPane(
                service: services.deadLetters, queues: services.queues, logs: services.logs, repairs: services.repairs,
                files: services.files),
            LogsPane(service: services.logs),
        ]
    }

    /// The collections that a collection's links lead to by key.
    private static func linked(_ collection: Collection, _ services: ConsoleServices) -> [LinkedCollection] {
        collection.links.compactMap { link in
            guard link.targetField == nil, let target = services.collections.first(where: { $0.id == link.target }),
                target.keys.sort == nil, let records = services.records[target.id]
            else { return nil }
            return LinkedCollection(field: link.field, collection: target, records: records)
        }
    }
}
