import OpsDomain
import TerminalCore

/// The commands that change queues.
enum QueueOperationBindings {
    typealias Entry = Binding<QueuesState, QueuesMessage>

    private static let rows = ListBindings.scopes.union([.detail])

    static var all: [Entry] { begin + send + sendMotions + purge + redrive + settings }

    private static let begin: [Entry] = [
        Entry(
            [.character("m")], "queues.send", label: "send", help: "Write a message, and send it after asking.",
            group: .change, footerPriority: 62, scopes: rows, availability: mayChange, message: .operation(.sendBegan)),
        Entry(
            [.character("R")], "queues.redrive", label: "redrive",
            help: "Move dead letters back to where they came from: a canary first, then all of them.", group: .change,
            footerPriority: 60, scopes: rows, availability: hasSubject, message: .operation(.redriveBegan)),
        Entry(
            [.character("p")], "queues.purge", label: "purge",
            help: "Empty the queue, once its messages are saved and its name is typed.", group: .change,
            footerPriority: 40, scopes: rows, availability: mayChange, message: .operation(.purgeBegan)),
    ]

    private static let send: [Entry] = [
        Entry(
            [.control("s")], "queues.send.confirm", label: "send", help: "Send the message, after asking.",
            group: .change, footerPriority: 110, risk: .mutating, scopes: [.sending, .sendChoice],
            availability: { state in
                guard case .send(let form) = state.operation else { return .unavailable("No message is written.") }
                if form.phase == .sending { return .unavailable("Sending already.") }
                return form.problem.map { .unavailable($0) } ?? .available
            }, message: .operation(.sendAsked)),
        Entry(
            [.control("o")], "queues.send.editor", label: "edit body", help: "Edit the body in $VISUAL or $EDITOR.",
            group: .change, footerPriority: 100, scopes: [.sending, .sendChoice],
            message: .operation(.bodyEditorAsked)),
        Entry(
            [.character("v")], "queues.send.body", label: "edit body", help: "Edit the body in $VISUAL or $EDITOR.",
            group: .change, scopes: [.sendChoice], message: .operation(.bodyEditorAsked)),
        Entry(
            [Key(.right), .character("l"), .character(" ")], "queues.send.template.next", label: "other template",
            help: "Choose the next template; what was changed in this one is kept.", group: .change,
            footerPriority: 105, scopes: [.sendChoice], message: .operation(.templateMoved(1))),
        Entry(
            [Key(.left), .character("h")], "queues.send.template.previous", label: "template before",
            help: "Choose the template before.", group: .change, scopes: [.sendChoice],
            message: .operation(.templateMoved(-1))),
        Entry(
            [Key(.escape)], "queues.send.leave", label: "cancel",
            help: "Leave the message; asks before it is let go.", group: .change, footerPriority: 90,
            scopes: [.sending, .sendChoice], message: .operation(.sendLeft)),
        Entry(
            [.character("y"), Key(.enter)], "queues.send.discard", label: "discard", help: "Let the message go.",
            group: .change, footerPriority: 90, scopes: [.leavingMessage], message: .operation(.sendDiscarded)),
        Entry(
            [.character("n"), Key(.escape)], "queues.send.keep", label: "keep it", help: "Go on with the message.",
            group: .change, footerPriority: 95, scopes: [.leavingMessage], message: .operation(.sendKept)),
    ]

    private static let sendMotions: [Entry] = [
        Entry(
            [Key(.tab), Key(.down), Key(.enter)], "queues.send.next", label: "next field",
            help: "Go to the next field.", group: .move, footerPriority: 80, scopes: [.sending, .sendChoice],
            message: .operation(.sendFieldMoved(forwards: true))),
        Entry(
            [Key(.tab, .shift), Key(.up)], "queues.send.previous", label: "field before",
            help: "Go to the field before.", group: .move, scopes: [.sending, .sendChoice],
            message: .operation(.sendFieldMoved(forwards: false))),
    ]

    private static let purge: [Entry] = [
        Entry(
            [Key(.enter), .control("s")], "queues.purge.confirm", label: "purge",
            help: "Empty the queue, once its name is typed.", group: .change, footerPriority: 110, risk: .destructive,
            scopes: [.purge],
            availability: { state in
                guard case .purge(let form) = state.operation else { return .unavailable("No purge is begun.") }
                return form.saves && form.path.isEmpty
                    ? .unavailable("Name a file to save to, or ^T to save nothing.") : .available
            }, message: .operation(.purgeAsked)),
        Entry(
            [.control("t")], "queues.purge.saving", label: "save or not",
            help: "Save what can be received to a file first, or do not.", group: .change, footerPriority: 100,
            scopes: [.purge], message: .operation(.purgeSavingToggled)),
        Entry(
            [Key(.escape)], "queues.purge.leave", label: "cancel", help: "Purge nothing.", group: .change,
            footerPriority: 105, scopes: [.purge], message: .operation(.purgeLeft)),
    ]

