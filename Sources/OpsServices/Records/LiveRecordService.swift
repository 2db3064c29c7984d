import AWSClient
import OpsDomain

/// A collection over one DynamoDB table.
package struct LiveRecordService: Sendable {
    private let collection: Collection
    private let table: String
    private let dynamo: DynamoDBClient
    private let isReadOnly: Bool
    private let translation: FailureTranslation

    /// The service that the console asks. A read-only one refuses every write before any request is made.
    package static func make(
        collection: Collection, table: String, dynamo: DynamoDBClient, isReadOnly: Bool
    ) -> RecordService {
        let live = LiveRecordService(
            collection: collection, table: table, dynamo: dynamo, isReadOnly: isReadOnly,
            translation: FailureTranslation(resource: "table \(table)"))
        return RecordService(
            facts: { try await live.facts() }, page: { try await live.page($0) }, get: { try await live.get($0) },
            create: { try await live.create($0) }, update: { try await live.update($0) })
    }

    // MARK: Reads

    private func facts() async throws -> CollectionFacts {
        try await translation.run {
            let table = try await dynamo.describeTable(table)
            let indexes = (table.globalSecondaryIndexes ?? []) + (table.localSecondaryIndexes ?? [])
            return CollectionFacts(
                tableName: table.tableName, approximateCount: table.itemCount ?? 0,
                sizeInBytes: table.tableSizeBytes ?? 0, keyField: table.partitionKey ?? collection.keyField,
                indexNames: indexes.map(\.indexName))
        }
    }

    private func page(_ request: RecordPageRequest) async throws -> RecordBatch {
        try await translation.run {
            var scan = ScanRequest(tableName: table)
            scan.limit = request.limit
            scan.returnConsumedCapacity = .total
            scan.exclusiveStartKey = try request.cursor.map(key)
            let page = try await dynamo.scan(scan)
            let next = page.lastEvaluatedKey.map { PageCursor(token: Array($0.typedJSON.utf8)) }
            return RecordBatch(page: ItemRecordPage(page), next: next, readUnits: page.consumedCapacity)
        }
    }

    private func key(_ cursor: PageCursor) throws -> Item {
        do throws(TypedJSONError) {
            return try Item(typedJSON: String(decoding: cursor.token, as: UTF8.self))
        } catch {
            throw ServiceFailure(
                reason: .invalid, sentence: "The place in \(table) cannot be read (\(error.reason)). Start anew.")
        }
    }

    private func get(_ key: String) async throws -> Record? {
        try await translation.run { try await current(.string(key)) }
    }

    private func current(_ key: FieldValue) async throws -> Record? {
        var request = GetItemRequest(tableName: table, key: [collection.keyField: key.attributeValue])
        request.consistentRead = true
        return try await dynamo.getItem(request).item.map { Record($0) }
    }

    // MARK: Writes

    private func create(_ record: Record) async throws -> Record {
        try refuseIfReadOnly()
        guard let key = record[collection.keyField] else {
            throw ServiceFailure(
                reason: .invalid, sentence: "The \(collection.singular) has no \(collection.keyField).")
        }
        var request = PutItemRequest(tableName: table, item: record.item)
        request.condition = WriteCondition("attribute_not_exists(#k)")
        request.expression.names["#k"] = collection.keyField
        return try await translation.run {
            do {
                _ = try await dynamo.putItem(request)
                return record
            } catch let error as AWSError {
                return try await settle(error, key: key) { $0 == record }
            }
        }
    }

    private func update(_ change: RecordChange) async throws -> Record {
        try refuseIfReadOnly()
        let key = change.before[collection.keyField] ?? .string(change.key)
        guard change.after[collection.keyField] == change.before[collection.keyField] else {
            throw ServiceFailure(
                reason: .invalid, sentence: "\(collection.keyField) is the table's key and cannot be changed.")
        }
        guard let update = ConditionalUpdate(change, keyField: collection.keyField) else { return change.after }
        var request = UpdateItemRequest(
            tableName: table, key: [collection.keyField: key.attributeValue], update: update.update,
            expression: update.attributes)
        request.condition = WriteCondition(update.condition)
        request.returnValues = .allNew
        return try await translation.run {
            do {
                return try await dynamo.updateItem(request).attributes.map { Record($0) } ?? change.after
            } catch let error as AWSError {
                return try await settle(error, key: key) { current in
                    change.changedFields.allSatisfy { current[$0] == change.after[$0] }
                }
            }
        }
    }

    private func refuseIfReadOnly() throws {
        guard isReadOnly else { return }
        throw ServiceFailure(
            reason: .readOnly, sentence: "The console is read-only: nothing was written. Start it without --read-only.")
    }

    /// A write that failed: a condition that did not hold is a conflict; a lost answer is looked after, because the write
    /// may have been done all the same.
    ///
    /// - Parameter isDone: whether the record is as the write would have left it.
    private func settle(
        _ error: AWSError, key: FieldValue, isDone: (Record) -> Bool
    ) async throws -> Record {
        switch error.conditionFailure {
        case .item(let item): throw conflict(error, current: Record(item))
        case .noItem: throw conflict(error, current: nil)
        case .unreadable: throw conflict(error, current: try await current(key))
        case nil: break
        }
        guard error.mayHaveBeenDone else { throw error }
        let failure = translation.failure(error)
        do {
            if let current = try await current(key), isDone(current) { return current }
        } catch {
            if error is CancellationError { throw error }
            throw ServiceFailure(
                reason: failure.reason,
                sentence: failure.sentence + " Whether the \(collection.singular) was written is not known: look again "
                    + "before writing again.",
                requestID: failure.requestID, isTransient: failure.isTransient)
        }
        let outcome =
            error.mayStillArrive
            ? "It is not written yet, but what was sent may still arrive: look again before writing again."
            : "Nothing was written."
        throw ServiceFailure(
            reason: failure.reason, sentence: "\(failure.sentence) \(outcome)", requestID: failure.requestID,
            isTransient: failure.isTransient)
    }

    private func conflict(_ error: AWSError, current: Record?) -> ServiceFailure {
        let singular = collection.singular
        let sentence =
            current == nil
            ? "The \(singular) is gone: somebody deleted it in the meantime. Nothing was written."
            : "The \(singular) is not as it was when you began: somebody changed it in the meantime. Nothing was written."
        return ServiceFailure(reason: .conflict(current: current), sentence: sentence, requestID: error.requestID)
    }
}

extension AWSError {
    /// Whether the request may be on its way still.
    fileprivate var mayStillArrive: Bool {
        kind == .timedOut || code == "ConnectionLost"
    }

    /// Whether the service may have done what was asked although the answer says nothing of it.
    fileprivate var mayHaveBeenDone: Bool {
        switch kind {
        case .timedOut, .malformedResponse: true
        case .unreachable: code == "ConnectionLost"
        case .service: (status ?? 0) >= 500
        case .credentials, .configuration: false
        }
    }
}
