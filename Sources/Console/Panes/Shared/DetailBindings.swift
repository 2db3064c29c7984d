import TerminalCore

/// The keys of a detail view, declared once for all panes.
package enum DetailBindings {
    /// - Parameters:
    ///   - prefix: what the commands' names begin with, as `users.detail`.
    ///   - closed: what leaving the view is told as.
    ///   - detail: the open view.
    ///   - follows: whether Enter has somewhere to go from the line at the bar.
    package static func all<State, Message>(
        _ prefix: String, closed: Message, detail: @escaping @Sendable (State) -> DetailState?,
        follows: @escaping @Sendable (State) -> Bool = { _ in false }, message: (DetailEvent) -> Message
    ) -> [Binding<State, Message>] {
        motions(prefix, message: message) + search(prefix, message: message)
            + values(prefix, detail: detail, follows: follows, message: message) + [
                Binding(
                    [Key(.escape), .character("q"), Key(.backspace)], "\(prefix).close", label: "back",
                    help: "Go back to the list.", group: .move, footerPriority: 95, scopes: [.detail], message: closed),
                Binding(
                    [.character("w")], "\(prefix).wrap", label: "wrap", help: "Wrap long lines, or cut them.",
                    group: .look,
                    footerPriority: 30, scopes: [.detail], message: message(.wrapToggled)),
            ]
    }

    private static func motions<State, Message>(
        _ prefix: String, message: (DetailEvent) -> Message
    ) -> [Binding<State, Message>] {
        let table: [([Key], String, String, TextMotion)] = [
            ([.character("j"), Key(.down)], "down", "Go a line down.", .down),
            ([.character("k"), Key(.up)], "up", "Go a line up.", .up),
            ([.character("h"), Key(.left)], "left", "Go to the left in lines that are cut.", .left),
            ([.character("l"), Key(.right)], "right", "Go to the right in lines that are cut.", .right),
            ([.character("g"), Key(.home)], "first", "Go to the beginning.", .first),
            ([.character("G"), Key(.end)], "last", "Go to the end.", .last),
            ([.control("d")], "half-page-down", "Go half a page down.", .halfPageDown),
            ([.control("u")], "half-page-up", "Go half a page up.", .halfPageUp),
            ([Key(.pageDown), .control("f"), .character(" ")], "page-down", "Go a page down.", .pageDown),
            ([Key(.pageUp), .control("b")], "page-up", "Go a page up.", .pageUp),
        ]
        return table.map { chords, name, help, motion in
            Binding(
                chords, "\(prefix).\(name)", label: name, help: help, group: .move, scopes: [.detail],
                message: message(.moved(motion)))
        }
    }

    private static func values<State, Message>(
        _ prefix: String, detail: @escaping @Sendable (State) -> DetailState?,
        follows: @escaping @Sendable (State) -> Bool, message: (DetailEvent) -> Message
    ) -> [Binding<State, Message>] {
        let hasNodes: @Sendable (State) -> Availability = {
            detail($0)?.document.nodes.isEmpty == false ? .available : .unavailable("There is nothing to fold here.")
        }
        return [
            Binding(
                [Key(.enter)], "\(prefix).fold", label: "fold, go",
                help: "Fold or unfold the map or list at the bar; on a field that leads to other records, go there.",
                group: .look, footerPriority: 50, scopes: [.detail],
                availability: {
                    detail($0)?.nodeAtBar != nil || follows($0)
                        ? .available : .unavailable("There is nothing to fold or to follow here.")
                }, message: message(.activated)),
            Binding(
                [.character("-")], "\(prefix).fold-all", label: "fold all", help: "Fold all maps and lists.",
                group: .look, scopes: [.detail], availability: hasNodes, message: message(.allFolded)),
            Binding(
                [.character("+")], "\(prefix).unfold-all", label: "unfold all", help: "Unfold all maps and lists.",
                group: .look, scopes: [.detail], availability: hasNodes, message: message(.allUnfolded)),
            Binding(
                [.character(".")], "\(prefix).copy-path", label: "copy path",
                help: "Copy the path of the value at the bar, as address.lines[0].zip.", group: .look,
                footerPriority: 13, scopes: [.detail],
                availability: {
                    detail($0)?.path == nil ? .unavailable("No path leads to this line.") : .available
                }, message: message(.pathCopied)),
            Binding(
                [.character("Y")], "\(prefix).copy-value", label: "copy value",
                help: "Copy the value at the bar: a text or number as it is, a map or list as JSON.", group: .look,
                footerPriority: 14, scopes: [.detail],
                availability: {
                    detail($0)?.value == nil ? .unavailable("There is no value on this line.") : .available
                }, message: message(.valueCopied)),
        ]
    }

    private static func search<State, Message>(
        _ prefix: String, message: (DetailEvent) -> Message
    ) -> [Binding<State, Message>] {
        [
            Binding(
                [.character("/")], "\(prefix).search", label: "search", help: "Look for a text.", group: .find,
                footerPriority: 60, scopes: [.detail], message: message(.searchOpened)),
            Binding(
                [.character("n")], "\(prefix).search.next", label: "next", help: "Go to the next match.", group: .find,
                scopes: [.detail], message: message(.nextMatchAsked)),
            Binding(
                [.character("N")], "\(prefix).search.previous", label: "previous", help: "Go to the match before.",
                group: .find, scopes: [.detail], message: message(.previousMatchAsked)),
            Binding(
                [Key(.enter)], "\(prefix).search.accept", label: "keep", help: "Keep the search; n and N go on.",
                group: .find, footerPriority: 90, scopes: [.search], message: message(.searchAccepted)),
            Binding(
                [Key(.escape)], "\(prefix).search.cancel", label: "cancel",
                help: "Bring back the search that held before.",
                group: .find, footerPriority: 89, scopes: [.search], message: message(.searchCancelled)),
        ]
    }
}
