/// Remote data as a pane holds it. The old value stays through a refresh and through a failure, so that what was on
/// screen stays there, marked stale.
package enum Loadable<Value: Sendable>: Sendable {
    case idle
    /// `after` is what the last attempt failed with: what is on screen is stale until this one has gone well.
    case loading(previous: Loaded<Value>?, after: ServiceFailure? = nil)
    case loaded(Loaded<Value>)
    case failed(ServiceFailure, previous: Loaded<Value>?)

    /// The newest value there is, fresh or stale.
    package var latest: Loaded<Value>? {
        switch self {
        case .idle: nil
        case .loading(let previous, _): previous
        case .loaded(let loaded): loaded
        case .failed(_, let previous): previous
        }
    }

    package var failure: ServiceFailure? {
        switch self {
        case .failed(let failure, _): failure
        case .loading(_, let failure): failure
        case .idle, .loaded: nil
        }
    }

    package var isLoading: Bool {
        if case .loading = self { true } else { false }
    }

    /// Asking (again): the value at hand stays.
    package mutating func begin() {
        self = .loading(previous: latest, after: failure)
    }

    package mutating func succeed(_ value: Value, at moment: Timestamp) {
        self = .loaded(Loaded(value: value, at: moment))
    }

    package mutating func fail(_ failure: ServiceFailure) {
        self = .failed(failure, previous: latest)
    }
}

/// A value and when it was asked for.
package struct Loaded<Value: Sendable>: Sendable {
    package var value: Value
    package let at: Timestamp

    package init(value: Value, at: Timestamp) {
        self.value = value
        self.at = at
    }
}
