import OpsDomain
import TerminalCore

/// The commands that change records otherwise than field by field in the form.
enum EditingBindings {
    typealias Entry = Binding<CollectionState, CollectionMessage>

    static func all(_ collection: Collection, _ prefix: String, scopes: Set<BindingScope>) -> [Entry] {
        whole(collection, prefix, scopes) + editor(collection, prefix, scopes) + conflict(prefix) + review(prefix)
            + bulk(collection, prefix) + ImportBindings.all(collection, prefix)
    }

    @Sendable private static func mayChange(_ state: CollectionState) -> Availability {
        if state.isReadOnly { return .unavailable(CommandGate.readOnlyReason) }
        if state.isAboutMarks {
            return state.editing.bulk == nil
                ? .available : .unavailable("Many are being written already; X stops that.")
        }
        return state.subject == nil ? .unavailable("There is no \(state.collection.singular) here.") : .available
    }

    @Sendable private static func hasSubject(_ state: CollectionState) -> Availability {
        if state.isReadOnly { return .unavailable(CommandGate.readOnlyReason) }
        return state.subject == nil ? .unavailable("There is no \(state.collection.singular) here.") : .available
    }

    private static func whole(_ collection: Collection, _ prefix: String, _ scopes: Set<BindingScope>) -> [Entry] {
        [
            Entry(
                [.character("x")], "\(prefix).delete", label: "delete",
                help: "Delete the marked ones, else this \(collection.singular), once its name or the count is typed.",
                group: .change, footerPriority: 42, risk: .destructive, scopes: scopes, availability: mayChange,
                message: .editing(.deleteAsked)),
            Entry(
                [.character("D")], "\(prefix).duplicate", label: "duplicate",
                help: "Begin a new \(collection.singular) with the values of this one and a key of its own.",
                group: .change, scopes: scopes,
                availability: { state in
                    guard state.collection.canBeDuplicated else {
                        return .unavailable("\(state.collection.title) have no rule for a new key.")
                    }
                    return hasSubject(state)
                }, message: .editing(.duplicateBegan)),
        ]
    }

    private static func editor(_ collection: Collection, _ prefix: String, _ scopes: Set<BindingScope>) -> [Entry] {
        [
            Entry(
                [.character("v")], "\(prefix).editor", label: "edit JSON",
                help: "Edit the \(collection.singular) as typed JSON in $VISUAL or $EDITOR.",
                group: .change, footerPriority: 44, scopes: scopes, availability: hasSubject,
                message: .editing(.editorAsked)),
            Entry(
                [.character("V")], "\(prefix).editor.new", label: "new as JSON",
                help: "Create a \(collection.singular) as typed JSON in $VISUAL or $EDITOR.", group: .change,
                scopes: ListBindings.scopes,
                availability: { $0.isReadOnly ? .unavailable(CommandGate.readOnlyReason) : .available },
                message: .editing(.newTextAsked)),
            Entry(
                [.control("o")], "\(prefix).form.editor", label: "edit as JSON",
                help: "Go on in $VISUAL or $EDITOR, with what stands in the form.", group: .change, footerPriority: 70,
                scopes: [.form], message: .editing(.editorAskedFromForm)),
        ]
    }

    private static func conflict(_ prefix: String) -> [Entry] {
        [
            Entry(
                [.character("m")], "\(prefix).conflict.mine", label: "yours", help: "Take your value of this field.",
                group: .change, footerPriority: 95, scopes: [.conflict], availability: hasConflicts,
                message: .editing(.conflictChosen(.mine))),
            Entry(
                [.character("t")], "\(prefix).conflict.theirs", label: "theirs",
                help: "Take their value of this field.", group: .change, footerPriority: 94, scopes: [.conflict],
                availability: hasConflicts, message: .editing(.conflictChosen(.theirs))),
            Entry(
                [Key(.enter), .control("s")], "\(prefix).conflict.merge", label: "go on",
                help: "Show what will be written, once everything is chosen.", group: .change, footerPriority: 93,
                scopes: [.conflict], availability: isChosen, message: .editing(.conflictMerged)),
            Entry(
                [.character("j"), Key(.down)], "\(prefix).conflict.next", label: "next field",
                help: "Go to the next field that both changed.", group: .move, scopes: [.conflict],
                message: .editing(.conflictMoved(1))),
            Entry(
                [.character("k"), Key(.up)], "\(prefix).conflict.previous", label: "field before",
                help: "Go to the field before that both changed.", group: .move, scopes: [.conflict],
                message: .editing(.conflictMoved(-1))),
            Entry(
                [.character("d")], "\(prefix).conflict.discard", label: "discard yours",
                help: "Let your changes go and show theirs.", group: .change, footerPriority: 88, scopes: [.conflict],
                message: .editing(.conflictTheirsTaken)),
            Entry(
                [Key(.escape)], "\(prefix).conflict.back", label: "back",
                help: "Look at your changes again; nothing is lost.", group: .change, footerPriority: 85,
                scopes: [.conflict], message: .editing(.conflictLeft)),
        ]
    }

    @Sendable private static func hasConflicts(_ state: CollectionState) -> Availability {
        state.editing.conflict?.conflicts.isEmpty == false
            ? .available : .unavailable("There is nothing to choose.")
    }

