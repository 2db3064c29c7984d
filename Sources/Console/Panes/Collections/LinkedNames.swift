import OpsDomain

/// The names of the records that a collection's rows point to, as far as they have been asked for: an order's customer.
package struct LinkedNames: Sendable {
    /// More names than these are forgotten, so that a long look through a table holds no second one.
    private static let most = 20_000

    private var names: [RecordKey: String?] = [:]
    /// Asking was refused for good; ids are shown as they are.
    package private(set) var isRefused = false

    package init() {}

    package func name(of key: RecordKey) -> String? { names[key] ?? nil }

    package func missing(among keys: some Sequence<RecordKey>) -> [RecordKey] {
        guard !isRefused else { return [] }
        var seen: Set<RecordKey> = []
        return keys.filter { names[$0] == nil && seen.insert($0).inserted }
    }

    /// Takes an answer: who is not among the records has no name to be asked for again.
    package mutating func learn(_ records: [Record], of asked: [RecordKey], in collection: Collection) {
        if names.count > Self.most { names = [:] }
        for key in asked { names[key] = .some(nil) }
        for record in records {
            if let key = collection.keys.key(of: record) { names[key] = collection.name(of: record) }
        }
    }

    package mutating func refuse() { isRefused = true }
}
