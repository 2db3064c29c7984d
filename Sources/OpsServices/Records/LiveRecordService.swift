import AWSClient
import OpsDomain

/// A collection over one DynamoDB table.
package struct LiveRecordService: Sendable {
    private let collection: Collection
    private let table: String
    private let dynamo: DynamoDBClient
    private let isReadOnly: Bool
    private let clock: OpsClock
    private let translation: FailureTranslation

    /// The service that the console asks. A read-only one refuses every write before any request is made.
    package static func make(
        collection: Collection, table: String, dynamo: DynamoDBClient, isReadOnly: Bool, clock: OpsClock = .system
    ) -> RecordService {
        let live = LiveRecordService(
            collection: collection, table: table, dynamo: dynamo, isReadOnly: isReadOnly, clock: clock,
            translation: FailureTranslation(resource: "table \(table)"))
        return RecordService(
            facts: { try await live.facts() }, page: { try await live.page($0) }, get: { try await live.get($0) },
            getMany: { try await live.getMany($0) }, write: { try await live.write($0) })
    }

    /// Any table: its keys as it tells them, its columns guessed from the first items.
    package static func open(
        table: String, dynamo: DynamoDBClient, isReadOnly: Bool, clock: OpsClock = .system
    ) async throws -> OpenedTable {
        let translation = FailureTranslation(resource: "table \(table)")
        let collection = try await translation.run {
            let description = try await dynamo.describeTable(table)
            guard let partition = description.partitionKey else {
                throw ServiceFailure(reason: .unexpected, sentence: "The table \(table) tells no key.")
            }
            var scan = ScanRequest(tableName: table)
            scan.limit = 50
            let page = ItemRecordPage(try await dynamo.scan(scan))
            return CollectionGuess.make(
                table: table, keys: KeyFields(partition: partition, sort: description.sortKey),
                sample: (0..<page.count).map { page.record(at: $0) })
        }
        return OpenedTable(
            collection: collection,
            records: make(
                collection: collection, table: table, dynamo: dynamo, isReadOnly: isReadOnly, clock: clock))
    }

    // MARK: Reads

    private func facts() async throws -> CollectionFacts {
        try await translation.run { CollectionFacts(try await dynamo.describeTable(table), collection) }
    }

    private func page(_ request: RecordPageRequest) async throws -> RecordBatch {
        try await translation.run {
            let page = try await items(request)
            let next = page.lastEvaluatedKey.map { PageCursor(token: Array($0.typedJSON.utf8)) }
            return RecordBatch(
                page: ItemRecordPage(page, filter: request.filter), next: next, readUnits: page.consumedCapacity,
                scanned: page.scannedCount)
        }
    }

    private func items(_ request: RecordPageRequest) async throws -> ItemPage {
        let translation = ExpressionTranslation(request.access, filter: request.filter)
        let start = try request.cursor.map(key)
        switch request.access {
        case .scan(let segment, let index):
            var scan = ScanRequest(tableName: table)
            scan.indexName = index
            scan.consistentRead = request.isConsistent ? true : nil
            scan.limit = request.limit
            scan.returnConsumedCapacity = .total
            scan.exclusiveStartKey = start
            scan.filterExpression = translation.filter
            scan.expression = translation.attributes
            scan.segment = segment.map { ScanSegment($0.segment, of: $0.total) }
            return try await dynamo.scan(scan)
        case .query(let key):
            var query = QueryRequest(
                tableName: table, keyCondition: translation.keyCondition ?? "", expression: translation.attributes)
            query.indexName = key.index
            query.consistentRead = request.isConsistent ? true : nil
            query.limit = request.limit
            query.returnConsumedCapacity = .total
            query.exclusiveStartKey = start
            query.filterExpression = translation.filter
            return try await dynamo.query(query)
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

    private func get(_ key: RecordKey) async throws -> Record? {
        try await translation.run { try await current(key) }
    }

    private func getMany(_ keys: [RecordKey]) async throws -> [Record] {
        try await translation.run {
            var records: [Record] = []
            // A key that stands there twice is refused by DynamoDB.
            var left = Array(Set(keys)).map(item)
            var pause = Duration.milliseconds(50)
            while !left.isEmpty {
                let asked = Array(left.prefix(Self.batchSize))
                let answer = try await dynamo.batchGetItem(
                    BatchGetItemRequest(tables: [table: BatchGetKeys(keys: asked)]))
                records += (answer.items[table] ?? []).map { Record($0) }
                let again = answer.unprocessed[table]?.keys ?? []
                left = left.dropFirst(Self.batchSize) + again
                guard !again.isEmpty else { continue }
                try await clock.sleep(pause)
                pause = min(pause * 2, .seconds(2))
            }
            return records
        }
    }

    /// What BatchGetItem takes at a time.
    private static let batchSize = 100

    private func current(_ key: RecordKey) async throws -> Record? {
        var request = GetItemRequest(tableName: table, key: item(key))
        request.consistentRead = true
        return try await dynamo.getItem(request).item.map { Record($0) }
    }

    private func item(_ key: RecordKey) -> Item {
        var item = Item()
        item[collection.keys.partition] = key.partition.attributeValue
        if let sort = collection.keys.sort { item[sort] = key.sort?.attributeValue }
        return item
    }

    // MARK: Writes

    private func write(_ write: RecordWrite) async throws -> Record? {
        try refuseIfReadOnly()
        return switch (write.before, write.after) {
        case (nil, let after?): try await create(after)
        case (let before?, let after?): try await update(before, to: after, write)
        case (let before?, nil): try await delete(before, write.key)
        case (nil, nil): nil
        }
    }

    private func create(_ record: Record) async throws -> Record? {
        guard let key = collection.keys.key(of: record) else {
            throw ServiceFailure(
                reason: .invalid,
                sentence: "The \(collection.singular) has no \(collection.keys.names.joined(separator: " and ")).")
        }
        var request = PutItemRequest(tableName: table, item: record.item)
        request.condition = WriteCondition("attribute_not_exists(#k)")
        request.expression.names["#k"] = collection.keys.partition
        return try await settled(key, isDone: { $0 == record }) {
            _ = try await dynamo.putItem(request)
            return record
        }
    }

    private func update(_ before: Record, to after: Record, _ write: RecordWrite) async throws -> Record? {
        guard collection.keys.key(of: after) == collection.keys.key(of: before) else {
            throw ServiceFailure(
                reason: .invalid,
                sentence: "\(collection.keys.names.joined(separator: " and ")) is the key and cannot be changed.")
        }
        let delta = write.delta
        guard let update = ConditionalWrite(changing: delta, keys: collection.keys) else { return after }
        var request = UpdateItemRequest(
            tableName: table, key: item(write.key), update: update.update, expression: update.attributes)
        request.condition = WriteCondition(update.condition)
        request.returnValues = .allNew
        return try await settled(
            write.key, isDone: { current in delta.changes.allSatisfy { current?[path: $0.path] == $0.after } }
        ) { try await dynamo.updateItem(request).attributes.map { Record($0) } ?? after }
    }

    private func delete(_ record: Record, _ key: RecordKey) async throws -> Record? {
        let known = collection.rules.map(\.field) + collection.columns.map(\.field)
        let deletion = ConditionalWrite(deleting: record, keys: collection.keys, known: known)
        var request = DeleteItemRequest(tableName: table, key: item(key))
        request.condition = WriteCondition(deletion.condition)
        request.expression = deletion.attributes
        return try await settled(key, isDone: { $0 == nil }) {
            _ = try await dynamo.deleteItem(request)
            return nil
        }
    }

    private func refuseIfReadOnly() throws {
        guard isReadOnly else { return }
        throw ServiceFailure(
            reason: .readOnly, sentence: "The console is read-only: nothing was written. Start it without --read-only.")
    }

    /// Sends a write and says how it went: a condition that did not hold is a conflict; a lost answer is looked after,
    /// because the write may have been done all the same.
    ///
    /// - Parameter isDone: whether the record is as the write would have left it.
    private func settled(
        _ key: RecordKey, isDone: (Record?) -> Bool, _ send: () async throws -> Record?
    ) async throws -> Record? {
        try await translation.run {
            do {
                return try await send()
            } catch let error as AWSError {
                return try await settle(error, key, isDone)
            }
        }
    }

    private func settle(_ error: AWSError, _ key: RecordKey, _ isDone: (Record?) -> Bool) async throws -> Record? {
        switch error.conditionFailure {
        case .item(let item): throw conflict(error, current: Record(item))
        case .noItem: throw conflict(error, current: nil)
        case .unreadable: throw conflict(error, current: try await current(key))
        case nil: break
        }
        guard error.mayHaveBeenDone else { throw error }
        let failure = translation.failure(error)
        do {
            let current = try await current(key)
            if isDone(current) { return current }
        } catch {
            if error is CancellationError { throw error }
            throw ServiceFailure(
                reason: failure.reason,
                sentence: failure.sentence + " Whether the \(collection.singular) was written is not known: look again "
                    + "before writing again.",
                requestID: failure.requestID, isTransient: failure.isTransient, mayBeDone: true)
        }
        let outcome =
            error.mayStillArrive
            ? "It is not written yet, but what was sent may still arrive: look again before writing again."
            : "Nothing was written."
        throw ServiceFailure(
            reason: failure.reason, sentence: "\(failure.sentence) \(outcome)", requestID: failure.requestID,
            isTransient: failure.isTransient, mayBeDone: error.mayStillArrive)
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

extension CollectionFacts {
    fileprivate init(_ table: TableDescription, _ collection: Collection) {
        let indexes =
            (table.globalSecondaryIndexes ?? []).map { ($0, true) }
            + (table.localSecondaryIndexes ?? []).map { ($0, false) }
        let types = table.attributeDefinitions.compactMap { definition in
            KeyType(rawValue: definition.attributeType.rawValue).map { (ExactText(definition.attributeName), $0) }
        }
        self.init(
            tableName: table.tableName, approximateCount: table.itemCount ?? 0, sizeInBytes: table.tableSizeBytes ?? 0,
            keys: table.partitionKey.map { KeyFields(partition: $0, sort: table.sortKey) } ?? collection.keys,
            keyTypes: Dictionary(types, uniquingKeysWith: { _, last in last }),
            indexes: indexes.compactMap { index, isGlobal in
                index.keySchema.first { $0.keyType == .hash }.map { partition in
                    Index(
                        name: index.indexName,
                        keys: KeyFields(
                            partition: partition.attributeName,
                            sort: index.keySchema.first { $0.keyType == .range }?.attributeName),
                        holdsWholeRecords: index.projection.projectionType == "ALL", isGlobal: isGlobal,
                        approximateCount: index.itemCount, sizeInBytes: index.indexSizeBytes)
                }
            },
            readCapacity: table.isOnDemand ? nil : table.provisionedThroughput?.readCapacityUnits)
    }
}
