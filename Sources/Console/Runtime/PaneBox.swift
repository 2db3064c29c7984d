import OpsDomain
import TerminalCore

/// A pane with its state, their types hidden, so that one array holds all panes.
package struct PaneBox: Sendable {
    package let id: PaneID
    package let title: String
    /// `Pane.overviewWeight`
    package let weight: Int
    /// The pane's bindings with the person's own chords, in the table's order.
    package let commands: [CommandFacts]
    fileprivate var slot: any PaneSlot

    package init(_ pane: some Pane, keyOverrides: [String: [Key]] = [:]) {
        id = pane.id
        title = pane.title
        weight = pane.overviewWeight
        slot = TypedPaneSlot(pane)
        commands = pane.bindings.map { $0.facts.rebound(by: keyOverrides) }
    }

    /// The pane's state, for who knows its type: tests and the headless twin. Nil when the pane is another.
    package func state<P: Pane>(of pane: P.Type) -> P.State? { slot.anyState as? P.State }

    package var scope: BindingScope { slot.scope }
    package var stagedWork: String? { slot.stagedWork }

    package func status(_ context: ViewContext) -> PaneStatus { slot.status(context) }

    package func view(into frame: inout Frame, _ area: Rect, _ context: ViewContext) {
        slot.view(into: &frame, area, context)
    }

    /// Of the command at an index, by the pane's own lights: read-only mode is the console's affair.
    package func availability(of index: Int) -> Availability { slot.availability(of: index) }

    package func confirmation(of index: Int, _ context: UpdateContext) -> Confirmation? {
        slot.confirmation(of: index, context)
    }

    package mutating func appeared(_ context: UpdateContext) -> [Effect<PaneMessage>] { slot.appeared(context) }

    package mutating func disappeared() { slot.disappeared() }

    package mutating func focusChanged(isFocused: Bool, _ context: UpdateContext) -> [Effect<PaneMessage>] {
        slot.focusChanged(isFocused: isFocused, context)
    }

    /// Delivers the message of the command at an index.
    package mutating func run(_ index: Int, _ context: UpdateContext) -> [Effect<PaneMessage>] {
        slot.run(index, context)
    }

    /// Shows what is in the way of the command at an index.
    package mutating func refuse(_ index: Int, _ context: UpdateContext) -> [Effect<PaneMessage>] {
        slot.refuse(index, context)
    }

    /// Delivers a message that came back from an effect.
    package mutating func deliver(_ message: PaneMessage, _ context: UpdateContext) -> [Effect<PaneMessage>] {
        slot.deliver(message.payload, context)
    }

    /// Nil when the pane has no use for the text.
    package mutating func type(_ event: InputEvent, _ context: UpdateContext) -> [Effect<PaneMessage>]? {
        slot.type(event, context)
    }

    /// Nil when the pane has no use for the event.
    package mutating func point(_ event: MouseEvent, _ context: UpdateContext) -> [Effect<PaneMessage>]? {
        slot.point(event, context)
    }

    /// Nil when the pane cannot look for a text.
    package mutating func find(_ text: String, _ context: UpdateContext) -> [Effect<PaneMessage>]? {
        slot.find(text, context)
    }

    /// Nil when the pane shows no log lines.
    package mutating func find(_ place: LogPlace, _ context: UpdateContext) -> [Effect<PaneMessage>]? {
        slot.find(place, context)
    }
}

extension PaneBox {
    /// Tells the pane of a record that was written elsewhere; nil is one that is gone.
    package mutating func written(
        _ key: RecordKey, _ record: Record?, _ context: UpdateContext
    ) -> [Effect<PaneMessage>] {
        slot.written(key, record, context)
    }
}

