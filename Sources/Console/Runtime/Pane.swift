import OpsDomain
import TerminalCore

/// One pane of the console: state, the facts that change it, and how it looks. All of it pure; what must be asked of
/// the world is answered with effects.
///
/// A conforming type is a value that holds what it needs to make effects (its service, its collection), never state.
package protocol Pane: Sendable {
    associatedtype State: Sendable
    associatedtype Message: Sendable

    var id: PaneID { get }
    /// In the frame, the tab strip and the palette.
    var title: String { get }
    var bindings: [Binding<State, Message>] { get }
    /// How much of its column's height the pane wants in the overview, beside the others' 5.
    var overviewWeight: Int { get }

    func initialState() -> State

    /// What to do when the pane comes into view, or goes out of it (effects of a hidden pane are cancelled first).
    func appeared(_ state: inout State, _ context: UpdateContext) -> [Effect<Message>]

    /// The pane has gone out of view and its effects are cancelled: what they held is no more.
    func disappeared(_ state: inout State)

    /// What to do when the pane gains or loses the focus while it is in view; asked after `appeared`, and with false
    /// before it goes out of view.
    func focusChanged(_ state: inout State, isFocused: Bool, _ context: UpdateContext) -> [Effect<Message>]

    func update(_ state: inout State, _ message: Message, _ context: UpdateContext) -> [Effect<Message>]

    /// Draws the pane's inside; the frame around it, with title and status, is the console's.
    func view(_ state: State, into frame: inout Frame, _ area: Rect, _ context: ViewContext)

    /// What stands in the pane's frame beside its title: counts, age, staleness, failure.
    func status(_ state: State, _ context: ViewContext) -> PaneStatus

    /// Which of the bindings' scopes is in force.
    func scope(_ state: State) -> BindingScope

    /// The message for typed or pasted text; asked only in a scope that captures text.
    func message(forText event: InputEvent, _ state: State) -> Message?

    /// The message for a click or a wheel turn, the place counted from the area's top left.
    func message(forMouse event: MouseEvent, _ state: State, area: Size) -> Message?

    /// What to ask before a message of a binding that is not safe is delivered; nil asks in general words.
    func confirmation(for message: Message, _ state: State, _ context: UpdateContext) -> Confirmation?
    /// What the pane does about a record that was written elsewhere in the console; nil is one that is gone.
    func message(forWritten key: RecordKey, _ record: Record?) -> Message?

    /// The message that looks for a text in the pane, when another pane shows it (`ConsoleRequest.show`).
    func message(forFind text: String, _ state: State) -> Message?

    /// The message that goes to one line of the logs (`ConsoleRequest.showLine`).
    func message(forLine place: LogPlace, _ state: State) -> Message?

    /// What leaving the program would lose or must give back, in a few words: `1 user edited, not saved`,
    /// `38 messages leased`. Nil when there is nothing; otherwise quitting asks first.
    func stagedWork(_ state: State) -> String?
}

extension Pane {
    package var overviewWeight: Int { 5 }
    package func focusChanged(_ state: inout State, isFocused: Bool, _ context: UpdateContext) -> [Effect<Message>] {
        []
    }
    package func disappeared(_ state: inout State) {}
    package func message(forText event: InputEvent, _ state: State) -> Message? { nil }
    package func message(forMouse event: MouseEvent, _ state: State, area: Size) -> Message? { nil }
    package func confirmation(for message: Message, _ state: State, _ context: UpdateContext) -> Confirmation? { nil }
    package func message(forWritten key: RecordKey, _ record: Record?) -> Message? { nil }
    package func message(forFind text: String, _ state: State) -> Message? { nil }
    package func message(forLine place: LogPlace, _ state: State) -> Message? { nil }
    package func stagedWork(_ state: State) -> String? { nil }
}

/// A pane's name in commands (`:users`) and in tags of messages.
package struct PaneID: Hashable, Sendable {
    package let name: String

    package init(_ name: String) {
        self.name = name
    }
}

/// What `update` may know of the world, as values.
package struct UpdateContext: Sendable {
    package let now: Timestamp
    /// The inside of the pane, for paging keys.
    package let area: Size
    package let isReadOnly: Bool
    package let place: ConsolePlace

    package init(now: Timestamp, area: Size, isReadOnly: Bool, place: ConsolePlace) {
        self.now = now
        self.area = area
        self.isReadOnly = isReadOnly
        self.place = place
    }
}

/// What `view` may know besides the state.
package struct ViewContext: Sendable {
    package let now: Timestamp
    package let theme: Theme
    package let symbols: Symbols
    package let isFocused: Bool
    package let timestamps: TimestampMode
    /// Seconds east of UTC, for local times.
    package let utcOffset: Int

    package init(
        now: Timestamp, theme: Theme, symbols: Symbols, isFocused: Bool, timestamps: TimestampMode, utcOffset: Int
    ) {
        self.now = now
        self.theme = theme
        self.symbols = symbols
        self.isFocused = isFocused
        self.timestamps = timestamps
        self.utcOffset = utcOffset
    }
}

/// How moments are written; `t` goes round.
package enum TimestampMode: Hashable, Sendable, CaseIterable {
    case relative, local, utc
}

/// Where the console works: what every confirmation names.
package struct ConsolePlace: Hashable, Sendable {
    package let environment: String
    package let region: String
    package let isProduction: Bool
    /// Nil until STS has answered.
    package var identity: CallerIdentity?

    package init(environment: String, region: String, isProduction: Bool, identity: CallerIdentity? = nil) {
        self.environment = environment
        self.region = region
        self.isProduction = isProduction
        self.identity = identity
    }
}

/// What a pane's frame tells at a glance.
package struct PaneStatus: Hashable, Sendable {
    /// `1,204 of ~2,000`.
    package var summary: String
    /// A request is under way.
    package var isBusy: Bool
    /// When what is shown was asked for; shown as its age once it is stale.
    package var asOf: Timestamp?
    package var failure: ServiceFailure?
    /// What could not be asked besides, while what is shown is as new as it should be.
    package var concern: ServiceFailure?

    package init(
        summary: String, isBusy: Bool = false, asOf: Timestamp? = nil, failure: ServiceFailure? = nil,
        concern: ServiceFailure? = nil
    ) {
        self.concern = concern
        self.summary = summary
        self.isBusy = isBusy
        self.asOf = asOf
        self.failure = failure
    }
}

/// A question before something is written: what exactly will happen, and where the console says it will.
package struct Confirmation: Sendable {
    /// `Change 2 fields of user 7f3a…`.
    package let title: String
    /// What is written to, or what will be lost.
    package let details: [StyledText]
    /// The diff.
    package let changes: [ConfirmedChange]
    /// The verb on the button: `Save`.
    package let action: String
    /// When set, the person must type this to go on.
    package let typedName: String?

    package init(
        title: String, details: [StyledText], changes: [ConfirmedChange] = [], action: String, typedName: String? = nil
    ) {
        self.title = title
        self.details = details
        self.changes = changes
        self.action = action
        self.typedName = typedName
    }
}

/// A line of a diff: signs tell old from new where there are no colours.
package enum ConfirmedChange: Hashable, Sendable {
    case removed(String)
    case added(String)

    package var text: String {
        switch self {
        case .removed(let text): "- " + text
        case .added(let text): "+ " + text
        }
    }

    package var scope: ThemeScope {
        switch self {
        case .removed: .diffRemoved
        case .added: .diffAdded
        }
    }
}
