import TerminalCore

/// The keys of a detail view, declared once for all panes.
package enum DetailBindings {
    /// - Parameters:
    ///   - prefix: what the commands' names begin with, as `users.detail`.
    ///   - closed: what leaving the view is told as.
    package static func all<State, Message>(
        _ prefix: String, closed: Message, message: (DetailEvent) -> Message
    ) -> [Binding<State, Message>] {
        motions(prefix, message: message) + search(prefix, message: message) + [
            Binding(
                [Key(.escape), .character("q"), Key(.backspace)], "\(prefix).close", label: "back",
                help: "Go back to the list.", group: .move, footerPriority: 95, scopes: [.detail], message: closed),
            Binding(
                [.character("w")], "\(prefix).wrap", label: "wrap", help: "Wrap long lines, or cut them.", group: .look,
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
