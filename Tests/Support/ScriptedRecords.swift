import OpsDomain
import TerminalCore

/// A collection in memory with the live service's manners: pages in the table's order, writes on condition.
package final class ScriptedRecords: Sendable {
    private struct State {
        var records: [Record]
        var failure: ServiceFailure?
        var updates: [RecordChange] = []
        var created: [Record] = []
        var pages = 0
    }

    private let state: Locked<State>
    private let keyField: String
    private let pageSize: Int

    package init(_ records: [Record] = [], keyField: String = "id", pageSize: Int = 100) {
        state = Locked(State(records: records))
        self.keyField = keyField
        self.pageSize = pageSize
    }

    /// What every question fails with from now on; nil mends it.
    package func fail(with failure: ServiceFailure?) {
        state.withLock { $0.failure = failure }
    }

    package var records: [Record] { state.withLock { $0.records } }
    package var updates: [RecordChange] { state.withLock { $0.updates } }
    package var created: [Record] { state.withLock { $0.created } }
    /// How many pages were asked for.
    package var pageCount: Int { state.withLock { $0.pages } }

    /// Changes a record behind the console's back.
    package func replace(_ key: String, with record: Record?) {
        let keyField = keyField
        state.withLock { state in
            state.records.removeAll { $0[keyField] == .string(key) }
            if let record { state.records.append(record) }
        }
    }

    package var service: RecordService {
        RecordService(
            facts: { try self.facts() }, page: { try self.page($0) }, get: { try self.get($0) },
            create: { try self.create($0) }, update: { try self.update($0) })
    }

    private func facts() throws -> CollectionFacts {
        let keyField = keyField
        return try checked { state in
            CollectionFacts(
                tableName: "scripted", approximateCount: state.records.count, sizeInBytes: 0, keyField: keyField,
                indexNames: [])
        }
    }

    private func page(_ request: RecordPageRequest) throws -> RecordBatch {
        let size = request.limit ?? pageSize
        let start = request.cursor.map { Int(String(decoding: $0.token, as: UTF8.self)) ?? 0 } ?? 0
        return try checked { state in
            state.pages += 1
            let end = min(state.records.count, start + size)
            let page = RecordArrayPage(Array(state.records[min(start, end)..<end]))
            let next = end < state.records.count ? PageCursor(token: Array(String(end).utf8)) : nil
            return RecordBatch(page: page, next: next, readUnits: Double(page.count) / 2)
        }
    }

    private func get(_ key: String) throws -> Record? {
        let keyField = keyField
        return try checked { state in state.records.first { $0[keyField] == .string(key) } }
    }

    private func create(_ record: Record) throws -> Record {
        let keyField = keyField
        return try checked { state in
            guard record[keyField] != nil else {
                throw ServiceFailure(reason: .invalid, sentence: "The record has no \(keyField).")
            }
            if let taken = state.records.first(where: { $0[keyField] == record[keyField] }) {
                throw ServiceFailure(reason: .conflict(current: taken), sentence: "The key is taken.")
            }
            state.records.append(record)
            state.created.append(record)
            return record
        }
    }

    private func update(_ change: RecordChange) throws -> Record {
        let keyField = keyField
        return try checked { state in
            guard change.after[keyField] == change.before[keyField] else {
                throw ServiceFailure(reason: .invalid, sentence: "\(keyField) is the key and cannot be changed.")
            }
            state.updates.append(change)
            let index = state.records.firstIndex { $0[keyField] == .string(change.key) }
            guard let index else {
                throw ServiceFailure(reason: .conflict(current: nil), sentence: "The record is gone.")
            }
            let current = state.records[index]
            guard change.changedFields.allSatisfy({ current[$0] == change.before[$0] }) else {
                throw ServiceFailure(reason: .conflict(current: current), sentence: "Somebody changed the record.")
            }
            for field in change.changedFields { state.records[index][field] = change.after[field] }
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
