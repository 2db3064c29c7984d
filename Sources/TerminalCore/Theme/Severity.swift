/// How bad something is; drawn with a scope and a sign, never by colour alone.
package enum Severity: Int, CaseIterable, Comparable, Hashable, Sendable {
    case debug, ok, info, warning, error

    package var scope: ThemeScope {
        switch self {
        case .debug: .severityDebug
        case .ok: .severityOK
        case .info: .severityInfo
        case .warning: .severityWarning
        case .error: .severityError
        }
    }

    package func symbol(in symbols: Symbols) -> String {
        switch self {
        case .debug: symbols.severityDebug
        case .ok: symbols.severityOK
        case .info: symbols.severityInfo
        case .warning: symbols.severityWarning
        case .error: symbols.severityError
        }
    }

    package static func < (left: Severity, right: Severity) -> Bool { left.rawValue < right.rawValue }
}
