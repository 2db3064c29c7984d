import TerminalCore

/// The keys of a list, declared once for all panes.
package enum ListBindings {
    package static let scopes: Set<BindingScope> = [.list, .narrowedList, .markedList]

    /// - Parameters:
    ///   - prefix: what the commands' names begin with, as `users`.
    ///   - hasColumns: false for lists that have one order only.
    package static func all<State, Message>(
        _ prefix: String, scopes: Set<BindingScope> = scopes, hasColumns: Bool = true, hasMarks: Bool = true,
        availability: @escaping @Sendable (State) -> Availability = { _ in .available },
        message: (ListEvent) -> Message
    ) -> [Binding<State, Message>] {
        var bindings = motions(prefix, scopes: scopes, availability: availability, message: message)
        bindings += filter(prefix, scopes: scopes, message: message)
        if hasColumns { bindings += sort(prefix, scopes: scopes, message: message) }
        if hasMarks { bindings += marks(prefix, scopes: scopes, message: message) }
        return bindings
    }

    package static func motions<State, Message>(
        _ prefix: String, scopes: Set<BindingScope>,
        availability: @escaping @Sendable (State) -> Availability = { _ in .available },
        message: (ListEvent) -> Message
    ) -> [Binding<State, Message>] {
        let table: [([Key], String, String, ListMotion)] = [
            ([.character("j"), Key(.down)], "down", "Go to the next row.", .down),
            ([.character("k"), Key(.up)], "up", "Go to the row before.", .up),
            ([.character("g"), Key(.home)], "first", "Go to the first row.", .first),
            ([.character("G"), Key(.end)], "last", "Go to the last row.", .last),
            ([.control("d")], "half-page-down", "Go half a page down.", .halfPageDown),
            ([.control("u")], "half-page-up", "Go half a page up.", .halfPageUp),
            ([Key(.pageDown), .control("f")], "page-down", "Go a page down.", .pageDown),
            ([Key(.pageUp), .control("b")], "page-up", "Go a page up.", .pageUp),
        ]
        return table.map { chords, name, help, motion in
            Binding(
                chords, "\(prefix).\(name)", label: name, help: help, group: .move, scopes: scopes,
                availability: availability, message: message(.moved(motion)))
        }
    }

    private static func filter<State, Message>(
        _ prefix: String, scopes: Set<BindingScope>, message: (ListEvent) -> Message
    ) -> [Binding<State, Message>] {
        [
            Binding(
                [.character("/")], "\(prefix).filter", label: "filter",
                help: "Show only rows that hold a text; !text those that do not; column:text looks in one column.",
                group: .find, footerPriority: 80, scopes: scopes, message: message(.filterOpened)),
            Binding(
                [Key(.escape)], "\(prefix).clear", label: "show all", help: "Lift the filter and the marks.",
                group: .find, footerPriority: 85, scopes: [.narrowedList], message: message(.narrowingCleared)),
        ] + prompt(prefix, message: message)
    }

    /// The keys of an open filter line; a list that has more than one kind of filter declares them once.
    package static func prompt<State, Message>(
        _ prefix: String, message: (ListEvent) -> Message
    ) -> [Binding<State, Message>] {
        [
            Binding(
                [Key(.enter)], "\(prefix).filter.accept", label: "keep",
                help: "Keep the filter and go back to the rows.",
                group: .find, footerPriority: 90, scopes: [.filter], message: message(.filterAccepted)),
            Binding(
                [Key(.escape)], "\(prefix).filter.cancel", label: "cancel",
                help: "Bring back the filter that held before.",
                group: .find, footerPriority: 89, scopes: [.filter], message: message(.filterCancelled)),
            Binding(
                [Key(.down)], "\(prefix).filter.down", label: "down", help: "Go to the next row while typing.",
                group: .move, scopes: [.filter], message: message(.moved(.down))),
            Binding(
                [Key(.up)], "\(prefix).filter.up", label: "up", help: "Go to the row before while typing.",
                group: .move, scopes: [.filter], message: message(.moved(.up))),
        ]
    }

    package static func sort<State, Message>(
        _ prefix: String, scopes: Set<BindingScope>, message: (ListEvent) -> Message
    ) -> [Binding<State, Message>] {
        [
            Binding(
                [.character("s")], "\(prefix).sort", label: "sort",
                help: "Sort by the next column; after the last, not at all.",
                group: .look, footerPriority: 50, scopes: scopes, message: message(.sortColumnCycled)),
            Binding(
                [.character("S")], "\(prefix).sort.reverse", label: "reverse", help: "Sort the other way round.",
                group: .look, scopes: scopes, message: message(.sortReversed)),
            Binding(
                [.character("o")], "\(prefix).sort.pick", label: "sort column", help: "Choose the column to sort by.",
                group: .look, scopes: scopes, message: message(.columnPickBegan)),
            Binding(
                [.character("l"), Key(.right)], "\(prefix).sort.pick.right", label: "right",
                help: "Go to the next column.", group: .look, footerPriority: 60, scopes: [.columns],
                message: message(.columnPickMoved(1))),
            Binding(
                [.character("h"), Key(.left)], "\(prefix).sort.pick.left", label: "left",
                help: "Go to the column before.", group: .look, footerPriority: 61, scopes: [.columns],
                message: message(.columnPickMoved(-1))),
            Binding(
                [Key(.enter), .character("o")], "\(prefix).sort.pick.accept", label: "sort",
                help: "Sort by this column; again, the other way round.", group: .look, footerPriority: 70,
                scopes: [.columns], message: message(.columnPicked)),
            Binding(
                [Key(.escape), .character("q")], "\(prefix).sort.pick.cancel", label: "cancel",
                help: "Leave the order as it is.", group: .look, footerPriority: 65, scopes: [.columns],
                message: message(.columnPickEnded)),
        ]
    }

    private static func marks<State, Message>(
        _ prefix: String, scopes: Set<BindingScope>, message: (ListEvent) -> Message
    ) -> [Binding<State, Message>] {
        [
            Binding(
                [.character(" ")], "\(prefix).mark", label: "mark",
                help: "Mark the row; what can be done to many is done to the marked.",
                group: .look, scopes: scopes, message: message(.markToggled)),
            Binding(
                [.character("*")], "\(prefix).mark.all", label: "mark all",
                help: "Mark all rows shown, or none of them.",
                group: .look, scopes: scopes, message: message(.allMarked)),
            Binding(
                [.character("\\")], "\(prefix).mark.clear", label: "unmark", help: "Take all marks away.",
                group: .look, scopes: scopes, message: message(.marksCleared)),
            Binding(
                [Key(.escape)], "\(prefix).mark.leave", label: "unmark", help: "Take all marks away.",
                group: .look, footerPriority: 85, scopes: [.markedList], message: message(.marksCleared)),
        ]
    }
}
