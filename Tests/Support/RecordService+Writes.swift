import OpsDomain

extension RecordService {
    /// Creates a record; the answer is the record as it is now.
    @discardableResult package func create(_ record: Record, keys: KeyFields = "userId") async throws -> Record {
        let key = keys.key(of: record) ?? RecordKey(partition: .null)
        return try await write(.creating(record, key: key)) ?? record
    }

    /// Carries out a change; the answer is the record as it is now.
    @discardableResult package func update(_ change: RecordWrite) async throws -> Record {
        try await write(change) ?? Record(fields: [:])
    }
}
