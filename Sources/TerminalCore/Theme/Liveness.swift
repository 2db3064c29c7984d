/// In which state a thing is, as far as the eye needs to know.
package enum Liveness: CaseIterable, Hashable, Sendable {
    case good, bad, busy, idle

    package var scope: ThemeScope {
        switch self {
        case .good: .stateGood
        case .bad: .stateBad
        case .busy: .stateBusy
        case .idle: .stateIdle
        }
    }

    package func symbol(in symbols: Symbols) -> String {
        switch self {
        case .good: symbols.stateGood
        case .bad: symbols.stateBad
        case .busy: symbols.stateBusy
        case .idle: symbols.stateIdle
        }
    }
}
