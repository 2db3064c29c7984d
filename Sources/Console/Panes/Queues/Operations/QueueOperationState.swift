import OpsDomain
import TerminalCore

/// A change of a queue that is being made ready or carried out; it takes the pane.
package enum QueueOperationState: Sendable {
    case send(SendForm)
    case purge(PurgeForm)
    case redrive(Redrive)

    package var scope: BindingScope {
        switch self {
        case .send(let form): form.scope
        case .purge(let form): form.scope
        case .redrive(let redrive): redrive.settingsForm == nil ? .redrive : .redriveForm
        }
    }

    /// The queue that it is about.
    package var queue: String {
        switch self {
        case .send(let form): form.target.queue
        case .purge(let form): form.queue
        case .redrive(let redrive): redrive.queue
        }
    }

    /// What is shown beside the pane's title.
    package func summary(_ names: ResourceNames) -> String {
        let queue = names.short(queue)
        switch self {
        case .send(let form): return form.phase == .sending ? "\(queue) · sending" : "\(queue) · new message"
        case .purge(let form): return form.phase == .asking ? "\(queue) · purge, not begun" : "\(queue) · purging"
        case .redrive(let redrive): return "\(queue) · \(redrive.summary)"
        }
    }

    /// What leaving the program would lose or cut off; nil when there is nothing.
    package var stagedWork: String? {
        switch self {
        case .send(let form): form.isEdited ? "1 message written, not sent" : nil
        case .purge(let form): form.phase == .asking ? nil : "\(form.queue) is being purged"
        case .redrive(let redrive): redrive.canary.isSending ? "a canary is on its way" : nil
        }
    }
}

extension BindingScope {
    /// A message is written.
    package static let sending = BindingScope("sending", capturesText: true)
    /// The template of a message is chosen.
    package static let sendChoice = BindingScope("send-template")
    /// Asked whether a written message may go.
    package static let leavingMessage = BindingScope("leaving-message")
    /// The file is named that a queue is saved to before it is purged.
    package static let purge = BindingScope("purge", capturesText: true)
    package static let purging = BindingScope("purging")
    /// Dead letters go back where they came from.
    package static let redrive = BindingScope("redrive")
    package static let redriveForm = BindingScope("redrive-form", capturesText: true)
}
