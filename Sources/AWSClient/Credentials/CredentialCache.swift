import FoundationEssentials

/// The credentials in use, shared by all calls: asked for once, asked for again before they end, by one caller at a time
/// while the others wait for the same answer. A failure is not kept: the next call asks again.
package actor CredentialCache {
    private let provider: any CredentialProvider
    private let now: @Sendable () -> Date
    /// Asked for again this long before they end.
    private let margin: Double
    private var cached: Credentials?
    private var refresh: Task<Credentials, any Error>?

    package init(
        provider: any CredentialProvider, now: @escaping @Sendable () -> Date = { Date() }, margin: Double = 300
    ) {
        self.provider = provider
        self.now = now
        self.margin = margin
    }

    /// Credentials good for now; throws what the provider throws.
    package func credentials() async throws -> Credentials {
        if let cached, isFresh(cached) { return cached }
        if let refresh { return try await refresh.value }
        let provider = provider
        let task = Task { try await provider.credentials() }
        refresh = task
        defer { refresh = nil }
        let found = try await task.value
        cached = found
        return found
    }

    /// Forgets credentials that the service called expired, unless they were replaced meanwhile.
    package func invalidate(_ credentials: Credentials) {
        if cached == credentials { cached = nil }
    }

    private func isFresh(_ credentials: Credentials) -> Bool {
        guard let expiration = credentials.expiration else { return true }
        return expiration.timeIntervalSince(now()) > margin
    }
}
