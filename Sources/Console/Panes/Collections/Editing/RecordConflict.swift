import OpsDomain

/// A record that somebody else changed while the person edited it, and what the person chooses where the two disagree.
package struct RecordConflict: Hashable, Sendable {
    /// Nil when the record is gone.
    package let merge: RecordMerge?
    package private(set) var choices: [RecordPath: RecordMerge.Side] = [:]
    /// The index of the conflict that is chosen for next.
    package private(set) var cursor = 0

    package init(base: Record, mine: Record, theirs: Record?) {
        merge = theirs.map { RecordMerge(base: base, mine: mine, theirs: $0) }
    }

    package var conflicts: [RecordMerge.Difference] { merge?.conflicts ?? [] }

    /// Those that wait for a choice.
    package var open: [RecordMerge.Difference] { conflicts.filter { choices[$0.path] == nil } }

    /// Nil while something waits for a choice.
    package var merged: Record? { merge?.merged(choosing: choices) }

    package mutating func move(by step: Int) {
        cursor = min(max(0, conflicts.count - 1), max(0, cursor + step))
    }

    /// Chooses where the cursor stands, and goes on to the next that waits.
    package mutating func choose(_ side: RecordMerge.Side) {
        let conflicts = conflicts
        guard conflicts.indices.contains(cursor) else { return }
        choices[conflicts[cursor].path] = side
        let rest = conflicts.indices.filter { choices[conflicts[$0].path] == nil }
        if let next = rest.first(where: { $0 > cursor }) ?? rest.first { cursor = next }
    }
}