    @Sendable private static func isChosen(_ state: CollectionState) -> Availability {
        guard let conflict = state.editing.conflict, conflict.merge != nil else {
            return .unavailable("The \(state.collection.singular) is gone; there is nothing to put edits on.")
        }
        guard let first = conflict.open.first else { return .available }
        return .unavailable("Choose for \(first.path.text) first: m takes yours, t theirs.")
    }

    private static func review(_ prefix: String) -> [Entry] {
        [
            Entry(
                [.control("s"), Key(.enter)], "\(prefix).review.save", label: "save",
                help: "Write the change, after showing it once more.", group: .change, footerPriority: 110,
                risk: .mutating, scopes: [.review],
                availability: { state in
                    guard let review = state.editing.review else { return .unavailable("Nothing waits to be written.") }
                    if let problem = review.problem { return .unavailable("Line \(problem.line): \(problem.sentence)") }
                    if let trouble = review.trouble { return .unavailable(trouble) }
                    return review.phase == .saving ? .unavailable("Saving already.") : .available
                }, message: .editing(.reviewSaveAsked)),
            Entry(
                [.character("v")], "\(prefix).review.editor", label: "edit again", help: "Open the editor again.",
                group: .change, footerPriority: 100, scopes: [.review],
                availability: {
                    $0.editing.review?.phase == .saving ? .unavailable("Saving; wait for the answer.") : .available
                }, message: .editing(.reviewReopened)),
            Entry(
                [Key(.escape)], "\(prefix).review.leave", label: "cancel",
                help: "Leave the change; asks before it is let go.", group: .change, footerPriority: 90,
                scopes: [.review], message: .editing(.reviewLeft)),
            Entry(
                [.character("j"), Key(.down)], "\(prefix).review.down", label: "down", help: "Scroll down.",
                group: .move, scopes: [.review], message: .editing(.reviewScrolled(1))),
            Entry(
                [.character("k"), Key(.up)], "\(prefix).review.up", label: "up", help: "Scroll up.", group: .move,
                scopes: [.review], message: .editing(.reviewScrolled(-1))),
            Entry(
                [.character("y"), Key(.enter)], "\(prefix).review.discard", label: "discard",
                help: "Let the change go.", group: .change, footerPriority: 90, scopes: [.leavingReview],
                message: .editing(.reviewDiscarded)),
            Entry(
                [.character("n"), Key(.escape)], "\(prefix).review.keep", label: "keep it", help: "Keep the change.",
                group: .change, footerPriority: 95, scopes: [.leavingReview], message: .editing(.reviewKept)),
        ]
    }

    private static func bulk(_ collection: Collection, _ prefix: String) -> [Entry] {
        [
            Entry(
                [.control("s"), Key(.enter)], "\(prefix).bulk.save", label: "go on",
                help: "Change all marked ones, after showing what changes in each.", group: .change,
                footerPriority: 110, risk: .mutating, scopes: [.bulkForm], availability: isPlanned,
                message: .editing(.bulkEditAsked)),
            Entry(
                [Key(.tab), Key(.down)], "\(prefix).bulk.next", label: "other field", help: "Choose the next field.",
                group: .move, footerPriority: 80, scopes: [.bulkForm], message: .editing(.bulkFieldMoved(1))),
            Entry(
                [Key(.tab, .shift), Key(.up)], "\(prefix).bulk.previous", label: "field before",
                help: "Choose the field before.", group: .move, scopes: [.bulkForm],
                message: .editing(.bulkFieldMoved(-1))),
            Entry(
                [Key(.escape)], "\(prefix).bulk.leave", label: "cancel", help: "Change nothing.", group: .change,
                footerPriority: 90, scopes: [.bulkForm], message: .editing(.bulkFormLeft)),
            Entry(
                [Key(.escape), Key(.enter)], "\(prefix).outcome.close", label: "back", help: "Go back to the rows.",
                group: .look, footerPriority: 90, scopes: [.outcome], message: .editing(.outcomeClosed)),
            Entry(
                [.character("j"), Key(.down)], "\(prefix).outcome.down", label: "down", help: "Scroll down.",
                group: .move, scopes: [.outcome], message: .editing(.outcomeScrolled(1))),
            Entry(
                [.character("k"), Key(.up)], "\(prefix).outcome.up", label: "up", help: "Scroll up.", group: .move,
                scopes: [.outcome], message: .editing(.outcomeScrolled(-1))),
        ]
    }

    /// As the form stands, whatever the time.
    @Sendable private static func isPlanned(_ state: CollectionState) -> Availability {
        guard let form = state.editing.bulkForm else { return .unavailable("No form is open.") }
        if state.editing.bulk != nil { return .unavailable("Many are being written already.") }
        let plan = form.plan(now: Timestamp(milliseconds: 0))
        if let problem = plan.problem { return .unavailable(problem) }
        return plan.writes.isEmpty ? .unavailable("All of them have this value already.") : .available
    }
}

extension Collection {
    /// Whether the rules give a new record its key, or a person can type it.
    fileprivate var canBeDuplicated: Bool {
        keys.names.allSatisfy { name in
            rule(name).map { $0.checks.contains(.defaultUUID) || !$0.isReadOnly } ?? false
        }
    }
}
