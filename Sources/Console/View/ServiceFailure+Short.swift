import OpsDomain

extension ServiceFailure.Reason {
    /// The reason in a word or two, where there is no room for the sentence.
    package var inShort: String {
        switch self {
        case .throttled: "throttled"
        case .denied(let action): "denied \(action)"
        case .notFound(let what): "no \(what)"
        case .unreachable: "unreachable"
        case .timedOut: "timed out"
        case .expiredCredentials: "credentials expired"
        case .misconfigured: "not configured"
        case .conflict: "conflict"
        case .invalid: "refused"
        case .readOnly: "read-only"
        case .unexpected: "unexpected answer"
        }
    }
}
