/// Where and by whom something was written: what tells one back end's entries from another's.
package struct JournalPlace: Hashable, Sendable {
    package let environment: String
    package let region: String
    /// Where requests go when that is not AWS's own address: an emulator's entries are no business of the real table's.
    package let endpoint: String?
    /// Nil while it is not known.
    package let account: String?
    package let who: String?

    package init(environment: String, region: String, endpoint: String?, account: String? = nil, who: String? = nil) {
        self.environment = environment
        self.region = region
        self.endpoint = endpoint
        self.account = account
        self.who = who
    }

    /// Whether both are the same tables; an account that is not known may be any.
    package func isSameBackEnd(as other: JournalPlace) -> Bool {
        let mayBeOne = account == nil || other.account == nil || account == other.account
        return environment == other.environment && region == other.region && endpoint == other.endpoint && mayBeOne
    }
}

/// One write as the journal has it: what was meant, before it went out, and how it ended.
package struct JournalEntry: Hashable, Sendable {
    package enum Outcome: Hashable, Sendable {
        /// Noted before the write went out; no answer has been noted. After a crash nobody knows whether it was done.
        case intended
        case done
        /// Nothing was written, for sure.
        case refused(reason: String)
        /// It may have been done: the answer was lost.
        case unknown(reason: String)
        /// Looked at later: the table was as the write would have left it, as it was before, or otherwise.
        case foundDone, foundNotDone, foundChanged

        /// Whether somebody has to look at the table to know.
        package var isOpen: Bool {
            switch self {
            case .intended, .unknown: true
            case .done, .refused, .foundDone, .foundNotDone, .foundChanged: false
            }
        }

        package var wasDone: Bool { self == .done || self == .foundDone }
    }

    package let id: String
    package let at: Timestamp
    package let place: JournalPlace
    /// The collection's id.
    package let collection: String
    package let table: String
    package let write: RecordWrite
    /// The entry that this one takes back.
    package let undoes: String?
    package var outcome: Outcome
    /// The entry that took this one back.
    package var undoneBy: String?

    package init(
        id: String, at: Timestamp, place: JournalPlace, collection: String, table: String, write: RecordWrite,
        undoes: String? = nil, outcome: Outcome = .intended, undoneBy: String? = nil
    ) {
        self.id = id
        self.at = at
        self.place = place
        self.collection = collection
        self.table = table
        self.write = write
        self.undoes = undoes
        self.outcome = outcome
        self.undoneBy = undoneBy
    }
}

extension RecordWrite {
    /// What a look at the table says of this write, when its answer is not known.
    package func verdict(current: Record?) -> JournalEntry.Outcome {
        let delta = delta
        func isAs(_ side: KeyPath<RecordDelta.Change, FieldValue?>, _ record: Record) -> Bool {
            delta.changes.allSatisfy { record[path: $0.path] == $0[keyPath: side] }
        }
        switch (kind, current) {
        case (.create, nil): return .foundNotDone
        case (.create, let record?): return record == after ? .foundDone : .foundChanged
        case (.delete, nil): return .foundDone
        case (.delete, let record?): return record == before ? .foundNotDone : .foundChanged
        case (.update, nil): return .foundChanged
        case (.update, let record?):
            return isAs(\.after, record) ? .foundDone : isAs(\.before, record) ? .foundNotDone : .foundChanged
        }
    }
}
