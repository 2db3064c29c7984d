import OpsDomain
import TerminalCore

/// What the dead-letter pane knows of repairs: what is being asked, what is under way, and how the last one ended.
package struct LetterRepair: Sendable {
    /// A line in which something is typed first.
    package enum Prompt: Hashable, Sendable {
        /// The queue to send to instead of each message's own.
        case destination(TextField)
        /// The file that messages are saved to.
        case saving(TextField)
        /// The file that they are restored from.
        case restoring(TextField)

        package var field: TextField {
            get {
                switch self {
                case .destination(let field), .saving(let field), .restoring(let field): field
                }
            }
            set {
                switch self {
                case .destination: self = .destination(newValue)
                case .saving: self = .saving(newValue)
                case .restoring: self = .restoring(newValue)
                }
            }
        }

        var label: String {
            switch self {
            case .destination: "Send to queue: "
            case .saving: "Save to: "
            case .restoring: "Restore from: "
            }
        }

        var scope: BindingScope {
            switch self {
            case .destination: .resendPrompt
            case .saving: .savePrompt
            case .restoring: .restorePrompt
            }
        }
    }

    /// A body that was changed in an editor and has not been sent.
    package struct Edited: Hashable, Sendable {
        package let messageID: String
        package let body: String
        /// The file that keeps it.
        package let path: String
    }

    package var prompt: Prompt?
    package var edited: Edited?
    /// Read out of a file, waiting for the word to begin.
    package var restorable: (path: String, messages: [SavedMessage])?
    package var running: RepairLedger?
    /// A repair was asked to begin and has told nothing yet.
    package var isBeginning = false
    package var isStopping = false
    package var outcome: UndoneList?
    /// Cut short earlier, the oldest first.
    package var unfinished: [RepairLedger] = []

    package init() {}

    package var isRunning: Bool { running != nil || isBeginning }

    package var scope: BindingScope? {
        if let prompt { return prompt.scope }
        return outcome == nil ? nil : .repairOutcome
    }

    /// What leaving the program would lose.
    package var stagedWork: String? {
        if let running { return "\(running.summary), going on" }
        return edited == nil ? nil : "1 message edited, not sent"
    }
}

extension UndoneList {
    /// Nil when all was done as it was meant.
    package init?(_ ledger: RepairLedger) {
        self.init(
            summary: ledger.summary, advice: "What was not sent is where it was. Esc goes back to the messages.",
            lines: ledger.troubles.map { number, sentence in
                Line(name: ledger.repair.items[number].message.messageID, sentence: sentence)
            })
    }
}

extension BindingScope {
    /// The queue that messages are sent to is typed.
    package static let resendPrompt = BindingScope("resend-to", capturesText: true)
    /// The file that messages are saved to is typed.
    package static let savePrompt = BindingScope("save-messages", capturesText: true)
    /// The file that messages are restored from is typed.
    package static let restorePrompt = BindingScope("restore-messages", capturesText: true)
    /// What a repair did not do.
    package static let repairOutcome = BindingScope("repair-outcome")
}
