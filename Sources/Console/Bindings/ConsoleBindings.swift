import TerminalCore

/// The console's own commands: those that hold whatever pane has the focus.
package enum ConsoleBindings {
    package typealias Entry = Binding<ConsoleState, ConsoleMessage>

    package static func table(panes: [(id: PaneID, title: String)]) -> [Entry] {
        program + view
            + panes.prefix(9).enumerated().map { number, pane in
                Entry(
                    [.character(digit(number + 1))], "console.pane.\(pane.id.name)", label: pane.title,
                    help: "Go to \(pane.title).", group: .panes, scopes: [], message: .paneRequested(pane.id))
            }
    }

    private static let program: [Entry] = [
        Entry(
            [.character("?"), Key(.function(1))], "console.help", label: "help",
            help: "Show every key; type to search, Enter runs.",
            group: .program, scopes: [], message: .helpRequested),
        Entry(
            [.character(":")], "console.palette", label: "command",
            help: "Run any command by its name, or go to a pane.", group: .program, footerPriority: 20, scopes: [],
            message: .paletteRequested),
        Entry(
            [Key(.escape)], "console.back", label: "back", help: "Go back one level.", group: .program, scopes: [],
            message: .backRequested),
        Entry(
            [.character("q")], "console.leave", label: "back, quit", help: "Go back one level; at the root, quit.",
            group: .program, footerPriority: 5, scopes: [], message: .leaveRequested),
        Entry(
            [.control("c")], "console.quit", label: "quit",
            help: "Quit; asks first while work is staged or messages are leased.", group: .program, scopes: [],
            message: .quitRequested),
        Entry(
            [.control("l")], "console.redraw", label: "redraw", help: "Draw the whole screen anew.", group: .program,
            scopes: [], message: .redrawRequested),
        Entry(
            [.control("z")], "console.suspend", label: "suspend",
            help: "Stop the console; the shell's fg continues it.",
            group: .program, scopes: [], message: .suspendRequested),
    ]

    private static let view: [Entry] = [
        Entry(
            [Key(.tab)], "console.pane.next", label: "next pane", help: "Go to the next pane.", group: .panes,
            footerPriority: 10, scopes: [], message: .nextPaneRequested),
        Entry(
            [Key(.tab, .shift)], "console.pane.previous", label: "previous pane", help: "Go to the previous pane.",
            group: .panes, scopes: [], message: .previousPaneRequested),
        Entry(
            [.character("Z")], "console.zoom", label: "zoom", help: "Give the pane the whole body, or take it back.",
            group: .panes, footerPriority: 15, scopes: [], message: .zoomToggled),
        Entry(
            [.character("!")], "console.problems", label: "problems",
            help: "Tell what is wrong now, in full, with the ids of the failed requests.", group: .look, scopes: [],
            message: .problemsRequested),
        Entry(
            [.character("z")], "console.undo", label: "undo",
            help: "Take back the last write to a table, if nobody changed the record since; asks first.",
            group: .change,
            scopes: [], message: .undoRequested),
        Entry(
            [.character("t")], "console.timestamps", label: "times",
            help: "Write moments as ages, in local time or in UTC.", group: .look, scopes: [],
            message: .timestampsCycled),
    ]

    private static func digit(_ number: Int) -> Unicode.Scalar {
        Unicode.Scalar(UInt8(ascii: "0") + UInt8(number))
    }
}
