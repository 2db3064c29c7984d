import Console
import TerminalCore

extension ToyPane {
    var bindings: [Binding<State, Message>] { looking + writing }

    private var looking: [Binding<State, Message>] {
        [
            Binding(
                [.character("j"), Key(.down)], "\(id.name).down", label: "down", help: "Go down a row.", group: .move,
                scopes: [.list], message: .moved(1)),
            Binding(
                [.character("k"), Key(.up)], "\(id.name).up", label: "up", help: "Go up a row.", group: .move,
                scopes: [.list], message: .moved(-1)),
            Binding(
                [Key(.enter)], "\(id.name).open", label: "open", help: "Open the row.", group: .look,
                footerPriority: 90, scopes: [.list], message: .opened),
            Binding(
                [Key(.escape)], "\(id.name).close", label: "close", help: "Back to the list.", group: .look,
                footerPriority: 80, scopes: [.detail, .form], message: .closed),
            Binding(
                [.character("/")], "\(id.name).filter", label: "filter", help: "Show only what holds a text.",
                group: .find, footerPriority: 70, scopes: [.list], message: .filterRequested),
            Binding(
                [Key(.escape), Key(.enter)], "\(id.name).unfilter", label: "done", help: "Leave the filter.",
                group: .find, footerPriority: 70, scopes: [.filter], message: .filterEnded),
            Binding(
                [.control("r")], "\(id.name).refresh", label: "refresh", help: "Ask again.", group: .look,
                footerPriority: 60, scopes: [], message: .refreshRequested),
            Binding(
                [.character("c")], "\(id.name).copy", label: "copy", help: "Copy the id.", group: .look,
                scopes: [.list], message: .copyRequested),
            Binding(
                [.character("o")], "\(id.name).orders", label: "orders", help: "Go to the orders.", group: .look,
                scopes: [.list], message: .jumpRequested),
        ]
    }

    private var writing: [Binding<State, Message>] {
        [
            Binding(
                [.character("e")], "\(id.name).edit", label: "edit", help: "Edit the row.", group: .change,
                footerPriority: 85, scopes: [.list], message: .editRequested),
            Binding(
                [.control("s")], "\(id.name).save", label: "save", help: "Write the row.", group: .change,
                footerPriority: 95, risk: .mutating, scopes: [.form], message: .saveRequested),
            Binding(
                [.character("x")], "\(id.name).delete", label: "delete", help: "Delete the row for good.",
                group: .change, footerPriority: 50, risk: .destructive, scopes: [.list],
                availability: { $0.rows.isEmpty ? .unavailable("There is nothing to delete.") : .available },
                message: .deleteRequested),
        ]
    }
}

extension ToyPane {
    static var five: [any Pane] {
        [
            ToyPane("users", "Users"), ToyPane("orders", "Orders"), ToyPane("queues", "Queues"),
            ToyPane("dead-letters", "Dead letters"), ToyPane("logs", "Logs"),
        ]
    }
}
