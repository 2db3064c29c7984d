import Console
import OpsDomain
import TerminalCore

/// Drives one pane's pure part: messages in, state and effects out. No effect runs.
struct PaneDriver<P: Pane> {
    let pane: P
    var state: P.State
    var context: UpdateContext

    init(_ pane: P, area: Size = Size(rows: 11, columns: 100), isReadOnly: Bool = false) {
        self.pane = pane
        state = pane.initialState()
        context = UpdateContext(
            now: World.now, area: area, isReadOnly: isReadOnly,
            place: ConsolePlace(environment: "development", region: "eu-central-1", isProduction: false))
    }

    @discardableResult
    mutating func appear() -> EffectList<P.Message> {
        EffectList(pane.appeared(&state, context))
    }

    @discardableResult
    mutating func send(_ message: P.Message) -> EffectList<P.Message> {
        EffectList(pane.update(&state, message, context))
    }

    /// What a chord would do now, and whether it may.
    func availability(of command: String) -> Availability? {
        pane.bindings.first { $0.command == command }?.availability(state)
    }

    func lines(isFocused: Bool = true) -> [String] {
        var frame = Frame(size: context.area)
        pane.view(state, into: &frame, Rect(context.area), World.view(isFocused: isFocused, now: context.now))
        return frame.lines
    }

    var status: PaneStatus { pane.status(state, World.view(isFocused: true, now: context.now)) }
}

/// Effects as a test asks about them.
struct EffectList<Message: Sendable> {
    let effects: [Effect<Message>]

    init(_ effects: [Effect<Message>]) {
        self.effects = effects
    }

    var started: [String] {
        effects.compactMap { if case .run(let id, _, _) = $0.kind { id } else { nil } }
    }

    var cancelled: [String] {
        effects.compactMap { if case .cancel(let id) = $0.kind { id } else { nil } }
    }

    var requests: [ConsoleRequest] {
        effects.compactMap { if case .console(let request) = $0.kind { request } else { nil } }
    }

    var notices: [String] {
        requests.compactMap { if case .notice(let text, _) = $0 { text } else { nil } }
    }
}
