import OpsDomain
import TerminalCore

/// A question before something is written, or before leaving: what exactly, and where.
package struct QuestionOverlay: Sendable {
    package enum Purpose: Hashable, Sendable {
        /// With the moment of asking: what is written bears the time that the person read and agreed to.
        case command(CommandReference, askedAt: Timestamp)
        case quit
        /// A write is taken back.
        case undo(JournalEntry)
        /// Nothing is asked: something is told in full.
        case telling
    }

    package let purpose: Purpose
    package let title: String
    package let details: [StyledText]
    package let changes: [ConfirmedChange]
    /// The verb: `Save`.
    package let action: String
    /// When set, the person must type this to go on.
    package let typedName: String?
    package let isDanger: Bool
    /// Where it will happen, as sentences: environment, account, region, who.
    package let place: [String]
    package var field = TextField()
    /// Lines scrolled out at the top.
    package var scroll = 0
    /// What is wrong with what was typed.
    package var error: String?

    package init(
        purpose: Purpose, title: String, details: [StyledText], changes: [ConfirmedChange] = [], action: String,
        typedName: String?, isDanger: Bool, place: [String]
    ) {
        self.purpose = purpose
        self.title = title
        self.details = details
        self.changes = changes
        self.action = action
        self.typedName = typedName
        self.isDanger = isDanger
        self.place = place
    }

    /// The question for a command that is not safe. Production asks for more: whatever is written there wants the
    /// environment's name typed, when the pane names nothing else.
    package init(
        for reference: CommandReference, _ facts: CommandFacts, confirmation: Confirmation?, at place: ConsolePlace,
        askedAt: Timestamp
    ) {
        let isDestructive = facts.risk == .destructive
        let confirmation =
            confirmation
            ?? Confirmation(
                title: "\(facts.label.prefix(1).uppercased())\(facts.label.dropFirst())?",
                details: [StyledText(facts.help)], action: facts.label)
        self.init(
            purpose: .command(reference, askedAt: askedAt), title: confirmation.title, details: confirmation.details,
            changes: confirmation.changes, action: confirmation.action,
            typedName: confirmation.typedName ?? (place.isProduction ? place.environment : nil),
            isDanger: isDestructive || place.isProduction, place: Self.sentences(for: place))
    }

    /// The question before a write is taken back: what will be as it was.
    package init(undoing entry: JournalEntry, at place: ConsolePlace, now: Timestamp) {
        let inverse = entry.write.inverse
        let verb =
            switch inverse.kind {
            case .create: "Bring back"
            case .update: "Change back"
            case .delete: "Delete again"
            }
        let age = "Written \(RelativeAge.text(seconds: max(0, now.seconds(since: entry.at)))) ago"
        let who = entry.place.who.map { " by \($0.split(separator: "/").last.map(String.init) ?? $0)" } ?? ""
        self.init(
            purpose: .undo(entry), title: "\(verb) \(entry.write.key.text)?",
            details: [StyledText(entry.table), StyledText("\(age)\(who); only if nobody changed it since.")],
            changes: SaveConfirmation.changes(inverse.delta), action: verb,
            typedName: place.isProduction ? place.environment : nil,
            isDanger: inverse.kind == .delete || place.isProduction, place: Self.sentences(for: place))
    }

    /// The question before leaving, with what would be lost or given back.
    package init(quitting concerns: [String]) {
        self.init(
            purpose: .quit, title: "Quit?", details: concerns.map { StyledText($0) }, action: "quit", typedName: nil,
            isDanger: false, place: [])
    }

    /// What is wrong now, each with the request that AWS's support would ask for.
    package init(telling problems: [(title: String, failure: ServiceFailure)]) {
        let details = problems.flatMap { problem -> [StyledText] in
            let request = problem.failure.requestID.map { [StyledText("  Request \($0)")] } ?? []
            let title = StyledText(problem.title, style: Style(attributes: .bold))
            return [title, StyledText("  \(problem.failure.sentence)")] + request + [""]
        }
        self.init(
            purpose: .telling, title: "What is wrong now", details: Array(details.dropLast()), action: "close",
            typedName: nil, isDanger: false, place: [])
    }

    /// Whether the same would be asked now: the data may have moved on behind the question.
    package func asksTheSame(as other: QuestionOverlay) -> Bool {
        title == other.title && details.map(\.text) == other.details.map(\.text) && changes == other.changes
            && action == other.action
            && typedName == other.typedName
    }

    private static func sentences(for place: ConsolePlace) -> [String] {
        let name = place.isProduction ? "PRODUCTION (\(place.environment))" : place.environment
        let identity = place.identity.map { "account \($0.account), as \($0.name)" } ?? "account not known yet"
        return ["In \(name), \(place.region)", identity]
    }
}