    private static let redrive: [Entry] = [
        Entry(
            [.character("c")], "queues.redrive.canary", label: "canary",
            help: "Send some messages back first, and watch whether they fail again.", group: .change,
            footerPriority: 110, risk: .mutating, scopes: [.redrive], availability: mayMove,
            message: .operation(.canaryAsked)),
        Entry(
            [.character("m")], "queues.redrive.move", label: "move all",
            help: "Move all messages back, by SQS's own task.", group: .change, footerPriority: 108, risk: .mutating,
            scopes: [.redrive], availability: mayMove, message: .operation(.moveAsked)),
        Entry(
            [.character("X")], "queues.redrive.cancel", label: "cancel task",
            help: "Cancel the running redrive; what it moved stays moved.", group: .change, footerPriority: 106,
            risk: .mutating, scopes: [.redrive],
            availability: { state in
                guard case .redrive(let redrive) = state.operation, redrive.active?.handle != nil else {
                    return .unavailable("No redrive is running.")
                }
                return redrive.isCancelling ? .unavailable("It is being cancelled.") : .available
            }, message: .operation(.moveCancelAsked)),
        Entry(
            [.character("e")], "queues.redrive.settings", label: "settings",
            help: "Change the rate, the destination, and the canary's size and time.", group: .change,
            footerPriority: 100, scopes: [.redrive], message: .operation(.settingsBegan)),
        Entry(
            [.control("r")], "queues.redrive.refresh", label: "refresh", help: "Ask for the redrives now.",
            group: .look, scopes: [.redrive], message: .operation(.movesDue)),
        Entry(
            [Key(.escape), .character("q")], "queues.redrive.leave", label: "back",
            help: "Go back to the queues; a running redrive goes on.", group: .move, footerPriority: 95,
            scopes: [.redrive], message: .operation(.redriveLeft)),
        Entry(
            [.character("j"), Key(.down)], "queues.redrive.down", label: "down", help: "Go to older redrives.",
            group: .move, scopes: [.redrive], message: .operation(.redriveScrolled(1))),
        Entry(
            [.character("k"), Key(.up)], "queues.redrive.up", label: "up", help: "Go to newer redrives.",
            group: .move, scopes: [.redrive], message: .operation(.redriveScrolled(-1))),
    ]

    private static let settings: [Entry] = [
        Entry(
            [Key(.enter), .control("s")], "queues.redrive.settings.keep", label: "keep",
            help: "Keep the settings; nothing is moved yet.", group: .change, footerPriority: 100,
            scopes: [.redriveForm], message: .operation(.settingsKept)),
        Entry(
            [Key(.escape)], "queues.redrive.settings.leave", label: "cancel", help: "Leave the settings as they were.",
            group: .change, footerPriority: 95, scopes: [.redriveForm], message: .operation(.settingsLeft)),
        Entry(
            [Key(.tab), Key(.down)], "queues.redrive.settings.next", label: "next field",
            help: "Go to the next field.", group: .move, footerPriority: 80, scopes: [.redriveForm],
            message: .operation(.settingsFieldMoved(forwards: true))),
        Entry(
            [Key(.tab, .shift), Key(.up)], "queues.redrive.settings.previous", label: "field before",
            help: "Go to the field before.", group: .move, scopes: [.redriveForm],
            message: .operation(.settingsFieldMoved(forwards: false))),
    ]

    @Sendable private static func hasSubject(_ state: QueuesState) -> Availability {
        state.subject == nil ? .unavailable("There is no queue here.") : .available
    }

    @Sendable private static func mayChange(_ state: QueuesState) -> Availability {
        state.isReadOnly ? .unavailable(CommandGate.readOnlyReason) : hasSubject(state)
    }

    @Sendable private static func mayMove(_ state: QueuesState) -> Availability {
        guard case .redrive(let redrive) = state.operation else { return .unavailable("No redrive is open.") }
        return redrive.hindrance.map { .unavailable($0) } ?? .available
    }
}
