/// What a file of records means for what the table holds: which are new, which are there as they are, and which are there
/// with other content.
package struct ImportPlan: Hashable, Sendable {
    package enum Standing: Hashable, Sendable {
        case new
        case same
        /// As the table holds it.
        case different(Record)
    }

    package struct Item: Hashable, Sendable {
        package let record: Record
        package let key: RecordKey
        package let standing: Standing

        /// What brings the record to what the file says; nil when nothing is to do, or when what is there stays.
        package func write(replacing: Bool) -> RecordWrite? {
            switch standing {
            case .new: .creating(record, key: key)
            case .same: nil
            case .different(let current): replacing ? .changing(current, to: record, key: key) : nil
            }
        }
    }

    /// In the file's order.
    package let items: [Item]
    package let newCount: Int
    package let sameCount: Int
    package let differentCount: Int

    /// - Parameter current: what the table holds of the file's keys, in any order.
    package init(_ file: ImportFile, current: [Record], in collection: Collection) {
        var held: [KeyValue: Record] = [:]
        for record in current { if let key = collection.keys.key(of: record) { held[KeyValue(key)] = record } }
        items = file.entries.map { entry in
            let standing: Standing
            switch held[KeyValue(entry.key)] {
            case nil: standing = .new
            case entry.record?: standing = .same
            case let record?: standing = .different(record)
            }
            return Item(record: entry.record, key: entry.key, standing: standing)
        }
        newCount = items.count { $0.standing == .new }
        sameCount = items.count { $0.standing == .same }
        differentCount = items.count - newCount - sameCount
    }

    /// - Parameter replacing: whether records that are there with other content are changed to what the file says; else
    ///   they are left alone.
    package func writes(replacing: Bool) -> [RecordWrite] { items.compactMap { $0.write(replacing: replacing) } }

    package func writeCount(replacing: Bool) -> Int { newCount + (replacing ? differentCount : 0) }
}

extension ImportPlan {
    /// So many records are asked for at a time.
    private static let batch = 100

    /// Asks the table for what it holds of a file's records.
    ///
    /// That is eventually consistent, at half the price of consistent reads: a change of the last second may be missed.
    /// Nothing is lost by it, since every write is on condition that the record is as it was seen here.
    ///
    /// - Parameter progress: told how many have been asked for, now and then.
    package static func make(
        _ file: ImportFile, in collection: Collection, from service: RecordService,
        progress: @Sendable (Int) -> Void = { _ in }
    ) async throws -> ImportPlan {
        var current: [Record] = []
        var asked = 0
        while asked < file.entries.count {
            let keys = file.entries[asked...].prefix(batch).map(\.key)
            current += try await service.getMany(keys)
            asked += keys.count
            progress(asked)
        }
        return ImportPlan(file, current: current, in: collection)
    }
}
