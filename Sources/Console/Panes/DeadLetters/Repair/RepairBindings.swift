import OpsDomain
import TerminalCore

/// The commands that repair dead letters.
enum RepairBindings {
    typealias Entry = Binding<DeadLettersState, DeadLettersMessage>

    static func all(_ letters: Set<BindingScope>) -> [Entry] {
        change(letters) + files(letters) + prompts + under
    }

    private static func change(_ letters: Set<BindingScope>) -> [Entry] {
        [
            Entry(
                [.character("r")], "dead-letters.resend", label: "resend",
                help: "Send again to the queue that it came from, and delete it here once SQS has it: the marked ones, "
                    + "else the cluster's, else this one.",
                group: .change, footerPriority: 90, risk: .mutating, scopes: letters, availability: hasHeld,
                message: .repair(.resendAsked)),
            Entry(
                [.character("E")], "dead-letters.edit", label: "edit+resend",
                help: "Edit the body in your editor and send it instead; the attributes stay.", group: .change,
                footerPriority: 80, scopes: letters, availability: isEditable, message: .repair(.editBegan)),
            Entry(
                [.control("e")], "dead-letters.resend-edited", label: "send edited",
                help: "Send the message that was edited and not sent yet.", group: .change, risk: .mutating,
                scopes: letters,
                availability: { state in
                    state.repair.edited == nil ? .unavailable("No message was edited.") : isFree(state)
                }, message: .repair(.editedResendAsked)),
            Entry(
                [.character("M")], "dead-letters.resend-to", label: "move to", help: "Send to a queue that you name.",
                group: .change, scopes: letters, availability: hasHeld, message: .repair(.destinationBegan)),
            Entry(
                [.character("x")], "dead-letters.delete", label: "delete",
                help: "Delete the marked ones, else the cluster's, else this one; saved to a file first.",
                group: .change,
                footerPriority: 50, risk: .destructive, scopes: letters, availability: hasHeld,
                message: .repair(.deletionAsked)),
            Entry(
                [.character("u")], "dead-letters.resume", label: "go on",
                help: "Go on with a repair that was cut short.", group: .change, footerPriority: 65, risk: .mutating,
                scopes: letters,
                availability: { state in
                    if state.repair.unfinished.isEmpty { return .unavailable("Nothing was cut short.") }
                    return isFree(state)
                }, message: .repair(.resumeAsked)),
            Entry(
                [.character("X")], "dead-letters.stop", label: "stop",
                help: "Stop the repair after what is under way; the rest stays where it is.", group: .change,
                scopes: letters,
                availability: { $0.repair.isRunning ? .available : .unavailable("Nothing is being repaired.") },
                message: .repair(.stopAsked)),
        ]
    }

    private static func files(_ letters: Set<BindingScope>) -> [Entry] {
        [
            Entry(
                [.control("s")], "dead-letters.save", label: "save",
                help:
                    "Save the marked ones, else the cluster's, else this one, to a file; nothing is taken from the queue.",
                group: .look,
                scopes: letters, availability: hasHeld, message: .repair(.saveBegan)),
            Entry(
                [.character("I")], "dead-letters.restore", label: "restore",
                help: "Send the messages of a file back to the queues that they lay in.", group: .change,
                scopes: ListBindings.scopes, availability: isFree, message: .repair(.restoreBegan)),
            Entry(
                [.character("B")], "dead-letters.restore-all", label: "restore all",
                help: "Send the messages of the file that was read.", group: .change, risk: .mutating,
                scopes: ListBindings.scopes,
                availability: { state in
                    state.repair.restorable == nil ? .unavailable("No file was read.") : isFree(state)
                }, message: .repair(.restoreAsked)),
        ]
    }

    private static let prompts: [Entry] = [
        Entry(
            [Key(.enter)], "dead-letters.resend-to.send", label: "send", help: "Send to this queue.", group: .change,
            footerPriority: 110, risk: .mutating, scopes: [.resendPrompt], message: .repair(.resendToAsked)),
        Entry(
            [Key(.enter)], "dead-letters.save.write", label: "save", help: "Write the file.", group: .look,
            footerPriority: 110, scopes: [.savePrompt], message: .repair(.saveAsked)),
        Entry(
            [Key(.enter)], "dead-letters.restore.read", label: "read", help: "Read the file; nothing is sent yet.",
            group: .look, footerPriority: 110, scopes: [.restorePrompt], message: .repair(.restoreReadAsked)),
        Entry(
            [Key(.escape)], "dead-letters.prompt.leave", label: "back", help: "Do nothing.", group: .change,
            footerPriority: 90, scopes: [.resendPrompt, .savePrompt, .restorePrompt], message: .repair(.promptLeft)),
    ]

    private static let under: [Entry] = [
        Entry(
            [Key(.escape), .character("q"), Key(.enter)], "dead-letters.outcome.close", label: "back",
            help: "Go back to the messages.", group: .move, footerPriority: 100, scopes: [.repairOutcome],
            message: .repair(.outcomeClosed)),
        Entry(
            [.character("j"), Key(.down)], "dead-letters.outcome.down", label: "down", help: "Go a line down.",
            group: .move, footerPriority: 90, scopes: [.repairOutcome], message: .repair(.outcomeScrolled(1))),
        Entry(
            [.character("k"), Key(.up)], "dead-letters.outcome.up", label: "up", help: "Go a line up.", group: .move,
            scopes: [.repairOutcome], message: .repair(.outcomeScrolled(-1))),
    ]

    @Sendable private static func isFree(_ state: DeadLettersState) -> Availability {
        state.repair.isRunning ? .unavailable("A repair is under way; X stops it.") : .available
    }

    @Sendable private static func isEditable(_ state: DeadLettersState) -> Availability {
        state.subject == nil ? .unavailable("There is no one message here to edit.") : isFree(state)
    }

    @Sendable private static func hasHeld(_ state: DeadLettersState) -> Availability {
        if state.repair.isRunning { return isFree(state) }
        return state.hasRepairable
            ? .available : .unavailable("There is no message here that this console holds.")
    }
}