private protocol PaneSlot: Sendable {
    var anyState: any Sendable { get }
    var scope: BindingScope { get }
    var stagedWork: String? { get }
    func status(_ context: ViewContext) -> PaneStatus
    func view(into frame: inout Frame, _ area: Rect, _ context: ViewContext)
    func availability(of index: Int) -> Availability
    func confirmation(of index: Int, _ context: UpdateContext) -> Confirmation?
    mutating func appeared(_ context: UpdateContext) -> [Effect<PaneMessage>]
    mutating func disappeared()
    mutating func focusChanged(isFocused: Bool, _ context: UpdateContext) -> [Effect<PaneMessage>]
    mutating func run(_ index: Int, _ context: UpdateContext) -> [Effect<PaneMessage>]
    mutating func refuse(_ index: Int, _ context: UpdateContext) -> [Effect<PaneMessage>]
    mutating func deliver(_ payload: any Sendable, _ context: UpdateContext) -> [Effect<PaneMessage>]
    mutating func type(_ event: InputEvent, _ context: UpdateContext) -> [Effect<PaneMessage>]?
    mutating func point(_ event: MouseEvent, _ context: UpdateContext) -> [Effect<PaneMessage>]?
    mutating func find(_ text: String, _ context: UpdateContext) -> [Effect<PaneMessage>]?
    mutating func find(_ place: LogPlace, _ context: UpdateContext) -> [Effect<PaneMessage>]?
    mutating func written(_ key: RecordKey, _ record: Record?, _ context: UpdateContext) -> [Effect<PaneMessage>]
}

private struct TypedPaneSlot<P: Pane>: PaneSlot {
    private let pane: P
    private let bindings: [Binding<P.State, P.Message>]
    private var state: P.State

    init(_ pane: P) {
        self.pane = pane
        bindings = pane.bindings
        state = pane.initialState()
    }

    var anyState: any Sendable { state }
    var scope: BindingScope { pane.scope(state) }
    var stagedWork: String? { pane.stagedWork(state) }

    func status(_ context: ViewContext) -> PaneStatus { pane.status(state, context) }

    func view(into frame: inout Frame, _ area: Rect, _ context: ViewContext) {
        pane.view(state, into: &frame, area, context)
    }

    func availability(of index: Int) -> Availability { bindings[index].availability(state) }

    func confirmation(of index: Int, _ context: UpdateContext) -> Confirmation? {
        pane.confirmation(for: bindings[index].message, state, context)
    }

    mutating func appeared(_ context: UpdateContext) -> [Effect<PaneMessage>] {
        pane.appeared(&state, context).map(hidden)
    }

    mutating func disappeared() { pane.disappeared(&state) }

    mutating func focusChanged(isFocused: Bool, _ context: UpdateContext) -> [Effect<PaneMessage>] {
        pane.focusChanged(&state, isFocused: isFocused, context).map(hidden)
    }

    mutating func run(_ index: Int, _ context: UpdateContext) -> [Effect<PaneMessage>] {
        update(bindings[index].message, context)
    }

    mutating func refuse(_ index: Int, _ context: UpdateContext) -> [Effect<PaneMessage>] {
        bindings[index].refusal.map { update($0, context) } ?? []
    }

    mutating func deliver(_ payload: any Sendable, _ context: UpdateContext) -> [Effect<PaneMessage>] {
        // The one cast of a message. It cannot fail, since `hidden` alone makes payloads, and tags them with the pane.
        guard let message = payload as? P.Message else {
            preconditionFailure("A message of \(Swift.type(of: payload)) came to the pane \(pane.id.name)")
        }
        return update(message, context)
    }

    mutating func type(_ event: InputEvent, _ context: UpdateContext) -> [Effect<PaneMessage>]? {
        pane.message(forText: event, state).map { update($0, context) }
    }

    mutating func point(_ event: MouseEvent, _ context: UpdateContext) -> [Effect<PaneMessage>]? {
        pane.message(forMouse: event, state, area: context.area).map { update($0, context) }
    }

    mutating func find(_ text: String, _ context: UpdateContext) -> [Effect<PaneMessage>]? {
        pane.message(forFind: text, state).map { update($0, context) }
    }

    mutating func find(_ place: LogPlace, _ context: UpdateContext) -> [Effect<PaneMessage>]? {
        pane.message(forLine: place, state).map { update($0, context) }
    }

    mutating func written(_ key: RecordKey, _ record: Record?, _ context: UpdateContext) -> [Effect<PaneMessage>] {
        pane.message(forWritten: key, record).map { update($0, context) } ?? []
    }

    private mutating func update(_ message: P.Message, _ context: UpdateContext) -> [Effect<PaneMessage>] {
        pane.update(&state, message, context).map(hidden)
    }

    private func hidden(_ effect: Effect<P.Message>) -> Effect<PaneMessage> {
        let id = pane.id
        return effect.map { PaneMessage(pane: id, payload: $0) }
    }
}
