import OpsDomain
import TerminalCore

/// A collection in memory with the live service's manners: pages in the table's order, writes on condition.
package final class ScriptedRecords: Sendable {
    private struct State {
        var records: [Record]
        var failure: ServiceFailure?
        var writes: [RecordWrite] = []
        var pages = 0
        var batches: [[RecordKey]] = []
    }

    private let state: Locked<State>
    private let keys: KeyFields
    private let pageSize: Int
    private let indexes: [CollectionFacts.Index]

    package init(
        _ records: [Record] = [], keys: KeyFields = "id", pageSize: Int = 100, indexes: [CollectionFacts.Index] = []
    ) {
        state = Locked(State(records: records))
        self.indexes = indexes
        self.keys = keys
        self.pageSize = pageSize
    }

    /// What every question fails with from now on; nil mends it.
    package func fail(with failure: ServiceFailure?) {
        state.withLock { $0.failure = failure }
    }

    package var records: [Record] { state.withLock { $0.records } }
    /// The writes that were asked for, done or not.
    package var writes: [RecordWrite] { state.withLock { $0.writes } }
    package var updates: [RecordWrite] { writes.filter { $0.kind == .update } }
    package var created: [Record] { writes.filter { $0.kind == .create }.compactMap(\.after) }
    /// The keys that were asked for many at a time, question by question.
    package var batches: [[RecordKey]] { state.withLock { $0.batches } }
    /// How many pages were asked for.
    package var pageCount: Int { state.withLock { $0.pages } }

    /// Changes a record behind the console's back.
    package func replace(_ key: String, with record: Record?) {
        let keys = keys
        state.withLock { state in
            state.records.removeAll { keys.key(of: $0) == RecordKey(key) }
            if let record { state.records.append(record) }
        }
    }

    package var service: RecordService {
        RecordService(
            facts: { try self.facts() }, page: { try self.page($0) }, get: { try self.get($0) },
            getMany: { try self.getMany($0) }, write: { try self.write($0) })
    }

    private func facts() throws -> CollectionFacts {
        let (keys, indexes) = (keys, indexes)
        return try checked { state in
            CollectionFacts(
                tableName: "scripted", approximateCount: state.records.count, sizeInBytes: 0, keys: keys,
                keyTypes: [ExactText(keys.partition): .string], indexes: indexes)
        }
    }

    private func page(_ request: RecordPageRequest) throws -> RecordBatch {
        let size = request.limit ?? pageSize
        let start = request.cursor.map { Int(String(decoding: $0.token, as: UTF8.self)) ?? 0 } ?? 0
        let reached = reached(by:_:)
        return try checked { state in
            state.pages += 1
            let records = reached(request.access, state.records)
            let end = min(records.count, start + size)
            let read = records[min(start, end)..<end]
            let page = RecordArrayPage(read.filter { request.filter?.holds(for: $0) ?? true })
            let next = end < records.count ? PageCursor(token: Array(String(end).utf8)) : nil
            return RecordBatch(page: page, next: next, readUnits: Double(read.count) / 2, scanned: read.count)
        }
    }

    /// The records of a segment, or of one partition in the order of its sort key.
    private func reached(by access: RecordAccess, _ records: [Record]) -> [Record] {
        switch access {
        case .scan(let segment, let index):
            let records = held(by: index, records)
            guard let segment else { return records }
            return records.enumerated().filter { $0.offset % segment.total == segment.segment }.map(\.element)
        case .query(let query):
            let found = held(by: query.index, records).filter { record in
                guard query.keys.key(of: record)?.partition == query.partition else { return false }
                guard let sort = query.sort, let field = query.keys.sort else { return true }
                let literal = ExpressionLiteral(sort.value.displayText, isQuoted: sort.value.typeName == "S")
                return RecordExpression.compares(RecordPath([field]), sort.comparison, literal).holds(for: record)
            }
            guard let field = query.keys.sort else { return found }
            return found.sorted { Self.sortKey($0[field]).lexicographicallyPrecedes(Self.sortKey($1[field])) }
        }
    }

    private static func sortKey(_ value: FieldValue?) -> [UInt8] {
        var bytes: [UInt8] = []
        _ = value?.appendSortKey(to: &bytes)
        return bytes
    }

    /// The records that have the index's keys, as far as it holds them; nil is the table.
    private func held(by name: String?, _ records: [Record]) -> [Record] {
        guard let index = indexes.first(where: { $0.name == name }) else { return records }
        let own = keys.names + index.keys.names
        return records.filter { index.keys.key(of: $0) != nil }.map { record in
            guard !index.holdsWholeRecords else { return record }
            var row = Record(fields: [:])
            for name in own { row[name] = record[name] }
            return row
        }
    }

    private func get(_ key: RecordKey) throws -> Record? {
        let keys = keys
        return try checked { state in state.records.first { keys.key(of: $0) == key } }
    }

    private func getMany(_ wanted: [RecordKey]) throws -> [Record] {
        let keys = keys
        return try checked { state in
            state.batches.append(wanted)
            return state.records.filter { record in keys.key(of: record).map(wanted.contains) ?? false }
        }
    }

    private func write(_ write: RecordWrite) throws -> Record? {
        let keys = keys
        return try checked { state in
            state.writes.append(write)
            if let after = write.after, keys.key(of: after) != write.key {
                throw ServiceFailure(reason: .invalid, sentence: "The key cannot be changed.")
            }
            let index = state.records.firstIndex { keys.key(of: $0) == write.key }
            let current = index.map { state.records[$0] }
            func conflict(_ sentence: String) -> ServiceFailure {
                ServiceFailure(reason: .conflict(current: current), sentence: sentence)
            }
            guard write.before != nil else {
                guard current == nil else { throw conflict("The key is taken.") }
                if let after = write.after { state.records.append(after) }
                return write.after
            }
            guard let index, let current else { throw conflict("The record is gone.") }
            guard write.after != nil else {
                guard current == write.before else { throw conflict("Somebody changed the record.") }
                state.records.remove(at: index)
                return nil
            }
            let delta = write.delta
            let isAsItWas = delta.changes.allSatisfy { change in
                let parent = change.path.parent.map { current[path: $0] }
                if let parent, parent?.typeName != "M" { return false }
                return current[path: change.path] == change.before
            }
            guard isAsItWas else {
                throw conflict("Somebody changed the record.")
            }
            state.records[index] = delta.applied(to: current)
            return state.records[index]
        }
    }

    private func checked<Result: Sendable>(_ body: @Sendable (inout sending State) throws -> Result) throws -> Result {
        try state.withLock { state in
            if let failure = state.failure { throw failure }
            return try body(&state)
        }
    }
}

/// A page over decoded records.
package final class RecordArrayPage: RecordPage {
    private let records: [Record]

    package init(_ records: [Record]) {
        self.records = records
    }

    package var count: Int { records.count }

    package func text(_ field: String, at row: Int) -> String? { records[row][field]?.displayText }

    package func value(_ field: String, at row: Int) -> FieldValue? { records[row][field] }

    package func record(at row: Int) -> Record { records[row] }
}
