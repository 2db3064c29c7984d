/// Two people's changes to one record, brought together: what only one of them changed, or both to the same, merges by
/// itself; where they disagree somebody has to choose.
package struct RecordMerge: Hashable, Sendable {
    package enum Side: Hashable, Sendable {
        case mine, theirs
    }

    /// One place where a record differs from what it was.
    package struct Difference: Hashable, Sendable {
        package enum Kind: Hashable, Sendable {
            /// Only I changed it.
            case mine
            /// Only they changed it.
            case theirs
            /// Both made the same of it.
            case both
            /// Both changed it, or one changed what the other took away.
            case conflict
        }

        package let path: RecordPath
        package let kind: Kind
        /// Each nil where there is no such value.
        package let base: FieldValue?
        package let theirs: FieldValue?
        package let mine: FieldValue?
    }

    package let base: Record
    package let mine: Record
    package let theirs: Record
    /// By path; no path holds another.
    package let differences: [Difference]

    package init(base: Record, mine: Record, theirs: Record) {
        self.base = base
        self.mine = mine
        self.theirs = theirs
        let own = RecordDelta(from: base, to: mine).changes
        let others = RecordDelta(from: base, to: theirs).changes
        var kinds: [RecordPath: Difference.Kind] = [:]
        for change in own where !others.contains(where: { $0.path.overlaps(change.path) }) {
            kinds[change.path] = .mine
        }
        for change in others {
            let rivals = own.filter { $0.path.overlaps(change.path) }
            guard let first = rivals.first else {
                kinds[change.path] = .theirs
                continue
            }
            // Where one changed a map as a whole and the other something inside it, the whole is what they differ about.
            let path = first.path.names.count < change.path.names.count ? first.path : change.path
            kinds[path] = mine[path: path] == theirs[path: path] ? .both : .conflict
        }
        differences = kinds.sorted { $0.key < $1.key }.map { path, kind in
            Difference(
                path: path, kind: kind, base: base[path: path], theirs: theirs[path: path], mine: mine[path: path])
        }
    }

    package var conflicts: [Difference] { differences.filter { $0.kind == .conflict } }

    /// Theirs with my changes on top; nil while a conflict has no choice.
    package func merged(choosing choices: [RecordPath: Side]) -> Record? {
        var record = theirs
        for difference in differences {
            switch difference.kind {
            case .theirs, .both: continue
            case .mine: record[path: difference.path] = difference.mine
            case .conflict:
                guard let side = choices[difference.path] else { return nil }
                if side == .mine { record[path: difference.path] = difference.mine }
            }
        }
        return record
    }
}
