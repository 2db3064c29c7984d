import TerminalCore

/// The keys of the overlays.
package enum OverlayBindings {
    package typealias Entry = Binding<Overlay, OverlayMessage>

    package static let table: [Entry] =
        answers + lists + [
            Entry(
                [Key(.tab)], "palette.complete", label: "complete", help: "Complete the name.", group: .find,
                footerPriority: 50, scopes: [.palette], message: .completionRequested),
            Entry(
                [.control("p")], "palette.earlier", label: "earlier", help: "The command run before.", group: .find,
                footerPriority: 40, scopes: [.palette], message: .historyMoved(-1)),
            Entry(
                [.control("n")], "palette.later", label: "later", help: "The command run after.", group: .find,
                scopes: [.palette], message: .historyMoved(1)),
        ]

    /// The binding of a key in an overlay's scope.
    package static func entry(for key: Key, in scope: BindingScope) -> Entry? {
        if scope.capturesText, key.isText { return nil }
        return table.first { $0.scopes.contains(scope) && $0.chords.contains(key) }
    }

    private static let answers: [Entry] = [
        Entry(
            [.character("y")], "question.accept", label: "yes", help: "Do it.", group: .program, footerPriority: 90,
            scopes: [.question], message: .accepted),
        Entry(
            [.character("n"), Key(.escape), .character("q")], "question.dismiss", label: "no",
            help: "Leave everything as it is.", group: .program, footerPriority: 80, scopes: [.question],
            message: .dismissed),
        Entry(
            [Key(.enter)], "overlay.accept", label: "run", help: "Run what is chosen or typed.", group: .program,
            footerPriority: 90, scopes: [.help, .palette, .typedQuestion], message: .accepted),
        Entry(
            [Key(.escape)], "overlay.dismiss", label: "close", help: "Close it.", group: .program, footerPriority: 80,
            scopes: [.help, .palette, .typedQuestion], message: .dismissed),
        Entry(
            [.control("c")], "overlay.interrupt", label: "close", help: "Close it; asked whether to quit, quit.",
            group: .program, scopes: [.help, .palette, .typedQuestion, .question], message: .interrupted),
    ]

    private static let lists: [Entry] = [
        entry([Key(.up)], "up", "The line above.", .up, more: [.question, .typedQuestion], priority: 60),
        entry([Key(.down)], "down", "The line below.", .down, more: [.question, .typedQuestion], priority: 59),
        entry([Key(.pageUp)], "page up", "A page up.", .pageUp, more: []),
        entry([Key(.pageDown)], "page down", "A page down.", .pageDown, more: []),
    ]

    private static func entry(
        _ chords: [Key], _ label: String, _ help: String, _ motion: ListMotion, more: Set<BindingScope>,
        priority: Int? = nil
    ) -> Entry {
        Entry(
            chords, "overlay." + label.split(separator: " ").joined(separator: "-"), label: label, help: help,
            group: .move, footerPriority: priority, scopes: more.union([.help, .palette]), message: .moved(motion))
    }
}
