/// One write as the person meant it: the record as they saw it, and what they made of it. Creating begins with no record,
/// deleting ends with none.
package struct RecordWrite: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable {
        case create, update, delete
    }

    package let key: RecordKey
    package let before: Record?
    package let after: Record?

    private init(key: RecordKey, before: Record?, after: Record?) {
        self.key = key
        self.before = before
        self.after = after
    }

    package static func creating(_ record: Record, key: RecordKey) -> RecordWrite {
        RecordWrite(key: key, before: nil, after: record)
    }

    package static func changing(_ before: Record, to after: Record, key: RecordKey) -> RecordWrite {
        RecordWrite(key: key, before: before, after: after)
    }

    package static func deleting(_ record: Record, key: RecordKey) -> RecordWrite {
        RecordWrite(key: key, before: record, after: nil)
    }

    package var kind: Kind {
        if before == nil { .create } else if after == nil { .delete } else { .update }
    }

    /// What takes this write back, on condition that the record still is as this left it.
    package var inverse: RecordWrite {
        RecordWrite(key: key, before: after, after: before)
    }

    package var delta: RecordDelta { RecordDelta(from: before, to: after) }

    /// The top-level fields that it changes.
    package var changedFields: [String] { delta.changedFields }
}
