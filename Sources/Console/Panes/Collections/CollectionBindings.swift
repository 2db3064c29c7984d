import OpsDomain
import TerminalCore

/// The commands of a collection's pane.
enum CollectionBindings {
    typealias Entry = Binding<CollectionState, CollectionMessage>

    static func all(_ collection: Collection) -> [Entry] {
        let prefix = collection.id
        var entries = look(collection, prefix) + chips(collection, prefix) + exporting(collection, prefix)
        entries += searching(collection, prefix) + ListBindings.all(prefix) { .list($0) }
        entries += DetailBindings.all(
            "\(prefix).detail", closed: .detailClosed, detail: { $0.open?.detail }, follows: { $0.linkAtBar != nil }
        ) { .detail($0) }
        entries += change(collection, prefix) + form(collection, prefix)
        if let rule = collection.cancellation { entries += cancelling(collection, prefix, rule) }
        entries += EditingBindings.all(collection, prefix, scopes: records)
        entries += collection.links.map { link in
            Entry(
                link.key.flatMap { $0.unicodeScalars.first }.map { [.character($0)] } ?? [], "\(prefix).\(link.name)",
                label: link.name, help: link.help, group: .look, footerPriority: 35, scopes: records,
                availability: hasSubject, message: .linkFollowed(link))
        }
        return entries
    }

    private static let records = ListBindings.scopes.union([.detail])

    @Sendable private static func hasSubject(_ state: CollectionState) -> Availability {
        state.subjectKey == nil ? .unavailable("There is no \(state.collection.singular) here.") : .available
    }

    private static func look(_ collection: Collection, _ prefix: String) -> [Entry] {
        [
            Entry(
                [Key(.enter)], "\(prefix).open", label: "open", help: "Show the whole \(collection.singular).",
                group: .look, footerPriority: 100, scopes: ListBindings.scopes, availability: hasSubject,
                message: .opened),
            Entry(
                [.character("y")], "\(prefix).raw", label: "JSON",
                help: "Show the typed JSON as the table holds it, then plain JSON, then the fields again.",
                group: .look, footerPriority: 55, scopes: [.detail], message: .layoutCycled),
            Entry(
                [.character("c")], "\(prefix).copy-id", label: "copy id", help: "Copy the id.", group: .look,
                footerPriority: 40, scopes: records, availability: hasSubject, message: .identifierCopied),
            Entry(
                [.character("C")], "\(prefix).copy", label: "copy",
                help: "Copy as JSON: the marked ones, else this one.",
                group: .look, scopes: records, availability: hasSubject, message: .recordCopied),
            Entry(
                [.control("r")], "\(prefix).refresh", label: "refresh",
                help: "Ask anew for everything that is loaded; sort, filter and cursor stay.", group: .look,
                footerPriority: 45, scopes: records, message: .refreshAsked),
            Entry(
                [.character("]")], "\(prefix).next-page", label: "more", help: "Load the next page.", group: .look,
                footerPriority: 48, scopes: ListBindings.scopes, availability: hasMore, message: .nextPageAsked),
            Entry(
                [.character("A")], "\(prefix).load-all", label: "load all",
                help: "Load page after page to the end; every page is paid for.", group: .look,
                scopes: ListBindings.scopes, availability: hasMore, message: .everythingAsked),
            Entry(
                [.character("X")], "\(prefix).stop-loading", label: "stop",
                help: "Stop loading, finding, or writing many.",
                group: .look, scopes: ListBindings.scopes,
                availability: {
                    $0.paging.isBusy || $0.editing.bulk != nil || $0.search?.phase == .running
                        ? .available : .unavailable("Nothing is being loaded.")
                },
                message: .loadingStopped),
        ]
    }

    private static func searching(_ collection: Collection, _ prefix: String) -> [Entry] {
        [
            Entry(
                [.character("F")], "\(prefix).find-in-table", label: "find in table",
                help: "Find in the whole table what the filter's expression asks for; tells the cost first.",
                group: .look,
                footerPriority: 78, scopes: [.narrowedList], message: .searchAsked)
        ]
    }

    private static func exporting(_ collection: Collection, _ prefix: String) -> [Entry] {
        [
            Entry(
                [.control("s")], "\(prefix).export", label: "export",
                help: "Write what is marked, or else what is shown, to a file: CSV, JSON, JSON lines or typed JSON.",
                group: .look, scopes: ListBindings.scopes,
                availability: {
                    $0.arrangement.count == 0 ? .unavailable("There is nothing to write.") : .available
                }, message: .exportBegan),
            Entry(
                [Key(.enter)], "\(prefix).export.write", label: "write", help: "Write the file.", group: .look,
                footerPriority: 110, scopes: [.exporting], message: .exportAsked),
            Entry(
                [Key(.escape)], "\(prefix).export.leave", label: "back", help: "Write nothing.", group: .look,
                footerPriority: 90, scopes: [.exporting], message: .exportLeft),
        ]
    }

    private static func chips(_ collection: Collection, _ prefix: String) -> [Entry] {
        guard let column = collection.columns.first(where: { $0.kind == .status }) else { return [] }
        let title = column.title.lowercased()
        return [(">", 1, "next"), ("<", -1, "previous")].map { chord, steps, name in
            Entry(
                [.character(chord)], "\(prefix).\(name)-\(title)", label: "\(name) \(title)",
                help: "Show the \(collection.title.lowercased()) of the \(name) \(title) only; after the last, all.",
                group: .find, scopes: ListBindings.scopes, message: .statusMoved(by: steps))
        }
    }

