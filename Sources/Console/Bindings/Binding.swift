import TerminalCore

/// One command of a pane or of the console, declared once: dispatch, footer, help, palette and the manual derive from
/// it.
package struct Binding<State: Sendable, Message: Sendable>: Sendable {
    package let chords: [Key]
    /// `users.edit`: stable, what a config file rebinds and the palette runs.
    package let command: String
    /// One or two words for the footer.
    package let label: String
    /// A sentence for help and manual.
    package let help: String
    package let group: BindingGroup
    /// The larger, the sooner in the footer; nil never.
    package let footerPriority: Int?
    package let risk: Risk
    package let scopes: Set<BindingScope>
    package let availability: @Sendable (State) -> Availability
    package let message: Message
    /// Delivered when somebody asked for the command and it cannot run now: shows what is in the way.
    package let refusal: Message?

    package init(
        _ chords: [Key], _ command: String, label: String, help: String, group: BindingGroup,
        footerPriority: Int? = nil, risk: Risk = .safe, scopes: Set<BindingScope>,
        availability: @escaping @Sendable (State) -> Availability = { _ in .available }, message: Message,
        refusal: Message? = nil
    ) {
        self.chords = chords
        self.command = command
        self.label = label
        self.help = help
        self.group = group
        self.footerPriority = footerPriority
        self.risk = risk
        self.scopes = scopes
        self.availability = availability
        self.message = message
        self.refusal = refusal
    }
}

/// Part of a pane in which its own keys hold.
package struct BindingScope: Hashable, Sendable {
    package let name: String
    /// Printable keys and pastes are text here, not commands.
    package let capturesText: Bool

    package init(_ name: String, capturesText: Bool = false) {
        self.name = name
        self.capturesText = capturesText
    }

    package static let list = BindingScope("list")
    package static let detail = BindingScope("detail")
    package static let filter = BindingScope("filter", capturesText: true)
    package static let form = BindingScope("form", capturesText: true)
}

/// The headings of the help.
package enum BindingGroup: String, Hashable, Sendable, CaseIterable {
    case move = "Move"
    case look = "Look"
    case find = "Find"
    case change = "Change"
    case panes = "Panes"
    case program = "Program"
}

/// What a command can do to the back end. Confirmation, read-only mode and the audit derive from it.
package enum Risk: Hashable, Sendable {
    case safe, mutating, destructive
}

package enum Availability: Hashable, Sendable {
    case available
    /// Not now, and why, as a sentence for the person who pressed the key.
    case unavailable(String)
}
