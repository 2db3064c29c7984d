import OpsDomain
import TerminalCore

/// The commands of an import.
enum ImportBindings {
    typealias Entry = Binding<CollectionState, CollectionMessage>

    static func all(_ collection: Collection, _ prefix: String) -> [Entry] {
        naming(collection, "\(prefix).import") + review("\(prefix).import") + motions("\(prefix).import")
    }

    private static func naming(_ collection: Collection, _ prefix: String) -> [Entry] {
        [
            Entry(
                // With a capital like the other commands that are about the table as a whole; Ctrl-I is Tab.
                [.character("I")], prefix, label: "import",
                help: "Bring \(collection.title.lowercased()) in from a file in typed JSON, as an export writes it; "
                    + "shows first what would change.",
                group: .change, scopes: ListBindings.scopes,
                availability: { state in
                    if state.isReadOnly { return .unavailable(CommandGate.readOnlyReason) }
                    return state.editing.bulk == nil
                        ? .available : .unavailable("Many are being written already; X stops that.")
                }, message: .editing(.importBegan)),
            Entry(
                [Key(.enter)], "\(prefix).read", label: "read",
                help: "Read the file and show what would change; nothing is written.",
                group: .change, footerPriority: 110, scopes: [.importing], message: .editing(.importReadAsked)),
            Entry(
                [Key(.escape)], "\(prefix).leave", label: "back", help: "Import nothing.", group: .change,
                footerPriority: 90, scopes: [.importing, .importFaults, .importReview], message: .editing(.importLeft)),
            Entry(
                [Key(.escape), .character("X")], "\(prefix).stop", label: "stop", help: "Stop reading.",
                group: .change, footerPriority: 90, scopes: [.importReading], message: .editing(.importStopped)),
        ]
    }

    private static func review(_ prefix: String) -> [Entry] {
        [
            Entry(
                [.control("s"), Key(.enter)], "\(prefix).write", label: "import",
                help: "Write what the file says, after asking.", group: .change, footerPriority: 110, risk: .mutating,
                scopes: [.importReview], availability: isPlanned, message: .editing(.importAsked)),
            Entry(
                [.character("r")], "\(prefix).replace", label: "change or leave",
                help: "Change the records that differ to what the file says, or leave them alone.", group: .change,
                footerPriority: 100, scopes: [.importReview],
                availability: { state in
                    (state.editing.importing?.preview?.plan.differentCount ?? 0) > 0
                        ? .available : .unavailable("None differs from the table.")
                }, message: .editing(.importChoiceToggled)),
            Entry(
                [.control("r")], "\(prefix).again", label: "read again",
                help: "Read the file and the table anew.", group: .look, footerPriority: 95,
                scopes: [.importFaults, .importReview], message: .editing(.importReadAsked)),
        ]
    }

    private static func motions(_ prefix: String) -> [Entry] {
        let table: [([Key], String, String, ListMotion)] = [
            ([.character("j"), Key(.down)], "down", "Scroll down.", .down),
            ([.character("k"), Key(.up)], "up", "Scroll up.", .up),
            ([.character("g"), Key(.home)], "first", "Go to the beginning.", .first),
            ([.character("G"), Key(.end)], "last", "Go to the end.", .last),
            ([.control("d")], "half-page-down", "Go half a page down.", .halfPageDown),
            ([.control("u")], "half-page-up", "Go half a page up.", .halfPageUp),
            ([Key(.pageDown), .control("f"), .character(" ")], "page-down", "Go a page down.", .pageDown),
            ([Key(.pageUp), .control("b")], "page-up", "Go a page up.", .pageUp),
        ]
        return table.map { chords, name, help, motion in
            Entry(
                chords, "\(prefix).\(name)", label: name, help: help, group: .move,
                scopes: [.importFaults, .importReview],
                message: .editing(.importMoved(motion)))
        }
    }

    @Sendable private static func isPlanned(_ state: CollectionState) -> Availability {
        guard let importing = state.editing.importing, let plan = importing.preview?.plan else {
            return .unavailable("No file is read.")
        }
        if state.editing.bulk != nil { return .unavailable("Many are being written already.") }
        if importing.writeCount > 0 { return .available }
        return plan.differentCount > 0
            ? .unavailable("None is new; r changes those that differ.")
            : .unavailable("All of them are in the table as they are: there is nothing to write.")
    }
}
