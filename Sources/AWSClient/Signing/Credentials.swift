import FoundationEssentials

/// Keys that sign requests. Neither `description` nor a debugger's mirror shows the secret or the token.
package struct Credentials: Hashable, Sendable {
    package let accessKeyID: String
    package let secretAccessKey: String
    /// Sent as `X-Amz-Security-Token` with temporary keys.
    package let sessionToken: String?
    /// When temporary keys end; nil when they do not, or when their source does not say.
    package let expiration: Date?

    package init(
        accessKeyID: String, secretAccessKey: String, sessionToken: String? = nil, expiration: Date? = nil
    ) {
        self.accessKeyID = accessKeyID
        self.secretAccessKey = secretAccessKey
        self.sessionToken = sessionToken
        self.expiration = expiration
    }
}

extension Credentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String {
        "Credentials(\(accessKeyID.prefix(4))…, secret hidden\(sessionToken == nil ? "" : ", session token hidden"))"
    }

    package var debugDescription: String { description }

    package var customMirror: Mirror { Mirror(self, children: ["accessKeyID": "\(accessKeyID.prefix(4))…"]) }
}
