/// A place that credentials may come from.
package protocol CredentialProvider: Sendable {
    /// Where it looks, for messages: `environment`, `profile dev`.
    var name: String { get }

    /// Credentials, or `CredentialsNotFound` when this place has none and the next may be asked. Any other error ends
    /// the search: something is there and cannot be used, and going on would sign with keys nobody meant.
    func credentials() async throws -> Credentials
}

/// A provider has nothing to give.
package struct CredentialsNotFound: Error, Hashable, Sendable {
    /// What it looked for: `AWS_ACCESS_KEY_ID is not set`.
    package let reason: String

    package init(reason: String) {
        self.reason = reason
    }
}

/// Providers asked in order; the first that has credentials wins. A new source is one more element of the list.
package struct CredentialProviderChain: CredentialProvider {
    package let providers: [any CredentialProvider]

    package init(_ providers: [any CredentialProvider]) {
        self.providers = providers
    }

    package var name: String { providers.map(\.name).joined(separator: ", ") }

    /// Throws `AWSError` of kind `credentials` that names every place that was looked at.
    package func credentials() async throws -> Credentials {
        var misses: [String] = []
        for provider in providers {
            do {
                return try await provider.credentials()
            } catch let miss as CredentialsNotFound {
                misses.append("\(provider.name): \(miss.reason)")
            }
        }
        throw AWSError.credentials(
            code: "NoCredentials",
            message: "No AWS credentials found. Set AWS_PROFILE or --profile, set AWS_ACCESS_KEY_ID and "
                + "AWS_SECRET_ACCESS_KEY, or run `aws configure`. Looked at: \(misses.joined(separator: "; ")).")
    }
}

/// Keys that are known from the start: a demo server's, a test's.
package struct StaticCredentialProvider: CredentialProvider {
    package let name = "given keys"
    private let value: Credentials

    package init(_ value: Credentials) {
        self.value = value
    }

    package func credentials() async throws -> Credentials { value }
}