    @Sendable private static func hasMore(_ state: CollectionState) -> Availability {
        state.paging.isComplete ? .unavailable("Everything is loaded.") : .available
    }

    private static func change(_ collection: Collection, _ prefix: String) -> [Entry] {
        [
            Entry(
                [.character("e")], "\(prefix).edit", label: "edit",
                help: "Edit the \(collection.singular) in a form; with marks, set one field of all marked ones.",
                group: .change, footerPriority: 75, scopes: records,
                availability: { state in
                    if let reason = formRefusal(state) { return .unavailable(reason) }
                    if state.isAboutMarks, state.editing.bulk != nil {
                        return .unavailable("Many are being written already; X stops that.")
                    }
                    return hasSubject(state)
                }, message: .editBegan)
        ] + (collection.allowsCreation ? creation(collection, prefix) : [])
    }

    private static func creation(_ collection: Collection, _ prefix: String) -> [Entry] {
        [
            Entry(
                [.character("n")], "\(prefix).new", label: "new",
                help: "Create a new \(collection.singular) in a form.",
                group: .change, footerPriority: 70, scopes: ListBindings.scopes,
                availability: { formRefusal($0).map(Availability.unavailable) ?? .available }, message: .creationBegan)
        ]
    }

    private static func cancelling(
        _ collection: Collection, _ prefix: String, _ rule: CancellationRule
    ) -> [Entry] {
        [
            Entry(
                [.character("K")], "\(prefix).cancel", label: "cancel",
                help: "Cancel the \(collection.singular), with a reason: by a message as the system does, or directly.",
                group: .change, footerPriority: 34, scopes: records,
                availability: { state in
                    if state.isReadOnly { return .unavailable(CommandGate.readOnlyReason) }
                    guard let record = state.subject else { return hasSubject(state) }
                    return rule.isDone(record)
                        ? .unavailable("The \(collection.singular) is cancelled already.") : .available
                }, message: .cancelBegan),
            Entry(
                [Key(.enter)], "\(prefix).cancel.send", label: "by message",
                help: "Send the cancellation to the queue.",
                group: .change, footerPriority: 110, risk: .mutating, scopes: [.cancelling], message: .cancelSent),
            Entry(
                [.control("t")], "\(prefix).cancel.write", label: "in the table",
                help: "Write the cancellation into the table, without the queue and its handler.",
                group: .change, footerPriority: 100, risk: .mutating, scopes: [.cancelling], message: .cancelWritten),
            Entry(
                [Key(.escape)], "\(prefix).cancel.leave", label: "back", help: "Cancel nothing.", group: .change,
                footerPriority: 90, scopes: [.cancelling], message: .cancelLeft),
        ]
    }

    private static func formRefusal(_ state: CollectionState) -> String? {
        if state.isReadOnly { return CommandGate.readOnlyReason }
        if state.collection.rules.allSatisfy(\.isReadOnly) {
            return "\(state.collection.title) have no rules by which they could be edited here."
        }
        return nil
    }

    private static func form(_ collection: Collection, _ prefix: String) -> [Entry] {
        formKeys(prefix) + [
            Entry(
                [.character("y"), Key(.enter)], "\(prefix).form.discard", label: "discard",
                help: "Discard the changes.",
                group: .change, footerPriority: 90, scopes: [.leaving], message: .formDiscarded),
            Entry(
                [.character("n"), Key(.escape)], "\(prefix).form.keep", label: "keep editing", help: "Go on editing.",
                group: .change, footerPriority: 95, scopes: [.leaving], message: .formKept),
        ]
    }

    private static func formKeys(_ prefix: String) -> [Entry] {
        [
            Entry(
                [.control("s")], "\(prefix).form.save", label: "save", help: "Save, after showing what will change.",
                group: .change, footerPriority: 110, risk: .mutating, scopes: [.form], availability: canSave,
                message: .saveAsked, refusal: .saveRefused),
            Entry(
                [Key(.escape)], "\(prefix).form.leave", label: "cancel",
                help: "Leave the form; asks when something was changed.",
                group: .change, footerPriority: 90, scopes: [.form], message: .formLeft),
            Entry(
                [Key(.tab), Key(.down), Key(.enter)], "\(prefix).form.next", label: "next field",
                help: "Go to the next field.", group: .move, footerPriority: 80, scopes: [.form],
                message: .formFocusMoved(forwards: true)),
            Entry(
                [Key(.tab, .shift), Key(.up)], "\(prefix).form.previous", label: "previous field",
                help: "Go to the field before.", group: .move, scopes: [.form],
                message: .formFocusMoved(forwards: false)),
        ]
    }

    @Sendable private static func canSave(_ state: CollectionState) -> Availability {
        guard let form = state.form else { return .unavailable("No form is open.") }
        if form.phase == .saving { return .unavailable("Saving already.") }
        if let problem = form.draft.fields.lazy.compactMap({ form.draft.problems[$0.field] }).first {
            return .unavailable(problem)
        }
        if !form.isNew, !form.isDirty { return .unavailable("Nothing was changed.") }
        return .available
    }
}
