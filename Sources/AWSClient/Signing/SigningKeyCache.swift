import Crypto
import Synchronization

/// Signing keys by secret, day, region and service, so that a key is derived once a day and not once a request.
package final class SigningKeyCache: Sendable {
    private struct Scope: Hashable {
        let secret: String
        let day: String
        let region: String
        let service: String
    }

    private let keys = Mutex<[Scope: SymmetricKey]>([:])
    /// More scopes than a console ever uses at a time: past it the keys of other days are most of them.
    private let capacity: Int

    package init(capacity: Int = 64) {
        self.capacity = capacity
    }

    /// The signing key of a scope: `HMAC(HMAC(HMAC(HMAC("AWS4" + secret, day), region), service), "aws4_request")`.
    package func key(secret: String, day: String, region: String, service: String) -> SymmetricKey {
        let scope = Scope(secret: secret, day: day, region: region, service: service)
        if let known = keys.withLock({ $0[scope] }) { return known }
        let derived = Self.derive(scope)
        keys.withLock {
            if $0.count >= capacity { $0.removeAll() }
            $0[scope] = derived
        }
        return derived
    }

    /// How many keys are held.
    package var count: Int { keys.withLock { $0.count } }

    private static func derive(_ scope: Scope) -> SymmetricKey {
        [scope.day, scope.region, scope.service, "aws4_request"]
            .reduce(SymmetricKey(data: Array("AWS4\(scope.secret)".utf8))) { key, part in
                SymmetricKey(data: HMAC<SHA256>.authenticationCode(for: Array(part.utf8), using: key))
            }
    }
}
