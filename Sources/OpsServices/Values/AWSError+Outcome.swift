import AWSClient

extension AWSError {
    /// Whether the request may be on its way still.
    var mayStillArrive: Bool {
        kind == .timedOut || code == "ConnectionLost"
    }

    /// Whether the service may have done what was asked although the answer says nothing of it.
    var mayHaveBeenDone: Bool {
        switch kind {
        case .timedOut, .malformedResponse: true
        case .unreachable: code == "ConnectionLost"
        case .service: (status ?? 0) >= 500
        case .credentials, .configuration: false
        }
    }
}
