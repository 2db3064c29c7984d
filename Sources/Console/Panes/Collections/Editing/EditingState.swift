import OpsDomain
import TerminalCore

/// Changes under way beside the form; each that is there takes the pane, the first before the others.
package struct EditingState: Sendable {
    package var conflict: RecordConflict?
    package var review: RecordReview?
    package var bulkForm: BulkForm?
    package var outcome: UndoneList?
    package var importing: RecordImport?
    /// What was imported last: who mends a file names it again.
    package var importedPath = ""
    /// Writes of many records; it goes on whatever the pane shows.
    package var bulk: BulkWrite?

    package init() {}

    package var scope: BindingScope? {
        if conflict != nil { return .conflict }
        if let review { return review.phase == .leaving ? .leavingReview : .review }
        if bulkForm != nil { return .bulkForm }
        return outcome == nil ? importing?.scope : .outcome
    }

    /// What is shown beside the pane's title; nil when there is nothing to tell.
    package func summary(_ collection: Collection) -> String? {
        if conflict != nil { return "changed by someone else" }
        if let review {
            if review.phase == .saving { return "saving" }
            return review.problem != nil || review.trouble != nil ? "not taken over" : "not written yet"
        }
        if bulkForm != nil { return "editing many" }
        return importing?.summary(collection)
    }

    /// What leaving the program would lose, in a few words.
    package func stagedWork(_ collection: Collection) -> String? {
        if let bulk { return bulk.progress(collection) }
        guard review != nil else { return nil }
        return "1 \(collection.singular) edited, not saved"
    }
}

extension BindingScope {
    /// What changed underneath is shown.
    package static let conflict = BindingScope("conflict")
    /// A change waits to be written.
    package static let review = BindingScope("review")
    /// Asked whether such a change may go.
    package static let leavingReview = BindingScope("leaving-review")
    /// A field and a value for all marked records.
    package static let bulkForm = BindingScope("bulk-form", capturesText: true)
    /// What became of many writes.
    package static let outcome = BindingScope("outcome")
}
